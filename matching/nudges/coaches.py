"""Nudges about coaches: a credential that expires, and a client who waits for another coach."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.times import day_words
from matching.bridge.runs import clients_without_coach
from matching.models import Credential, Rematch
from matching.selectors.credentials import SOON
from notifications.definitions import Due, Letter, NudgeKind, register
from notifications.enums import Family, Urgency
from people.models import Person
from program.enums import Role
from program.models import Enrollment, Program


def find_expiring(now: datetime) -> Iterable[Due]:
    """Credentials of current coaches that end within 60 days; a new day is a new occasion."""
    today = timezone.localdate(now)
    coaches = Enrollment.objects.current().filter(role=Role.COACH)
    rows = Credential.objects.filter(
        person__in=coaches.values("person"), valid_until__gte=today, valid_until__lte=today + SOON
    )
    for one in rows:
        yield Due(one.person_id, one.pk, f"{one.valid_until}", now)


def still_expires(credential: Credential, recipient: Person, occasion: str, now: datetime) -> bool:
    """The same day still stands, and the person is still a coach somewhere."""
    is_coach = Enrollment.objects.current().filter(person=recipient, role=Role.COACH).exists()
    return is_coach and f"{credential.valid_until}" == occasion


def write_expiring(credential: Credential, recipient: Person) -> Letter:
    """Which one, and when."""
    assert credential.valid_until is not None
    words = {"name": credential.name, "day": day_words(credential.valid_until)}
    return Letter(
        subject=_("%(name)s expires on %(day)s") % words,
        lines=[
            _("Your credential %(name)s is on record until %(day)s.") % words,
            _("If you have renewed it, tell the people who run your program, so that you can still be assigned."),
        ],
        label=_("See your credentials"),
        url=reverse("credential_own_list"),
    )


def still_waits(rematch: Rematch, recipient: Person, occasion: str, now: datetime) -> bool:
    """The client still waits, and the recipient still runs the program."""
    waits = clients_without_coach(Enrollment.objects.filter(pk=rematch.client_id)).exists()
    return waits and Program.objects.managed_by(recipient).filter(pk=rematch.client.cohort.program_id).exists()


def write_rematch(rematch: Rematch, recipient: Person) -> Letter:
    """A client waits again. Nobody is at fault, and nobody is said to have asked."""
    words = {"name": rematch.client.person.get_full_name(), "program": rematch.client.program}
    return Letter(
        subject=_("%(name)s waits for a coach again") % words,
        lines=[
            _("In %(program)s a coaching partnership ended early on, nobody's fault. %(name)s waits for a coach.")
            % words,
            _("The next assignment takes them in and keeps the two apart."),
        ],
        label=_("Assign coaches"),
        url=reverse("assignment_list", args=[rematch.client.cohort.program_id]),
    )


register(
    NudgeKind(
        kind="credential_expires",
        family=Family.PROGRAM,
        label=gettext_lazy("A credential of yours expires"),
        subject=Credential,
        find=find_expiring,
        is_needed=still_expires,
        write=write_expiring,
    )
)
register(
    NudgeKind(
        kind="rematch_waits",
        family=Family.MATCHING,
        label=gettext_lazy("A client waits for another coach"),
        subject=Rematch,
        urgency=Urgency.SOON,
        is_needed=still_waits,
        write=write_rematch,
    )
)
