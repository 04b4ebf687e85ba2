"""A goal: what, how success is known, by when."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.forms.section import RevisionForm
from agreements.models import Goal
from core.forms import LineField, ParagraphsField


class GoalForm(RevisionForm):
    """One goal of the draft."""

    title = LineField(label=_("What do you want to reach?"), max_length=200)
    measure = ParagraphsField(
        label=_("How will you both know that it is reached?"), required=False, rows=3, max_length=1000
    )
    target_date = forms.DateField(
        label=_("By when?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, goal: Goal | None = None) -> None:
        self.goal = goal
        initial = {"revision": 0}
        if goal is not None:
            initial = {name: getattr(goal, name) for name in ("revision", "title", "measure", "target_date")}
        super().__init__(data, initial=initial)

    def again(self) -> dict[str, Any]:
        return {"goal": self.goal}

    def clean_target_date(self) -> Any:
        """A day to come, unless it is the one that was there before."""
        day = self.cleaned_data["target_date"]
        if day and day < timezone.localdate() and (self.goal is None or self.goal.target_date != day):
            raise forms.ValidationError(_("This day is in the past. Choose a day to come."))
        return day

    def words(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in ("title", "measure", "target_date")}
