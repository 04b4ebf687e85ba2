"""Pools of coaches, their members, and the least number of clients for each coach."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm
from program.forms.fields import whole
from program.models import Enrollment

MOST = 50


class PoolForm(PageForm):
    """The name of a pool and where its coaches come from."""

    name = LineField(label=_("What is the pool called?"), max_length=80)
    is_external = forms.BooleanField(
        label=_("The coaches come from outside the organization"),
        help_text=_("It is shown beside the pool's name, nothing more."),
        required=False,
    )


class NameFilterForm(PageForm):
    """A part of a name."""

    q = LineField(label=_("Name"), required=False, max_length=80)

    @property
    def name(self) -> str:
        """What was typed, or nothing."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""


class MembersForm(PageForm):
    """Who was shown, and the ticks among them: whoever came later or was hidden is not meant."""

    member = forms.ModelMultipleChoiceField(queryset=Enrollment.objects.none(), required=False)
    shown = forms.ModelMultipleChoiceField(queryset=Enrollment.objects.none(), required=False)

    def __init__(self, *args: Any, people: QuerySet[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("member", "shown"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


class LoadsForm(PageForm):
    """A small number for each coach on the page."""

    def __init__(self, *args: Any, coaches: list[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, UUID] = {}
        for coach in coaches:
            name = f"load-{coach.pk}"
            self.names[name] = coach.pk
            # Translators: how many clients a coach should get at least, read aloud beside the field
            label = _("At least")
            self.fields[name] = whole(0, MOST, label, initial=coach.minimum_load, required=False)
            self.fields[name].widget.attrs |= {"class": "form-control short", "aria-label": f"{coach.person}"}

    @property
    def loads(self) -> dict[UUID, int]:
        """The numbers by coach; an empty field is 0."""
        return {pk: self.cleaned_data.get(name) or 0 for name, pk in self.names.items()}
