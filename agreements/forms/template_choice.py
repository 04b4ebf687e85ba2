"""Which templates a program's agreements begin from."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.enums import TemplateShape
from agreements.models import AgreementTemplate
from agreements.selectors.templates import TemplateRow
from core.forms import PageForm


class ChoicesForm(PageForm):
    """One choice for each shape that the program has; empty means the default."""

    def __init__(
        self,
        data: Any = None,
        *,
        shapes: Sequence[TemplateShape],
        offered: Mapping[TemplateShape, Sequence[TemplateRow]],
        chosen: Mapping[str, AgreementTemplate],
    ) -> None:
        self.offered, self.shapes = offered, shapes
        super().__init__(data)
        for shape in shapes:
            self.fields[shape.value] = forms.ChoiceField(
                label=shape.label, choices=_choices(offered[shape]), required=False, widget=forms.RadioSelect
            )
            picked = chosen.get(shape)
            self.initial[shape.value] = str(picked.pk) if picked else ""

    def picked(self) -> dict[TemplateShape, AgreementTemplate | None]:
        """What was chosen for each shape; only for a valid form."""
        templates = {str(row.template.pk): row.template for rows in self.offered.values() for row in rows}
        return {shape: templates.get(self.cleaned_data[shape.value]) for shape in self.shapes}


def _choices(rows: Sequence[TemplateRow]) -> list[tuple[str, str | Promise]]:
    default = next((row.name for row in rows if row.template.is_default), None)
    words = (
        _("The default, whichever it is at the time (now: %(name)s)") % {"name": default}
        if default
        else _("The default")
    )
    return [("", words), *((str(row.template.pk), row.name) for row in rows)]
