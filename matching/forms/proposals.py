"""A proposal, a question about a name, and a reason for stepping in."""

from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm, ParagraphsField


class ProposalForm(PageForm):
    """What a mentor writes to a mentee."""

    message = ParagraphsField(
        label=_("Your message"),
        help_text=_("Two or three sentences: why you would like to work with them, and what you can offer."),
        max_length=1000,
        rows=5,
    )


class ProposalDeclineForm(PageForm):
    """A kind word, if the mentee likes."""

    reason = ParagraphsField(label=_("A kind word (you can leave it empty)"), required=False, max_length=500, rows=2)


class WhyNotForm(PageForm):
    """The name of somebody."""

    name = LineField(
        label=_("Name"), max_length=150, help_text=_("First name, last name, or both, as written in the organization")
    )


class StepInForm(PageForm):
    """Why somebody who runs the program ends a request."""

    reason = LineField(
        label=_("Why do you step in?"),
        max_length=300,
        help_text=_("It stays on record with the request. The two are told in neutral words, without the reason."),
    )
