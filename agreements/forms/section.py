"""Writing a section: its text. What a structured section agrees on beside it is in schedule.py and terms.py."""

from copy import copy
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.enums import SectionKind
from agreements.models import AgreementSection
from core.forms import PageForm, ParagraphsField
from people.models import Person

LONGEST_TEXT = 20_000
TOO_LONG = _(
    "This text has %(show_value)d characters, and %(limit_value)d fit. Nothing was saved, and nothing of it is lost: "
    "shorten it here, or spread it over several sections."
)


class RevisionForm(PageForm):
    """Knows the revision of what was read, so that a save never overwrites what somebody else wrote meanwhile."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def rebased(self, revision: int) -> Self:
        """The same words, now building on this revision."""
        data: Any = copy(self.data)
        data["revision"] = revision
        return type(self)(data, **self.again())

    def again(self) -> dict[str, Any]:
        """What a second form of the same kind must be given."""
        return {}


class TextForm(RevisionForm):
    """The text of a section. Its length is for us to say in words: a browser would cut off what is pasted, unasked."""

    body = ParagraphsField(
        label=_("Text"), required=False, rows=10, max_length=LONGEST_TEXT, error_messages={"max_length": TOO_LONG}
    )

    def __init__(self, data: Any = None, *, section: AgreementSection, reader: Person) -> None:
        self.section, self.reader = section, reader
        super().__init__(data, initial=self.first_values())
        body = self.fields["body"]
        body.label = _("Text") if section.kind == SectionKind.TEXT else _("In your own words")
        body.help_text = section.guidance
        body.widget.attrs.pop("maxlength", None)

    def again(self) -> dict[str, Any]:
        return {"section": self.section, "reader": self.reader}

    def first_values(self) -> dict[str, Any]:
        """What the form shows at first."""
        return {"revision": self.section.revision, "body": self.section.body}

    def section_data(self) -> dict[str, Any] | None:
        """The structured part; None leaves it as it is."""
        return None
