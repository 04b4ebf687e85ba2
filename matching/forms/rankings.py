"""Looking for somebody to rank."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm


class MenteeFilterForm(PageForm):
    """A word of a name or a profile; it stands in the address."""

    q = LineField(
        label=_("Search"), required=False, max_length=100, help_text=_("Name, skill or a word of the profile")
    )

    @property
    def values(self) -> dict[str, Any]:
        """The filters that are set."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
