"""Signing an agreement, or asking for a change instead."""

from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agreements import consent
from agreements.document.names import same_name
from agreements.models import AgreementVersion
from agreements.services.signatures import Shown
from core.forms import LineField, PageForm, ParagraphsField
from people.models import Person

_SALT = "agreements.shown"


def stamp_of(version: AgreementVersion, shown_hash: str, reader: Person) -> str:
    """A sealed note of which text is shown to whom, and since when. It comes back with the signature."""
    note = [str(version.pk), str(reader.pk), shown_hash, timezone.now().isoformat()]
    return signing.dumps(note, salt=_SALT)


class SignForm(PageForm):
    """Two statements, the name, and the sealed note of what was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    has_read = forms.BooleanField(error_messages={"required": _("Please confirm that you have read it.")})
    agrees = forms.BooleanField(error_messages={"required": _("Please say that you agree to sign electronically.")})
    typed_name = LineField(label=_("Type your full name"), max_length=200)

    def __init__(
        self, data: Any = None, *, signer: Person, version: AgreementVersion | None = None, shown_hash: str = ""
    ) -> None:
        self.signer = signer
        super().__init__(data, initial={"shown": stamp_of(version, shown_hash, signer)} if version else {})
        words = consent.current(get_language() or consent.FALLBACK)
        self.fields["has_read"].label, self.fields["agrees"].label = words.has_read, words.agrees_to_sign
        self.fields["typed_name"].help_text = _("As it stands above: %(name)s") % {"name": signer.get_full_name()}
        self.fields["typed_name"].widget.attrs["autocomplete"] = "name"

    def clean_typed_name(self) -> str:
        """The signer's own name; case, accents and spaces do not matter."""
        typed: str = self.cleaned_data["typed_name"]
        if not same_name(typed, self.signer.get_full_name()):
            raise forms.ValidationError(
                _("Please type your name as it stands above: %(name)s"), params={"name": self.signer.get_full_name()}
            )
        return typed

    def shown_text(self) -> tuple[str, Shown] | None:
        """The version's id and the text that was shown to this signer; None when the note is missing or not ours."""
        try:
            version, reader, content_hash, at = signing.loads(self.data.get("shown", ""), salt=_SALT)
        except (signing.BadSignature, ValueError):
            return None
        return (version, Shown(content_hash, datetime.fromisoformat(at))) if reader == str(self.signer.pk) else None


class DeclineForm(PageForm):
    """Ask for a change instead of signing."""

    reason = ParagraphsField(
        label=_("What should be different?"),
        required=False,
        rows=5,
        max_length=2000,
        help_text=_("You can leave this empty and talk about it instead."),
    )
