"""From the table's cells to values, row by row, with every problem of a single cell named."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from people.importing import dates, values
from people.importing.columns import BY_KEY, Columns
from people.importing.lines import Line
from people.importing.problems import Problem, Wrong, visible
from people.importing.tables import Table
from people.importing.values import Reader

DATE_KEYS = frozenset({"hire_date", "last_promotion_date", "left_on"})
# An empty cell of these says nothing: what is known stays, and somebody new gets the default.
SILENT_WHEN_EMPTY = frozenset({"time_zone", "employment_status", "left_on"})
Progress = Callable[[int], None]

_READERS: dict[str, Reader] = {
    "employee_id": values.employee_id,
    "first_name": values.at_most(100),
    "last_name": values.at_most(100),
    "full_name": values.split_name,
    "email": values.email,
    "job_title": values.at_most(200),
    "department": values.at_most(120),
    "location": values.at_most(120),
    "grade": values.grade,
    "manager": values.at_most(254),
    "time_zone": values.time_zone,
    "languages": values.languages,
    "skills": values.skills,
    "employment_status": values.employment_status,
}


@dataclass(slots=True)
class Row:
    """One person of the file: the spreadsheet's row number, the cells as they stood, and what they mean."""

    number: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    person_id: UUID | None = None
    is_known: bool = False


class _Column:
    """One mapped column: reads each different text once."""

    __slots__ = ("_read", "_seen", "key", "name", "place")

    def __init__(self, key: str, name: str, place: int, read: Reader) -> None:
        self.key, self.name, self.place, self._read = key, name, place, read
        self._seen: dict[str, Any] = {}

    def read(self, text: str) -> Any:
        """The value, or the Wrong that was met."""
        try:
            return self._seen[text]
        except KeyError:
            pass
        try:
            value = self._read(text)
        except Wrong as wrong:
            value = wrong
        self._seen[text] = value
        return value


def parse(table: Table, columns: Columns, today: dt.date, progress: Progress) -> tuple[list[Row], list[Problem]]:
    """Every row with its values, and the problems of single cells. `progress` is told the rows done, now and then."""
    mapped = _columns(table, columns, today)
    rows: list[Row] = []
    problems: list[Problem] = []
    for done, line in enumerate(table.rows, start=1):
        row, wrong = _parse_line(line, mapped, len(table.headers))
        rows.append(row)
        problems += wrong
        if done % 1000 == 0:
            progress(done)
    return rows, problems


def _columns(table: Table, columns: Columns, today: dt.date) -> list[_Column]:
    mapped = []
    for key, name in columns.items():
        place = table.headers.index(name)
        if key in DATE_KEYS:
            order = dates.order_of(line.cells[place] for line in table.rows if place < len(line.cells))
            read = dates.reader(order, today)
        else:
            read = _READERS[key]
        mapped.append(_Column(key, name, place, read))
    return mapped


def _parse_line(line: Line, mapped: list[_Column], width: int) -> tuple[Row, list[Problem]]:
    cells = line.cells
    row = Row(line.number, {column.key: cells[column.place] if column.place < len(cells) else "" for column in mapped})
    if len(cells) != width and (misplaced := _misplaced(line, width)):
        return row, [misplaced]
    problems = []
    for column in mapped:
        value = column.read(row.cells[column.key])
        if isinstance(value, Wrong):
            problems.append(Problem(line.number, column.name, column.key, str(value), visible(row.cells[column.key])))
        elif column.key == "full_name":
            row.values["first_name"], row.values["last_name"] = value
        elif value is not None or column.key not in SILENT_WHEN_EMPTY:
            row.values[column.key] = value
    if nameless := _nameless(row, mapped):
        problems.append(nameless)
    return row, problems


def _misplaced(line: Line, width: int) -> Problem | None:
    """Cells beyond the header, or too few: a separator or quotation mark is out of place. Empty ones are fine."""
    if len(line.cells) > width and not any(cell.strip() for cell in line.cells[width:]):
        return None
    reason = _("This row has %(cells)d cells, the header has %(width)d: a separator or quotation mark is out of place.")
    return Problem(line.number, "", "", reason % {"cells": len(line.cells), "width": width}, visible(line.cells[0]))


def _nameless(row: Row, mapped: list[_Column]) -> Problem | None:
    """A person with one name has it as their first name; a person with none is a problem."""
    if "first_name" not in row.values or row.values["first_name"]:
        return None
    if row.values.get("last_name"):
        row.values["first_name"], row.values["last_name"] = row.values["last_name"], ""
        return None
    column = next(column for column in mapped if column.key in {"first_name", "full_name"})
    return Problem(row.number, column.name, column.key, _("The name is missing."))


def column_name(columns: Columns, key: str) -> str:
    """The file's name for one of our columns; our own when the file has none."""
    return columns.get(key) or str(BY_KEY[key].label)
