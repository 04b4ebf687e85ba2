"""A goal: what, how success is known, by when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.forms.section import RevisionForm
from agreements.models import Goal
from core.forms import LineField, ParagraphsField
from core.ui.times import date_words
from people.models import Person


class GoalForm(RevisionForm):
    """One goal of the draft."""

    title = LineField(label=_("What do you want to reach?"), max_length=200)
    measure = ParagraphsField(
        label=_("How will you both know that it is reached?"), required=False, rows=3, max_length=1000
    )
    target_date = forms.DateField(
        label=_("By when?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    owner = forms.ChoiceField(label=_("Whose goal is it?"))

    def __init__(self, data: Any = None, *, owners: Sequence[Person], writer: Person, goal: Goal | None = None) -> None:
        self.goal, self.owners, self.writer = goal, owners, writer
        initial: dict[str, Any] = {"revision": 0, "owner": str(writer.pk)}
        if goal is not None:
            initial = {name: getattr(goal, name) for name in ("revision", "title", "measure", "target_date")}
            initial["owner"] = str(goal.owner_id)
        super().__init__(data, initial=initial)
        if len(owners) < 2:
            # There is nobody to choose from.
            del self.fields["owner"]
        else:
            self.fields["owner"].choices = [  # type: ignore[attr-defined]
                (str(person.pk), person.get_full_name()) for person in owners
            ]

    def again(self) -> dict[str, Any]:
        return {"goal": self.goal, "owners": self.owners, "writer": self.writer}

    def clean_target_date(self) -> Any:
        """A day to come, unless it is the one that was there before."""
        day = self.cleaned_data["target_date"]
        if day and day < timezone.localdate() and (self.goal is None or self.goal.target_date != day):
            raise forms.ValidationError(_("This day is in the past. Choose a day to come."))
        return day

    def words(self) -> dict[str, Any]:
        """What the services take."""
        words = {name: self.cleaned_data[name] for name in ("title", "measure", "target_date")}
        chosen = self.cleaned_data.get("owner")
        words["owner"] = next((person for person in self.owners if str(person.pk) == chosen), None)
        return words

    def lines(self) -> list[str]:
        """What was filled in as lines, to be compared; for a form whose fields are fine."""
        self.full_clean()
        day = self.cleaned_data["target_date"]
        measure = self.cleaned_data["measure"].split("\n")
        return [line for line in (self.cleaned_data["title"], *measure, date_words(day)) if line]
