"""A credential of a coach."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm
from program.forms.fields import day


class CredentialForm(PageForm):
    """What it is called, who gave it, and how long it lasts."""

    name = LineField(
        label=_("Credential"),
        max_length=80,
        help_text=_("Write it as the program asks for it, such as ICF ACC."),
        widget=forms.TextInput(attrs={"list": "credential-names"}),
    )
    issuer = LineField(label=_("Issued by"), max_length=120, required=False)
    valid_until = day(_("Valid until"), _("Leave it empty when it does not expire."), required=False)

    def __init__(self, *args: Any, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_names = list(names)
