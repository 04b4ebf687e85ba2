"""What every form here shares."""

from collections.abc import Callable
from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from django import forms

from core.rules import Refusal
from core.text import paragraphs, single_line

T = TypeVar("T")


class LineField(forms.CharField):
    """A single line of text; control characters collapse on the way in."""

    def to_python(self, value: Any) -> str:
        return single_line(super().to_python(value) or "")


class ParagraphsField(forms.CharField):
    """Several lines of plain text."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10_000)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("rows", rows)

    def to_python(self, value: Any) -> str:
        return paragraphs(super().to_python(value) or "")


class CrispyMixin:
    """Lays the form out with crispy inside the page's own <form> element."""

    prefix: str | None

    @property
    def helper(self) -> FormHelper:
        """Layout without a form tag or csrf field of its own: the page's form element has both."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.use_custom_control = True
        return helper

    def carry_out(self, action: Callable[[], T]) -> T | None:
        """Run a service; a Refusal becomes an error above the fields (nothing typed is lost) and the answer None.

        A service that succeeds must not return None when its answer matters: check `form.is_refused`.
        """
        try:
            return action()
        except Refusal as refusal:
            self.add_error(None, str(refusal.reason))  # type: ignore[attr-defined]
            return None

    @property
    def is_refused(self) -> bool:
        """Whether the service refused after the fields themselves were fine."""
        return bool(self.non_field_errors())  # type: ignore[attr-defined]


class PageForm(CrispyMixin, forms.Form):
    """A form on a page. It parses and validates; services write."""


class PageModelForm(CrispyMixin, forms.ModelForm):
    """A form whose fields come from a model. It parses and validates; services write."""
