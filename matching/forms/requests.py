"""A request and its answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PageForm, ParagraphsField

# Shown above the page, far from the field: it names the field itself.
PLACES = gettext_lazy("Give your places as a whole number from 1 to 50. To take on nobody new, untick the box.")


class RequestForm(PageForm):
    """A short message and the place among the open choices."""

    message = ParagraphsField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Two or three sentences: why you ask them, and what you hope for."),
        max_length=1000,
        rows=5,
    )
    rank = forms.IntegerField(label=gettext_lazy("Which choice is this?"), min_value=1, widget=forms.Select)

    def __init__(self, *args: Any, first: int, last: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.last = first, last
        choices = [(rank, _choice(rank)) for rank in range(first, last + 1)]
        self.fields["rank"].widget.choices = choices
        self.fields["rank"].initial = last
        if first == last:
            self.fields["rank"].widget = forms.HiddenInput()

    def clean_rank(self) -> int:
        """The nearest place there is: another tab may have moved the choices since this page was opened."""
        return max(self.first, min(self.last, int(self.cleaned_data["rank"])))


class OfferForm(PageForm):
    """The message that goes to the mentor whose place somebody waited for."""

    message = ParagraphsField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Two or three sentences: why you ask them, and what you hope for."),
        max_length=1000,
        rows=5,
    )


class DeclineForm(PageForm):
    """A kind word, if the mentor likes."""

    reason = ParagraphsField(
        label=gettext_lazy("A kind word (you can leave it empty)"), required=False, max_length=500, rows=2
    )


class RoomForm(PageForm):
    """How many people a mentor takes on, and whether new ones may ask."""

    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=1,
        max_value=50,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), PLACES),
    )
    is_accepting = forms.BooleanField(label=gettext_lazy("New people may ask me"), required=False)


def _choice(rank: int) -> str:
    words = {1: _("My first choice"), 2: _("My second choice"), 3: _("My third choice")}
    return words.get(rank) or _("Choice %(rank)d") % {"rank": rank}
