"""Planning and moving meetings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm
from sessions.enums import MeetingKind
from sessions.services.meetings import MINUTES, When


class MeetingForm(PageForm):
    """When and where: a wall-clock time in one of the members' zones."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = forms.ChoiceField(
        label=_("Whose clock"), help_text=_("The time keeps to this clock, also in summer and winter.")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=MINUTES[0], max_value=MINUTES[1])
    place = LineField(
        label=_("Place or link"), required=False, max_length=300, help_text=_("A room, or the address of a call.")
    )

    def __init__(self, *args: Any, zones: Sequence[tuple[str, str]], can_review: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = list(zones)  # type: ignore[attr-defined]
        if can_review:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Who comes"),
                initial=MeetingKind.REGULAR,
                choices=[
                    (MeetingKind.REGULAR, _("The two of you")),
                    (MeetingKind.REVIEW, _("A review, with the sponsor")),
                ],
                widget=forms.RadioSelect,
            )

    def when(self) -> When:
        """The planned time; the form must be valid."""
        data = self.cleaned_data
        return When(data["day"], data["at"], data["zone"], data["minutes"], data["place"])

    @property
    def kind(self) -> str:
        """Which kind of meeting."""
        return str(self.cleaned_data.get("kind") or MeetingKind.REGULAR)
