"""Which mails a person wants."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from notifications.enums import ALWAYS_ON, Family


class PreferencesForm(PageForm):
    """One box for each family that can be turned off."""

    families = forms.MultipleChoiceField(
        label=_("Send me mails about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(family.value, family.label) for family in Family if family not in ALWAYS_ON],
        help_text=_("Mails about agreements and about your account are always sent: they protect you."),
    )

    def wishes(self) -> dict[str, bool]:
        """The wish for each family, as posted."""
        chosen: Any = self.cleaned_data["families"]
        return {str(value): value in chosen for value, _label in self.fields["families"].choices}  # type: ignore[attr-defined]
