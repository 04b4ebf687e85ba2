"""Saying something about a section."""

from django.utils.translation import gettext_lazy as _

from core.forms import PageForm, ParagraphsField


class CommentForm(PageForm):
    """One comment."""

    body = ParagraphsField(label=_("Your comment"), rows=4, max_length=2000)
