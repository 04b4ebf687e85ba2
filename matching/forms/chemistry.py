"""A round of chemistry meetings: its beginning, and what a client says in it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from matching.enums import MeetingOutcome
from matching.models import ChemistryMeeting
from matching.services.chemistry import Answer
from program.forms.fields import day
from program.models import Cohort, Program


def _in_three_weeks() -> date:
    return timezone.localdate() + timedelta(weeks=3)


class RoundForm(PageForm):
    """Which cohort, and until when."""

    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.none(), empty_label=None)
    ends_on = day(_("Clients rank until"), _("Two or three weeks leave time to meet."), initial=_in_three_weeks)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = program.cohorts.order_by("-starts_on")  # type: ignore[attr-defined]


class AnswersForm(PageForm):
    """For each coach: met or not, on which day, and the place in the client's order."""

    def __init__(self, *args: Any, meetings: list[ChemistryMeeting], places: dict[Any, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = meetings
        choices = [("", _("No place yet")), *((str(n), str(n)) for n in range(1, len(meetings) + 1))]
        for one in meetings:
            name = one.coach.person.get_full_name()
            self.fields[f"outcome-{one.pk}"] = forms.ChoiceField(
                label=_("Have you met?"), choices=MeetingOutcome.choices, initial=one.outcome
            )
            self.fields[f"met_on-{one.pk}"] = day(_("Met on"), required=False, initial=one.met_on)
            self.fields[f"place-{one.pk}"] = forms.ChoiceField(
                label=_("Place in your order"), choices=choices, required=False, initial=places.get(one.coach_id, "")
            )
            for part in ("outcome", "met_on", "place"):
                field = self.fields[f"{part}-{one.pk}"]
                field.widget.attrs["aria-label"] = f"{field.label}: {name}"

    @property
    def answers(self) -> dict[UUID, Answer]:
        """What was said, by meeting."""
        said = self.cleaned_data
        return {
            one.pk: Answer(
                outcome=said[f"outcome-{one.pk}"],
                met_on=said.get(f"met_on-{one.pk}"),
                place=int(said[f"place-{one.pk}"]) if said.get(f"place-{one.pk}") else None,
            )
            for one in self.meetings
        }

    def parts_of(self, meeting: ChemistryMeeting) -> dict[str, Any]:
        """The three fields about one coach."""
        return {part: self[f"{part}-{meeting.pk}"] for part in ("outcome", "met_on", "place")}
