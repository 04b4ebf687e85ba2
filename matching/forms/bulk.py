"""Matching a whole cohort at once: until when people rank, and which way to match."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from matching.bridge.bulk import BULK_METHODS
from program.forms.fields import day
from program.models import Cohort


class RankUntilForm(PageForm):
    """The day until which people of a cohort rank each other."""

    until = day(
        _("Rank until"),
        _("Everybody who is ready gets a mail now, and one more two days before if they have not ranked."),
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": cohort.rank_until})
        super().__init__(*args, **{"auto_id": f"id_{cohort.pk.hex}_%s", **kwargs})


class BulkMethodForm(PageForm):
    """One of the ways to match."""

    method = forms.ChoiceField(label=_("How should they be matched?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, cohort: Cohort, recommended: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"id_{cohort.pk.hex}_%s", **kwargs})
        choices = [(method.value, method.label) for method in BULK_METHODS]
        self.fields["method"].choices = choices  # type: ignore[attr-defined]
        self.fields["method"].initial = recommended
