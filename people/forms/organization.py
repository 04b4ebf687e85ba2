"""The organization's settings."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from core.colour import accent_tokens
from core.forms import LineField, PageModelForm
from people.forms.choices import time_zones
from people.models import Organization


class OrganizationForm(PageModelForm):
    """Name, colour, time zone, language and working week."""

    name = LineField(label=_("Name"), max_length=120)
    accent = forms.RegexField(
        label=_("Accent colour"),
        regex=r"^#[0-9a-fA-F]{6}$",
        help_text=_("Buttons and links. It is made darker or lighter where it could not be read."),
        error_messages={"invalid": _("Write the colour like #0f6b5c.")},
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("For people whose own zone is not known."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        coerce=int,
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Reminders are sent on these days only."),
    )

    class Meta:
        model = Organization
        fields = ("name", "accent", "time_zone", "language", "working_days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = time_zones(self.instance.time_zone)  # type: ignore[attr-defined]

    def shown_accent(self) -> str:
        """The colour that pages show in the light theme; differs from the chosen one where that could not be read."""
        return accent_tokens(self.cleaned_data["accent"])["accent"][0]
