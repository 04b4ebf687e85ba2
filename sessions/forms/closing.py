"""Check-ins, statements and the end."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import Goal
from core.forms import LineField, PageForm, ParagraphsField
from sessions.enums import StatementKind
from sessions.forms.record import RevisedForm
from sessions.selectors.goals import RATINGS

ONE_TO_FIVE = [
    ("1", _("Not at all")),
    ("2", _("A little")),
    ("3", _("Somewhat")),
    ("4", _("Mostly")),
    ("5", _("Very much")),
]
RATING_CHOICES = [(str(number), label) for number, label in RATINGS.items()]


class GoalCheckInForm(PageForm):
    """Where a goal stands."""

    rating = forms.TypedChoiceField(
        label=_("Where does it stand?"),
        choices=RATING_CHOICES,
        coerce=int,
        widget=forms.RadioSelect,
    )
    sentence = LineField(label=_("In a sentence"), max_length=500, required=False)


class PulseForm(PageForm):
    """The two questions about the relationship."""

    useful = forms.TypedChoiceField(
        label=_("How useful is this for you?"), choices=ONE_TO_FIVE, coerce=int, widget=forms.RadioSelect
    )
    trusting = forms.TypedChoiceField(
        label=_("How openly can you talk?"), choices=ONE_TO_FIVE, coerce=int, widget=forms.RadioSelect
    )


class ReflectionForm(PageForm):
    """A look back: how far each goal came, what one takes along, thanks."""

    learned = ParagraphsField(label=_("What do you take with you?"), rows=5)
    thanks = ParagraphsField(label=_("What do you want to thank the other for?"), rows=3, required=False)

    def __init__(self, *args: Any, goals: Sequence[Goal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            self.fields[f"rating-{goal.pk}"] = forms.TypedChoiceField(
                label=_("How far did it come?"), choices=RATING_CHOICES, coerce=int, widget=forms.RadioSelect
            )
            self.fields[f"sentence-{goal.pk}"] = LineField(label=_("In a sentence"), max_length=500, required=False)

    def goal_fields(self) -> list[tuple[Goal, Any, Any]]:
        """Each goal with its two fields, for the page."""
        return [(goal, self[f"rating-{goal.pk}"], self[f"sentence-{goal.pk}"]) for goal in self.goals]

    def words(self) -> dict[str, Any]:
        """What was typed, for the service."""
        data = self.cleaned_data
        said = {goal.pk: (data[f"rating-{goal.pk}"], data[f"sentence-{goal.pk}"]) for goal in self.goals}
        return {"learned": data["learned"], "thanks": data["thanks"], "goals": said}


class EarlyEndForm(PageForm):
    """An end that is nobody's fault."""

    reason = ParagraphsField(label=_("A word about why, if you like"), rows=3, required=False, max_length=2000)


class StatementForm(RevisedForm):
    """A review or an assessment summary for the sponsor."""

    body = ParagraphsField(label=_("The text"), rows=10)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_assessment = kind == StatementKind.ASSESSMENT
        self.fields["body"].help_text = (
            _("In short, what the assessment says and the client wants to pass on. Its results stay with the client.")
            if is_assessment
            else _("Only what may be said outside the sessions: themes, goals, what changed.")
        )
