"""When and how often they meet, and who says what a meeting is about."""

from datetime import timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from agreements.document.facts import guides, seekers
from agreements.document.parties import texts_of
from agreements.document.schedule import AGENDA_BY, Schedule
from agreements.forms.section import TextForm
from agreements.models import AgreementSection
from agreements.permissions import signers_of
from core.forms import LineField
from core.rules import Reason
from people.models import Person
from program.forms.fields import day, whole

FURTHEST = timedelta(days=366)
NAMES = ("first_on", "at", "zone", "interval_weeks", "minutes", "place", "agenda_by")


@cache
def zone_choices() -> list[tuple[str, str]]:
    """Every zone that names a place, and UTC."""
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    return [(zone, zone.replace("_", " ")) for zone in ("UTC", *places)]


class ScheduleForm(TextForm):
    """The meeting schedule."""

    first_on = day(_("First meeting on"))
    at = forms.TimeField(
        label=_("At"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Please enter a time, such as 09:30.")),
    )
    zone = forms.ChoiceField(
        label=_("Time zone of this time"), help_text=_("09:00 stays 09:00 here when the clocks change.")
    )
    interval_weeks = whole(1, 12, _("Weeks between meetings"))
    minutes = whole(10, 480, _("Minutes of a meeting"))
    place = LineField(label=_("Place or link"), required=False, max_length=300)
    agenda_by = forms.ChoiceField(
        label=_("Who decides what a meeting is about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose who decides what a meeting is about.")},
    )
    field_order = (*NAMES, "body")

    def __init__(self, data: Any = None, *, section: AgreementSection, reader: Person) -> None:
        super().__init__(data, section=section, reader=reader)
        self.fields["zone"].choices = self.zones()  # type: ignore[attr-defined]
        self.fields["agenda_by"].choices = self.deciders()  # type: ignore[attr-defined]

    def zones(self) -> list[tuple[str, str]]:
        """Every zone that names a place, the one agreed before, and the reader's own."""
        choices = zone_choices()
        own = {self.reader.time_zone, self.section.data.get("zone", "")} & available_timezones()
        return [(zone, zone) for zone in sorted(own - dict(choices).keys())] + choices

    def deciders(self) -> list[tuple[str, Reason]]:
        """Whoever is mentored or coached, whoever mentors or coaches, or all of them; by name."""
        agreement = self.section.version.agreement
        people = texts_of(signers_of(agreement), agreement.template.language)
        names = (seekers(people), guides(people))
        labels = [str(get_text_list([*one], _("and"))) for one in names]
        return list(zip(AGENDA_BY, [*labels, _("All together")], strict=True))

    def first_values(self) -> dict[str, Any]:
        return {"zone": self.reader.time_zone, **self.section.data, **super().first_values()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        schedule, before = self.schedule(), Schedule.from_data(self.section.data)
        if before and (before.first_on, before.zone) == (schedule.first_on, schedule.zone):
            return cleaned
        today = timezone.localdate(timezone=ZoneInfo(schedule.zone))
        if schedule.first_on < today or (schedule.first_on == today and schedule.moments(1)[0] < timezone.now()):
            self.add_error("first_on", _("This is in the past. Choose a day to come."))
        elif schedule.first_on > today + FURTHEST:
            self.add_error("first_on", _("This is more than a year away. Choose an earlier day."))
        return cleaned

    def schedule(self) -> Schedule:
        """The schedule as filled in; only for a valid form."""
        return Schedule(**{name: self.cleaned_data[name] for name in NAMES})

    def section_data(self) -> dict[str, Any] | None:
        return self.schedule().as_data()
