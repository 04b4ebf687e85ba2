"""Fields that the program forms share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import LineField
from program.enums import HalfDay

MOST_DAYS = 365


def whole(low: int, high: int, label: Any, help_text: Any = "", **kwargs: Any) -> forms.IntegerField:
    """A whole number in a range; whatever is wrong, the range stands in the message."""
    words = format_lazy(_("Choose a whole number between {low} and {high}."), low=low, high=high)
    kwargs.setdefault("error_messages", dict.fromkeys(("min_value", "max_value", "invalid", "required"), words))
    return forms.IntegerField(min_value=low, max_value=high, label=label, help_text=help_text, **kwargs)


def day(label: Any, help_text: Any = "", **kwargs: Any) -> forms.DateField:
    """A calendar day with the browser's own picker."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    errors = {"invalid": _("Write the day as year-month-day, such as 2026-11-24."), "required": _("Choose a day.")}
    return forms.DateField(label=label, help_text=help_text, widget=widget, error_messages=errors, **kwargs)


class DaysField(LineField):
    """Whole days in ascending order from words such as '3, 7'; at most five of them."""

    def to_python(self, value: Any) -> Any:
        words = [word for word in super().to_python(value).replace(",", " ").split() if word]
        if not all(word.isdecimal() and 1 <= int(word[:4]) <= MOST_DAYS for word in words) or len(words) > 5:
            raise forms.ValidationError(_("Write up to five whole numbers of days with commas, such as 3, 7."))
        return sorted({int(word) for word in words})

    def validate(self, value: Any) -> None:
        """An empty list is an answer too: no reminder."""

    def run_validators(self, value: Any) -> None:
        """The numbers were checked while they were read."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(entry) for entry in value) if isinstance(value, list | tuple) else value


class NamesWidget(forms.TextInput):
    """A line with names to choose from while typing."""

    template_name = "program/_names.html"

    def __init__(self, names: Iterable[str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.names = tuple(names)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["names"], context["list_id"] = self.names, f"{name}-names"
        context["widget"]["attrs"]["list"] = context["list_id"]
        return context


class NamesField(LineField):
    """Names with commas between them, each once; at most ten."""

    most, longest = 10, 80

    def to_python(self, value: Any) -> Any:
        found: dict[str, str] = {}
        for name in super().to_python(value).split(","):
            if name.strip():
                found.setdefault(name.strip().casefold(), name.strip())
        if len(found) > self.most or any(len(name) > self.longest for name in found):
            raise forms.ValidationError(_("Write up to ten names with commas, none longer than 80 letters."))
        return list(found.values())

    def validate(self, value: Any) -> None:
        """An empty list is an answer too: nothing is asked for."""

    def run_validators(self, value: Any) -> None:
        """The names were checked while they were read."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value


class HalfDaysWidget(forms.CheckboxSelectMultiple):
    """A table with a line for each working day and a box for its morning and its afternoon."""

    template_name = "program/_half_days.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        boxes = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        context["days"] = [(WEEKDAYS[day], boxes[2 * day : 2 * day + 2]) for day in range(len(boxes) // 2)]
        return context


class HalfDaysField(forms.MultipleChoiceField):
    """Half days of a working week; none is an answer too."""

    widget = HalfDaysWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=HalfDay.choices, required=False, **kwargs)
