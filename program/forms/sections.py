"""The set-up of a program, one form for each section."""

from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm, ParagraphsField
from program.enums import RANKING, SECTION_FIELDS, ProgramState, Section
from program.forms.fields import DaysField, NamesField, NamesWidget, whole
from program.models import Program

# Offered while typing; any other name will do as well.
CREDENTIALS = ("ICF ACC", "ICF PCC", "ICF MCC", "EMCC EIA Practitioner", "EMCC EIA Senior Practitioner", "DBVC")


class SectionForm(PageForm):
    """One section of a program's set-up; its fields have the names of the program's."""

    section: Section

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        names = SECTION_FIELDS[self.section]
        kwargs["initial"] = {name: getattr(program, name) for name in names}
        super().__init__(*args, **kwargs)
        self.program = program
        self.adapt()

    def adapt(self) -> None:
        """Take away what does not belong to this kind of program."""

    def values(self) -> dict[str, Any]:
        """The fields of the program that this form stores, once it is valid."""
        return self.cleaned_data

    def preview(self) -> Program:
        """The program as it would be with the fields that are valid; nothing is stored."""
        program = copy(self.program)
        if self.is_bound:
            self.is_valid()
            for name, value in self.cleaned_data.items():
                setattr(program, name, value)
        return program

    def _in_order(self, earlier: str, later: str, words: Any) -> None:
        """Put `words` beside `later` unless it is at least as many days as `earlier`."""
        values = self.cleaned_data
        if values.get(earlier) is not None and values.get(later) is not None and values[later] < values[earlier]:
            self.add_error(later, words)


class PurposeForm(SectionForm):
    """What the program is called and what it is for."""

    section = Section.PURPOSE
    name = LineField(label=_("What is the program called?"), max_length=120)
    purpose = ParagraphsField(
        label=_("What is it for?"),
        help_text=_("Two or three short paragraphs: what people get from it, and what the organization gets."),
        max_length=4000,
        rows=9,
    )


class WhoForm(SectionForm):
    """Places, orientation and sponsor."""

    section = Section.WHO
    guide_capacity = whole(1, 50, _("How many places does a mentor or coach have?"))
    needs_orientation = forms.BooleanField(
        label=_("Orientation comes first"),
        help_text=_("Nobody can ask, be asked or be assigned before they have read their pages."),
        required=False,
    )
    has_sponsor = forms.BooleanField(
        label=_("A sponsor is a party to the agreement"),
        help_text=_("Often the line manager. The sponsor agrees the aims, signs, and never sees the sessions."),
        required=False,
    )

    def adapt(self) -> None:
        people = _("clients") if self.program.is_coaching else _("mentees")
        guide = _("coach") if self.program.is_coaching else _("mentor")
        self.fields["guide_capacity"].label = _("How many %(people)s does a %(guide)s have room for?") % {
            "people": people,
            "guide": guide,
        }
        self.fields["guide_capacity"].help_text = _(
            "It is what new invitations begin with; each %(guide)s can have another number."
        ) % {"guide": guide}
        if not self.program.is_coaching or self.program.state != ProgramState.DRAFT:
            del self.fields["has_sponsor"]


class MatchingForm(SectionForm):
    """The rules of finding each other. What ranks mentors is stored among the program's weights."""

    section = Section.MATCHING
    matches_in_bulk = forms.BooleanField(
        label=_("Match a whole cohort at once"),
        help_text=_(
            "Mentees rank mentors and mentors rank mentees; then you compare ways to match them, and publish one. "
            "Without the tick, mentees ask mentors themselves. It can change until the program runs."
        ),
        required=False,
    )
    open_requests_limit = whole(
        1,
        10,
        _("How many open requests may a mentee have?"),
        _("They are asked one after the other, in the mentee's order."),
    )
    request_reminder_days = DaysField(
        label=_("After how many days is a mentor reminded of a request?"),
        help_text=_("Numbers with commas, such as 3, 7. Leave it empty for no reminder."),
        required=False,
        max_length=40,
    )
    request_expiry_days = whole(
        1, 90, _("After how many days does a request expire?"), _("Then the mentee's next choice is asked.")
    )
    allows_reporting_line = forms.BooleanField(
        label=_("People in one reporting line may be matched"),
        help_text=_("Usually not: it is hard to speak openly with somebody who decides about your work."),
        required=False,
    )
    allows_proposals = forms.BooleanField(
        label=_("Mentors may propose themselves"),
        help_text=_("A mentor with room may then write to mentees who are open to it and have nobody yet."),
        required=False,
    )
    required_credentials = NamesField(
        label=_("Does a coach need a credential?"),
        help_text=_(
            "Names with commas, such as ICF ACC, ICF PCC. A coach needs one of them, not expired, to be assigned. "
            "Leave it empty when none is needed."
        ),
        required=False,
        max_length=900,
        widget=NamesWidget(CREDENTIALS),
    )
    has_chemistry_meetings = forms.BooleanField(
        label=_("Clients meet coaches before they are assigned"),
        help_text=_("Each client meets up to three coaches and puts them in order; the assignment counts the order."),
        required=False,
    )
    grade_from = whole(0, 9, _("A mentor should stand above the mentee by at least how many grades?"))
    grade_to = whole(
        0, 9, _("… and by at most how many?"), _("Others are shown as well, only further down. Nobody is left out.")
    )
    other_department = forms.BooleanField(
        label=_("Mentors from another department come first"),
        help_text=_("Without the tick, mentors from the same department come first."),
        required=False,
    )

    def adapt(self) -> None:
        self.ranking = {name: self.program.weights.get(name, value) for name, value in RANKING.items()}
        ticked = {"other_department": bool(self.ranking["other_department"])}
        self.initial = {**self.initial, **self.ranking, **ticked}
        if self.program.is_coaching:
            names = (
                "open_requests_limit",
                "request_reminder_days",
                "request_expiry_days",
                "allows_proposals",
                *RANKING,
            )
            for name in names:
                del self.fields[name]
        else:
            del self.fields["required_credentials"], self.fields["has_chemistry_meetings"]
        if self.program.is_coaching or self.program.state not in {ProgramState.DRAFT, ProgramState.OPEN}:
            del self.fields["matches_in_bulk"]

    def values(self) -> dict[str, Any]:
        stored = {name: value for name, value in self.cleaned_data.items() if name not in RANKING}
        chosen = {name: int(self.cleaned_data[name]) for name in RANKING if name in self.fields}
        if chosen and chosen != self.ranking:
            stored["weights"] = {**self.program.weights, **chosen}
        return stored

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        self._in_order("grade_from", "grade_to", _("Choose at least as many grades as above."))
        expiry, reminders = values.get("request_expiry_days"), values.get("request_reminder_days")
        if expiry and reminders and max(reminders) >= expiry:
            self.add_error("request_reminder_days", _("A reminder has to come before the request expires."))
        return values


class AgreementForm(SectionForm):
    """How long an agreement waits for signatures, and how long it can be fetched once it is over."""

    section = Section.AGREEMENT
    offer_expiry_days = whole(
        3,
        180,
        _("For how many days can an agreement be signed once it is offered?"),
        _("If somebody has not signed by then, it goes back to being written, and everybody is told."),
    )
    agreement_retention_years = whole(
        1,
        30,
        _("For how many years after the end can the sealed agreement be downloaded?"),
        _("By those who signed it. You never see its text, neither before nor after."),
    )


class RhythmForm(SectionForm):
    """How long, how often, how much."""

    section = Section.RHYTHM
    duration_months = whole(1, 36, _("How many months does it last?"))
    package_meetings = whole(1, 100, _("How many sessions are in the package?"))
    meeting_interval_weeks = whole(1, 12, _("How many weeks from one meeting to the next?"))
    meeting_minutes = whole(15, 480, _("How many minutes does a meeting last?"))
    late_cancellation_hours = whole(
        0,
        240,
        _("Under how many hours before is a cancellation late?"),
        _("A session that the client cancels late counts as used; one that the coach cancels never does."),
    )

    def adapt(self) -> None:
        if not self.program.is_coaching:
            del self.fields["package_meetings"]
            self.fields["late_cancellation_hours"].help_text = _("A late cancellation is shown as late, nothing more.")


class RemindersForm(SectionForm):
    """When somebody is reminded, and when it is shown to the people who run the program."""

    section = Section.REMINDERS
    agreement_reminder_days = whole(1, 90, _("Agreement not signed: remind after how many days?"))
    agreement_alert_days = whole(1, 180, _("… and show it to you after how many days?"))
    first_meeting_days = whole(1, 90, _("First meeting not planned: remind after how many days?"))
    first_meeting_alert_days = whole(1, 180, _("… and show it to you after how many days?"))
    goal_quiet_days = whole(1, 180, _("No progress on a goal: remind after how many days?"))
    quiet_alert_days = whole(1, 365, _("Nothing at all happens: show it to you after how many days?"))

    def clean(self) -> dict[str, Any]:
        words = _("Choose at least as many days as for the reminder, so that people can act first.")
        self._in_order("agreement_reminder_days", "agreement_alert_days", words)
        self._in_order("first_meeting_days", "first_meeting_alert_days", words)
        return self.cleaned_data


class ConfidentialityForm(SectionForm):
    """How large a group has to be before a figure about it is shown."""

    section = Section.CONFIDENTIALITY
    smallest_group = whole(
        5,
        100,
        _("How many people must a group have before a figure about it is shown?"),
        _("At least 5. A larger number protects people better; a small program then shows fewer figures."),
    )


SECTION_FORMS: dict[Section, type[SectionForm]] = {
    form.section: form
    for form in (
        *(PurposeForm, WhoForm, MatchingForm, AgreementForm, RhythmForm, RemindersForm),
        ConfidentialityForm,
    )
}
