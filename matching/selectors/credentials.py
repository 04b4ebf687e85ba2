"""Credentials with how they stand today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.times import date_words
from matching.models import Credential
from people.models import Person
from people.selectors.blocks import Fact
from program.enums import Role
from program.models import Enrollment, Program

SOON = timedelta(days=60)
STATES = {
    "expired": gettext_lazy("Expired"),
    "due": gettext_lazy("Expires soon"),
    "current": gettext_lazy("Valid"),
}


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """One credential, its state as a badge, and until when in words."""

    credential: Credential
    state: str
    label: str | Promise
    until: str


def line_of(credential: Credential, today: date | None = None) -> CredentialLine:
    """How a credential stands today."""
    today, day = today or timezone.localdate(), credential.valid_until
    if day is None:
        return CredentialLine(credential, "current", STATES["current"], _("without an end"))
    state = "expired" if day < today else "due" if day <= today + SOON else "current"
    words = _("expired on %(day)s") if state == "expired" else _("until %(day)s")
    return CredentialLine(credential, state, STATES[state], words % {"day": date_words(day)})


def lines_of(person: Person) -> list[CredentialLine]:
    """The credentials of one person."""
    return [line_of(one) for one in person.credentials.all()]


def ends_soon(program: Program) -> list[CredentialLine]:
    """Credentials of the program's coaches that have expired or will before long, the earliest first."""
    coaches = Enrollment.objects.current().filter(cohort__program=program, role=Role.COACH)
    rows = Credential.objects.filter(person__in=coaches.values("person"), valid_until__lte=timezone.localdate() + SOON)
    return [line_of(one) for one in rows.select_related("person").order_by("valid_until", "name")]


def recorded_by_managers(person: Any) -> QuerySet[Credential]:
    """Credentials of coaches in programs that this person runs."""
    coaches = Enrollment.objects.managed_by(person).current().filter(role=Role.COACH)
    return Credential.objects.filter(person__in=coaches.values("person")).select_related("person")


def names_known(program: Program) -> list[str]:
    """Names to choose from while typing: what the program asks for, and what is on record."""
    recorded = Credential.objects.order_by("name").values_list("name", flat=True).distinct()[:100]
    return list(dict.fromkeys([*program.required_credentials, *recorded]))


def facts_of(person: Person) -> list[Fact]:
    """What the page of one person says about their credentials; one query."""
    return [
        Fact(line.credential.name, f"{line.credential.issuer} · {line.until}".lstrip(" ·"), line.state, line.label)
        for line in lines_of(person)
    ]
