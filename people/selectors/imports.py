"""Imports as pages show them."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import inert_cell
from people.enums import ImportState
from people.importing import columns
from people.models import Person, PersonImport

WORKING = (ImportState.CHECKING, ImportState.RUNNING)
_CHANGES = {
    "left": gettext_lazy("Left the organization"),
    "on_leave": gettext_lazy("Went on leave"),
    "returned": gettext_lazy("Came back"),
    "moved": gettext_lazy("Have another manager"),
    "promoted": gettext_lazy("Were promoted"),
    "renamed": gettext_lazy("Have another name"),
}


def recent_for(person: Person) -> list[PersonImport]:
    """The latest imports, without their files."""
    found = PersonImport.objects.visible_to(person).without_file().select_related("uploaded_by")
    return list(found.order_by("-created_at")[:20])


def figures(counts: dict[str, int]) -> list[tuple[str, int]]:
    """The four numbers of a receipt."""
    names = {"created": _("New"), "changed": _("Changed"), "unchanged": _("Unchanged"), "refused": _("Refused")}
    return [(label, counts.get(key, 0)) for key, label in names.items()]


def changes(counts: dict[str, int]) -> list[tuple[Any, int]]:
    """What the changes are, those that are none left out."""
    return [(label, counts[key]) for key, label in _CHANGES.items() if counts.get(key)]


def ignored_columns(person_import: PersonImport) -> list[str]:
    """Columns of the file that nothing is read from."""
    return columns.ignored(person_import.preview.get("headers", []), person_import.mapping)


def as_csv(problems: Iterable[dict[str, Any]]) -> str:
    """The problems as a table for a spreadsheet; no cell of it is ever a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_("Row"), _("Column"), _("Reason"), _("Value")])
    for problem in problems:
        texts = (inert_cell(str(problem[key])) for key in ("column", "reason", "value"))
        writer.writerow([problem["row"], *texts])
    return out.getvalue()
