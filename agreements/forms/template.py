"""Writing a template: its name, its heading, its blocks."""

from typing import Any, Self, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.document import blocks, placeholders
from agreements.enums import SectionKind
from agreements.models import AgreementTemplate, TemplateVersion
from core.forms import LineField, PageForm, ParagraphsField

F = TypeVar("F", bound=PageForm)


class NameForm(PageForm):
    """A template's name in the list."""

    name = LineField(
        label=_("Name"), help_text=_("For you and those who run programs. Agreements do not show it."), max_length=120
    )


class HeadingForm(PageForm):
    """The heading of the agreements, and the one that was read."""

    name = LineField(label=_("Heading of the agreements"), max_length=blocks.LONGEST_TITLE)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)

    def __init__(self, data: Any = None, *, version: TemplateVersion) -> None:
        super().__init__(data, initial={"name": version.name, "shown": version.name})

    def rebased(self, version: TemplateVersion) -> Self:
        """The same words with why they were refused, now building on the heading as it is."""
        return _refused_again(self, type(self)({**_typed(self), "shown": version.name}, version=version))


class BlockForm(PageForm):
    """The words of a block. `stamp` stands for the block as it was read."""

    title = LineField(label=_("Title"), max_length=blocks.LONGEST_TITLE)
    body = ParagraphsField(label=_("Words"), required=False, rows=12, max_length=blocks.LONGEST_BODY)
    guidance = ParagraphsField(
        label=_("Hint for those who fill it in"),
        help_text=_("Shown while they write. It is no part of the agreement."),
        required=False,
        rows=2,
        max_length=blocks.LONGEST_GUIDANCE,
    )
    is_for_sponsor = forms.BooleanField(
        label=_("The sponsor reads it"),
        help_text=_("Of other blocks, the sponsor sees the title and that they stay between coach and client."),
        required=False,
    )
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, data: Any = None, *, template: AgreementTemplate, section: blocks.Section | None = None) -> None:
        self.template, self.section = template, section
        names = ("title", "guidance", "body", "is_for_sponsor")
        first = {"is_for_sponsor": True}
        if section is not None:
            first = {name: section.get(name, True) for name in names} | {"stamp": blocks.stamp(section)}
        super().__init__(data, initial=first)
        if blocks.is_settled(section or {"key": ""}, template.shape):
            del self.fields["is_for_sponsor"]
        if section is not None and section["kind"] != SectionKind.TEXT:
            self.fields["body"].label = _("Words beside what they fill in")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        known = placeholders.names(self.template.kind, self.template.shape)
        for name in ("title", "body", "guidance"):
            problem = blocks.unknown_words(placeholders.unknown([cleaned.get(name)], known), known)
            if problem:
                self.add_error(name, str(problem))
        return cleaned

    def wording(self) -> blocks.Wording:
        """What was written; only for a valid form."""
        words = self.cleaned_data
        return blocks.Wording(
            words["title"], words["guidance"], words["body"], is_for_sponsor=words.get("is_for_sponsor", True)
        )

    def as_typed(self) -> blocks.Section:
        """The block with whatever of the words is valid so far, for the example; nothing is stored."""
        self.is_valid()
        empty = {"key": "", "kind": SectionKind.TEXT.value, "title": "", "guidance": "", "body": ""}
        words = {name: value for name, value in self.cleaned_data.items() if name != "stamp"}
        return {**empty, **(self.section or {}), **words}

    def rebased(self, section: blocks.Section) -> Self:
        """The same words, now building on this block."""
        data = {**_typed(self), "stamp": blocks.stamp(section)}
        return type(self)(data, template=self.template, section=section)


class RevisionForm(PageForm):
    """Which draft was read before it is published."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def rebased(self, revision: int) -> Self:
        """The same, with why it was refused, for the draft as it is now."""
        return _refused_again(self, type(self)({"revision": revision}))


class LookForm(forms.Form):
    """How a version is looked at: with the numbers of a program, and by whom."""

    program = forms.UUIDField(required=False)
    by = forms.ChoiceField(choices=[("sponsor", "sponsor")], required=False)

    def asked(self, name: str) -> Any:
        """What was asked for; None where it makes no sense."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


class StepForm(forms.Form):
    """One place up or down."""

    steps = forms.TypedChoiceField(choices=[(-1, "up"), (1, "down")], coerce=int)


def _typed(form: forms.Form) -> dict[str, Any]:
    return {name: form.data[name] for name in form.data}


def _refused_again(form: PageForm, again: F) -> F:
    again.full_clean()
    for words in form.non_field_errors():
        again.add_error(None, words)
    return again
