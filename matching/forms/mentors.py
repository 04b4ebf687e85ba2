"""Filters beside the list of mentors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm
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
    has_room = forms.BooleanField(label=_("Has room now"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything: list[tuple[str, Any]] = [("", _("Any"))]
        offered = {
            "skill": [(word, word) for word in choices.skills],
            "department": [(word, word) for word in choices.departments],
            "location": [(word, word) for word in choices.locations],
            "language": choices.languages,
        }
        for name, words in offered.items():
            self.fields[name].choices = anything + words  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The filters that are set; one that no mentor fits any more is left aside."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
