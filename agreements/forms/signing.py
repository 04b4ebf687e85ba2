"""Signing an agreement, or asking for a change instead."""

from collections.abc import Mapping
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
from agreements.selectors.reading import name_in
from agreements.services.signatures import Shown
from core.forms import LineField, PageForm, ParagraphsField
from people.models import Person

_SALT = "agreements.shown"


def stamp_of(version: AgreementVersion, shown_hash: str, reader: Person) -> str:
    """A sealed note of which text is shown to whom, and since when. It comes back with the signature."""
    note = [str(version.pk), str(reader.pk), shown_hash, timezone.now().isoformat()]
    return signing.dumps(note, salt=_SALT)


def shown_in(data: Mapping[str, Any], reader: Person) -> tuple[str, Shown] | None:
    """The version's id and the text that was shown to this reader, from the note in what their form sent; None when it
    is missing or not ours."""
    try:
        version, whose, content_hash, at = signing.loads(data.get("shown", ""), salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return (version, Shown(content_hash, datetime.fromisoformat(at))) if whose == str(reader.pk) else None


class SignForm(PageForm):
    """Two statements, the name, and the sealed note of what was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    has_read = forms.BooleanField(error_messages={"required": _("Please confirm that you have read it.")})
    agrees = forms.BooleanField(error_messages={"required": _("Please say that you agree to sign electronically.")})
    typed_name = LineField(label=_("Type your full name"), max_length=200)

    def __init__(self, data: Any = None, *, signer: Person, version: AgreementVersion, shown_hash: str = "") -> None:
        # The name in the text above, which may be older than the one in the profile.
        self.signer, self.name = signer, name_in(version, signer)
        super().__init__(data, initial={"shown": stamp_of(version, shown_hash, signer)} if data is None else {})
        words = consent.current(get_language() or consent.FALLBACK)
        self.fields["has_read"].label, self.fields["agrees"].label = words.has_read, words.agrees_to_sign
        self.fields["typed_name"].help_text = _("As it stands above: %(name)s") % {"name": self.name}
        self.fields["typed_name"].widget.attrs["autocomplete"] = "name"

    def clean_typed_name(self) -> str:
        """The signer's own name; case, accents and spaces do not matter."""
        typed: str = self.cleaned_data["typed_name"]
        if not any(same_name(typed, name) for name in (self.name, self.signer.get_full_name())):
            raise forms.ValidationError(
                _("Please type your name as it stands above: %(name)s"), params={"name": self.name}
            )
        return typed


class DeclineForm(PageForm):
    """Ask for a change instead of signing."""

    reason = ParagraphsField(
        label=_("What should be different?"),
        required=False,
        rows=5,
        max_length=2000,
        help_text=_("You can leave this empty and talk about it instead."),
    )
