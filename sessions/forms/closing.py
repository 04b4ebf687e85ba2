"""Check-ins, statements and the end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm, ParagraphsField
from sessions.forms.record import RevisedForm
from sessions.selectors.goals import RATINGS

ONE_TO_FIVE = [
    ("1", _("Not at all")),
    ("2", _("A little")),
    ("3", _("Somewhat")),
    ("4", _("Mostly")),
    ("5", _("Very much")),
]


class GoalCheckInForm(PageForm):
    """Where a goal stands."""

    rating = forms.TypedChoiceField(
        label=_("Where does it stand?"),
        choices=[(str(number), label) for number, label in RATINGS.items()],
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
    """A look back."""

    learned = ParagraphsField(label=_("What do you take with you?"), rows=5)
    thanks = ParagraphsField(label=_("What do you want to thank the other for?"), rows=3, required=False)


class EarlyEndForm(PageForm):
    """An end that is nobody's fault."""

    reason = ParagraphsField(label=_("A word about why, if you like"), rows=3, required=False, max_length=2000)


class StatementForm(RevisedForm):
    """A review for the sponsor."""

    body = ParagraphsField(label=_("The review"), rows=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = _("Only what may be said outside the sessions: themes, goals, what changed.")
