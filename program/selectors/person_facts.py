"""A person's programs as the organization's admins see them on the person's page: role and state, no profile."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.ui.times import date_words
from people.models import Person
from people.selectors.blocks import Fact
from program.models import Enrollment


def facts_of(person: Person) -> list[Fact]:
    """The programs the person was ever asked into, the latest first; one query."""
    rows = Enrollment.objects.filter(person=person).select_related("cohort__program").order_by("-created_at")
    return [_fact(row) for row in rows.defer("headline", "hopes", "experience")]


def _fact(row: Enrollment) -> Fact:
    is_on_break = row.is_paused and row.ended_at is None
    return Fact(
        title=row.program.name,
        text=_("%(role)s, invited %(day)s")
        % {"role": row.get_role_display(), "day": date_words(localtime(row.created_at))},
        state="paused" if is_on_break else row.state,
        state_label=_("On a break") if is_on_break else row.get_state_display(),
        url=reverse("program_detail", args=[row.cohort.program_id]),
    )
