"""Checks across rows, and of the file against everybody known: doubles, whose address it is, managers, circles."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from core.ids import uuid7
from people.importing.columns import Columns
from people.importing.directory import Directory
from people.importing.managers import Lines
from people.importing.problems import Problem, visible
from people.importing.rows import Row, column_name


@dataclass(slots=True)
class Checked:
    """What a file holds: its good rows, ready to be stored, every problem of the others, and what should be known."""

    good: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # The row is imported all the same.
    notes: list[Problem] = field(default_factory=list)
    rows: int = 0

    @property
    def refused(self) -> int:
        """How many rows have a problem."""
        return len({problem.row for problem in self.problems})


def check(rows: list[Row], problems: list[Problem], columns: Columns, directory: Directory) -> Checked:
    """Find every problem beyond single cells (`problems`, from `rows.parse`).

    The rows are changed: the good ones then know whom they are about and who their manager is.
    """
    checks = _Checks(rows, problems, columns, directory)
    checks.find_doubles("employee_id", _("The employee number is also in row %(rows)s."))
    checks.find_doubles("email", _("The same e-mail address is also in row %(rows)s."))
    checks.identify()
    lines = Lines(checks.rows, columns, directory)
    checks.add(lines.resolve(checks.refused))
    # Refusing a row can leave another without its ground; the refused only become more, so this ends.
    while checks.add([*checks.taken_addresses(), *lines.circles(checks.refused)]):
        pass
    good = checks.good()
    notes = lines.settle(good)
    return Checked(good, sorted(checks.problems, key=lambda problem: problem.row), notes, len(rows))


class _Checks:
    def __init__(self, rows: list[Row], problems: list[Problem], columns: Columns, directory: Directory) -> None:
        self.rows, self.columns, self.directory = rows, columns, directory
        self.problems: list[Problem] = []
        self.refused: set[int] = set()
        self.add(problems)

    def add(self, problems: Iterable[Problem]) -> bool:
        """Keep these problems; True when there were any."""
        before = len(self.problems)
        self.problems += problems
        self.refused |= {problem.row for problem in self.problems[before:]}
        return len(self.problems) > before

    def good(self) -> list[Row]:
        """The rows without a problem."""
        return [row for row in self.rows if row.number not in self.refused]

    def problem(self, row: Row, key: str, reason: str) -> Problem:
        """A problem of this row's cell."""
        return Problem(row.number, column_name(self.columns, key), key, reason, visible(row.cells.get(key, "")))

    def find_doubles(self, key: str, reason: str) -> None:
        """Name every row of each group that shares a value that only one may have."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if value := row.values.get(key):
                found[value].append(row)
        self._name_groups(key, reason, (group for group in found.values() if len(group) > 1))

    def _name_groups(self, key: str, reason: str, groups: Iterable[list[Row]]) -> None:
        for group in groups:
            for row in group:
                others = [str(other.number) for other in group if other is not row]
                shown = ", ".join(others[:5]) + ("…" if len(others) > 5 else "")
                self.add([self.problem(row, key, reason % {"rows": shown})])

    def identify(self) -> None:
        """Whom each row is about: by employee number, else by address, else somebody new."""
        directory, about = self.directory, defaultdict[UUID, list[Row]](list)
        numbers = {row.values.get("employee_id") for row in self.rows}
        for row in self.rows:
            found = directory.by_employee_id.get(row.values.get("employee_id", ""))
            if found is None:
                found = self._by_address(row, numbers)
            row.is_known = found is not None
            row.person_id = found or uuid7()
            about[row.person_id].append(row)
        doubles = [g for g in about.values() if len({r.number for r in g} - self.refused) > 1]
        self._name_groups("email", _("The same person is also in row %(rows)s."), doubles)

    def _by_address(self, row: Row, numbers: set[str | None]) -> UUID | None:
        found = self.directory.by_email.get(row.values.get("email", ""))
        if found is None:
            return None
        number = self.directory.people[found]["employee_id"]
        mine = row.values.get("employee_id")
        # Somebody else's: whether that person gives the address up is looked at by `taken_addresses`.
        return None if number and mine and number != mine else found

    def taken_addresses(self) -> list[Problem]:
        """Rows that want an address which somebody else has and keeps."""
        good = self.good()
        leaving = {
            row.person_id
            for row in good
            if row.is_known and row.values["email"] != self.directory.people[row.person_id]["email"].lower()  # type: ignore[index]
        }
        found = []
        for row in good:
            holder = self.directory.by_email.get(row.values["email"])
            if holder is not None and holder != row.person_id and holder not in leaving:
                number = self.directory.people[holder]["employee_id"] or _("none")
                reason = _("This address belongs to somebody with another employee number (%(number)s).")
                found.append(self.problem(row, "email", reason % {"number": number}))
        return found
