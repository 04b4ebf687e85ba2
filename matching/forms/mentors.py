"""Filters beside the list of mentors."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm
from matching.selectors.bands import Band
from matching.selectors.mentors import Choices


class MentorFilterForm(PageForm):
    """Every filter stands in the address, so that a list can be kept and shared."""

    q = LineField(
        label=_("Search"), required=False, max_length=100, help_text=_("Name, skill or a word of the profile")
    )
    skill = forms.ChoiceField(label=_("Can help with"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    location = forms.ChoiceField(label=_("Location"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    band = forms.ChoiceField(label=_("Seniority"), required=False)
    has_room = forms.BooleanField(label=_("Has room now"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything: list[tuple[str, Any]] = [("", _("Any"))]
        offered: dict[str, list[tuple[str, Any]]] = {
            "skill": [(word, word) for word in choices.skills],
            "department": [(word, word) for word in choices.departments],
            "location": [(word, word) for word in choices.locations],
            "language": list(choices.languages),
            "band": Band.choices,
        }
        for name, words in offered.items():
            self.fields[name].choices = anything + words  # type: ignore[attr-defined]
        if not choices.has_bands:
            del self.fields["band"]

    @property
    def values(self) -> dict[str, Any]:
        """The filters that are set; one that no mentor fits any more is left aside."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


def drawn(choices: Choices, values: Mapping[str, Any]) -> SafeString:
    """The fields with these values. Readers of one list mostly get the same ones, so they are written once."""
    return _drawn(choices, tuple(sorted(values.items())), get_language())


@lru_cache(maxsize=64)
def _drawn(choices: Choices, values: tuple[tuple[str, Any], ...], language: str) -> SafeString:
    return as_crispy_form(MentorFilterForm(dict(values), choices=choices))
