"""Forms of an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PageForm
from people.importing import columns
from people.models import PersonImport


class UploadForm(PageForm):
    """A file of people."""

    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        help_text=gettext_lazy("Drop it here or choose it. Nothing changes yet: first you see what would happen."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm", "data-drop": ""}),
    )


class ColumnsForm(PageForm):
    """One choice for each column of the file: which of ours it is, or nothing."""

    def __init__(self, *args: Any, person_import: PersonImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers: list[str] = person_import.preview["headers"]
        self.samples: list[list[str]] = person_import.preview["samples"]
        chosen = {theirs: ours for ours, theirs in person_import.mapping.items()}
        choices = [("", _("Ignore this column")), *((field.key, _choice(field)) for field in columns.FIELDS)]
        for place, header in enumerate(self.headers):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header,
                choices=choices,
                required=False,
                initial=chosen.get(header, ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def rows(self) -> list[dict[str, Any]]:
        """For the page: each column with its field and what it holds."""
        return [
            {"field": self[f"column_{place}"], "examples": list(dict.fromkeys(self._examples(place)))[:3]}
            for place in range(len(self.headers))
        ]

    def _examples(self, place: int) -> list[str]:
        return [cells[place] for cells in self.samples if place < len(cells) and cells[place].strip()]

    def clean(self) -> dict[str, Any]:
        """The choices must make sense together."""
        cleaned = super().clean() or {}
        mapping: dict[str, str] = {}
        for place, header in enumerate(self.headers):
            if not (key := cleaned.get(f"column_{place}")):
                continue
            if key in mapping:
                label = columns.BY_KEY[key].label
                self.add_error(f"column_{place}", _("“%(label)s” is chosen twice.") % {"label": label})
            mapping[key] = header
        if not self.errors and (reason := columns.problem_with(mapping, self.headers)):
            self.add_error(None, reason)
        cleaned["mapping"] = {field.key: mapping[field.key] for field in columns.FIELDS if field.key in mapping}
        return cleaned


def _choice(field: columns.Field) -> str:
    return f"{field.label} ({field.hint})" if field.hint else str(field.label)
