"""The other terms that drive the product: how to keep in touch, how long it lasts, how many sessions, what is late."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.document import cancellation, communication, duration, exchange, package
from agreements.enums import VersionOccasion
from agreements.forms.section import TextForm
from agreements.models import AgreementSection
from core.forms import LineField
from core.ui.times import date_words
from matching.services.partnerships import months_after
from people.models import Person
from program.forms.fields import day, whole
from program.models import Program


class CommunicationForm(TextForm):
    """Between meetings."""

    channels = forms.MultipleChoiceField(
        label=_("How do you keep in touch?"),
        choices=[
            ("mail", _("E-mail")),
            ("chat", _("Chat")),
            ("phone", _("Phone")),
            ("video", _("Video call")),
            ("in_person", _("Talking in person")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one way.")},
    )
    answer_days = whole(
        1,
        communication.MOST_DAYS,
        _("Within how many working days do you answer?"),
        _("It is a promise to each other. Nobody is reminded of it."),
    )
    quiet = LineField(
        label=_("When would you rather not be disturbed?"),
        help_text=_("For example: evenings, weekends and days off."),
        required=False,
        max_length=communication.LONGEST_QUIET,
    )
    field_order = ("channels", "answer_days", "quiet", "body")

    def first_values(self) -> dict[str, Any]:
        return {**self.section.data, **super().first_values()}

    def section_data(self) -> dict[str, Any] | None:
        words = self.cleaned_data
        return {
            "channels": communication.channels(words),
            "answer_days": words["answer_days"],
            "quiet": words["quiet"],
        }


class DurationForm(TextForm):
    """Months for a first agreement; a last day once it is running."""

    months = whole(1, duration.MOST_MONTHS, _("How many months does it last?"))
    until = day(_("Until when does it last?"))
    field_order = ("months", "until", "body")

    def __init__(self, data: Any = None, *, section: AgreementSection, reader: Person) -> None:
        super().__init__(data, section=section, reader=reader)
        self.is_first = section.version.occasion == VersionOccasion.FIRST
        del self.fields["until" if self.is_first else "months"]
        name, words = ("months", self._last_day_words()) if self.is_first else ("until", self._as_it_is_words())
        self.fields[name].help_text = words

    def first_values(self) -> dict[str, Any]:
        last_day = duration.until(self.section.data)
        return {**self.section.data, "until": last_day, **super().first_values()}

    def clean_until(self) -> date:
        """A day ahead, and not further ahead than a program may last."""
        last_day: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if last_day <= today:
            raise forms.ValidationError(_("Choose a day to come. To end it now, end the partnership instead."))
        furthest = months_after(today, duration.MOST_MONTHS)
        if last_day > furthest:
            raise forms.ValidationError(_("Choose a day before %(day)s.") % {"day": date_words(furthest)})
        return last_day

    def section_data(self) -> dict[str, Any] | None:
        if self.is_first:
            return {"months": self.cleaned_data["months"]}
        return duration.data_until(self.cleaned_data["until"])

    def _last_day_words(self) -> str:
        """Until when it would last, for the number that stands in the field."""
        words = str(_("The months are counted from the day on which the last of you signs."))
        given = (self.data if self.is_bound else self.initial).get("months")
        try:
            months = int(given or "")
        except (TypeError, ValueError):
            return words
        if not 1 <= months <= duration.MOST_MONTHS:
            return words
        last_day = date_words(months_after(timezone.localdate(), months))
        # Not inside the f-string: gettext would not see it.
        example = _("If that were today, it would last until %(day)s.") % {"day": last_day}
        return f"{words} {example}"

    def _as_it_is_words(self) -> str:
        ends_on = self.section.version.agreement.partnership.ends_on
        if ends_on is None:
            return ""
        return str(_("The signed agreement lasts until %(day)s.") % {"day": date_words(ends_on)})


class PackageForm(TextForm):
    """How many sessions, how long each."""

    meetings = forms.IntegerField(
        label=_("How many sessions are there?"),
        help_text=_("Leave it empty if their number is not fixed."),
        required=False,
        min_value=1,
        max_value=package.MOST_MEETINGS,
        error_messages=dict.fromkeys(
            ("min_value", "max_value", "invalid"), _("Choose a whole number between 1 and 100, or leave it empty.")
        ),
    )
    minutes = whole(
        10,
        480,
        _("How many minutes does each last?"),
        _("The meeting schedule has to say the same, because your meetings are made from it."),
    )
    field_order = ("meetings", "minutes", "body")

    def first_values(self) -> dict[str, Any]:
        given = {**self.section.data, **super().first_values()}
        return {**given, "meetings": given.get("meetings") or None}

    def section_data(self) -> dict[str, Any] | None:
        return {"meetings": self.cleaned_data["meetings"] or 0, "minutes": self.cleaned_data["minutes"]}


class CancellationForm(TextForm):
    """Under how many hours before a cancellation is late."""

    hours = whole(0, cancellation.MOST_HOURS, _("Under how many hours before it begins is a cancellation late?"))
    field_order = ("hours", "body")

    def __init__(self, data: Any = None, *, section: AgreementSection, reader: Person) -> None:
        super().__init__(data, section=section, reader=reader)
        program: Program = section.version.agreement.partnership.program
        self.fields["hours"].help_text = (
            _(
                "A session that the client cancels later than that counts as one of the agreed sessions. One that the "
                "coach cancels never counts. With 0, no cancellation is late."
            )
            if program.is_coaching
            else _("A meeting that is cancelled later than that is shown as cancelled late, nothing more.")
        )

    def first_values(self) -> dict[str, Any]:
        return {**self.section.data, **super().first_values()}

    def section_data(self) -> dict[str, Any] | None:
        return {"hours": self.cleaned_data["hours"]}


class ExchangeForm(TextForm):
    """What the sponsor sees."""

    attendance = forms.BooleanField(label=_("How many sessions took place"), required=False)
    goals = forms.BooleanField(label=_("The agreed goals"), required=False)
    midpoint = forms.BooleanField(label=_("A statement at the mid-point, once the client releases it"), required=False)
    closing = forms.BooleanField(label=_("A closing statement, once the client releases it"), required=False)
    assessment = forms.BooleanField(
        label=_("A summary of tests and questionnaires that are used, once the client releases it"), required=False
    )
    field_order = (*exchange.ITEMS, "body")

    def first_values(self) -> dict[str, Any]:
        return {**exchange.settings(self.section.data), **super().first_values()}

    def section_data(self) -> dict[str, Any] | None:
        return exchange.settings(self.cleaned_data)
