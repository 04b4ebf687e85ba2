"""Writing a section: its text, and the structured parts that drive the product."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Self
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.document import exchange
from agreements.document.schedule import Schedule
from agreements.enums import SectionKind
from agreements.models import AgreementSection
from core.forms import LineField, PageForm, ParagraphsField
from people.models import Person

LONGEST_TEXT = 20_000
FURTHEST = timedelta(days=366)


class RevisionForm(PageForm):
    """Knows the revision of what was read, so that a save never overwrites what somebody else wrote meanwhile."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def rebased(self, revision: int) -> Self:
        """The same words, now building on this revision."""
        return type(self)({**{name: self.data[name] for name in self.data}, "revision": revision}, **self.again())

    def again(self) -> dict[str, Any]:
        """What a second form of the same kind must be given."""
        return {}


class TextForm(RevisionForm):
    """The text of a section."""

    body = ParagraphsField(label=_("Text"), required=False, rows=10, max_length=LONGEST_TEXT)

    def __init__(self, data: Any = None, *, section: AgreementSection, reader: Person) -> None:
        self.section, self.reader = section, reader
        super().__init__(data, initial=self.first_values())
        self.fields["body"].label = _("Text") if section.kind == SectionKind.TEXT else _("In your own words")
        self.fields["body"].help_text = section.guidance

    def again(self) -> dict[str, Any]:
        return {"section": self.section, "reader": self.reader}

    def first_values(self) -> dict[str, Any]:
        """What the form shows at first."""
        return {"revision": self.section.revision, "body": self.section.body}

    def section_data(self) -> dict[str, Any] | None:
        """The structured part; None leaves it as it is."""
        return None


@cache
def zone_choices() -> list[tuple[str, str]]:
    """Every zone that names a place, and UTC."""
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    return [(zone, zone.replace("_", " ")) for zone in ("UTC", *places)]


class ScheduleForm(TextForm):
    """When and how often the two meet."""

    first_on = forms.DateField(
        label=_("First meeting on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(label=_("At"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = forms.ChoiceField(
        label=_("Time zone of this time"), help_text=_("09:00 stays 09:00 here when the clocks change.")
    )
    interval_weeks = forms.IntegerField(label=_("Weeks between meetings"), min_value=1, max_value=12)
    minutes = forms.IntegerField(label=_("Minutes of a meeting"), min_value=10, max_value=480)
    place = LineField(label=_("Place or link"), required=False, max_length=300)
    field_order = ("first_on", "at", "zone", "interval_weeks", "minutes", "place", "body")

    def __init__(self, data: Any = None, *, section: AgreementSection, reader: Person) -> None:
        super().__init__(data, section=section, reader=reader)
        self.fields["zone"].choices = self.zones()  # type: ignore[attr-defined]

    def zones(self) -> list[tuple[str, str]]:
        """Every zone that names a place, the one agreed before, and the reader's own."""
        choices = zone_choices()
        own = {self.reader.time_zone, self.section.data.get("zone", "")} & available_timezones()
        return [(zone, zone) for zone in sorted(own - dict(choices).keys())] + choices

    def first_values(self) -> dict[str, Any]:
        return {"zone": self.reader.time_zone, **self.section.data, **super().first_values()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        schedule = self.schedule()
        if schedule == Schedule.from_data(self.section.data):
            return cleaned
        today = timezone.localdate(timezone=ZoneInfo(schedule.zone))
        if schedule.first_on < today or (schedule.first_on == today and schedule.moments(1)[0] < timezone.now()):
            self.add_error("first_on", _("This is in the past. Choose a day to come."))
        elif schedule.first_on > today + FURTHEST:
            self.add_error("first_on", _("This is more than a year away. Choose an earlier day."))
        return cleaned

    def schedule(self) -> Schedule:
        """The schedule as filled in; only for a valid form."""
        names = ("first_on", "at", "zone", "interval_weeks", "minutes", "place")
        return Schedule(**{name: self.cleaned_data[name] for name in names})

    def section_data(self) -> dict[str, Any] | None:
        return self.schedule().as_data()


class ExchangeForm(TextForm):
    """What the sponsor sees."""

    attendance = forms.BooleanField(label=_("How many sessions took place"), required=False)
    goals = forms.BooleanField(label=_("The agreed goals"), required=False)
    midpoint = forms.BooleanField(label=_("A statement at the mid-point, once the client releases it"), required=False)
    closing = forms.BooleanField(label=_("A closing statement, once the client releases it"), required=False)
    field_order = (*exchange.ITEMS, "body")

    def first_values(self) -> dict[str, Any]:
        return {**exchange.settings(self.section.data), **super().first_values()}

    def section_data(self) -> dict[str, Any] | None:
        return exchange.settings(self.cleaned_data)


FORMS: Mapping[str, type[TextForm]] = {SectionKind.SCHEDULE: ScheduleForm, SectionKind.EXCHANGE: ExchangeForm}


def form_for(section: AgreementSection, reader: Person, data: Any = None) -> TextForm:
    """The form for this kind of section."""
    return FORMS.get(section.kind, TextForm)(data, section=section, reader=reader)
