"""Reporting lines: who a row's manager is, and circles, looked for in the file and everybody known together."""

from collections import defaultdict
from uuid import UUID

from django.utils.translation import gettext as _

from people.importing.columns import Columns
from people.importing.directory import Directory
from people.importing.problems import Problem, visible
from people.importing.rows import Row, column_name


class Lines:
    """The reporting lines as they would be after the import."""

    def __init__(self, rows: list[Row], columns: Columns, directory: Directory) -> None:
        self.rows, self.columns, self.directory = rows, columns, directory
        self._by_reference: dict[str, list[Row]] = defaultdict(list)
        self._chosen: dict[int, Row | UUID | None] = {}
        if "manager" not in columns:
            return
        for row in rows:
            for key in ("employee_id", "email"):
                if reference := row.values.get(key):
                    self._by_reference[reference].append(row)

    def resolve(self, refused: set[int]) -> list[Problem]:
        """Find each row's manager in the file or among those known; the problems of those who are nowhere."""
        problems = []
        for row in self.rows:
            if "manager" not in row.values:
                continue
            reference = row.values["manager"]
            manager = self._find(reference, refused) if reference else None
            self._chosen[row.number] = manager
            if reference and manager is None:
                reason = _("There is nobody with this number or address, here or in the file.")
                problems.append(self._problem(row, reason))
            elif manager is row or (row.is_known and manager == row.person_id):
                problems.append(self._problem(row, _("Nobody can be their own manager.")))
        return problems

    def _find(self, reference: str, refused: set[int]) -> Row | UUID | None:
        in_file = self._by_reference.get(reference.lower() if "@" in reference else reference, [])
        good = [row for row in in_file if row.number not in refused]
        if good:
            return good[0]
        return self.directory.find(reference) or (in_file[0] if in_file else None)

    def _manager_id(self, row: Row, refused: set[int]) -> UUID | None:
        """Whom this row reports to after the import; somebody whose own row is refused only if they are known."""
        if row.number not in self._chosen:
            return self._known_manager(row)
        manager = self._chosen[row.number]
        if isinstance(manager, Row):
            return manager.person_id if manager.is_known or manager.number not in refused else self._known_manager(row)
        return manager

    def _known_manager(self, row: Row) -> UUID | None:
        if not row.is_known:
            return None
        known: UUID | None = self.directory.people[row.person_id]["manager_id"]  # type: ignore[index]
        return known

    def circles(self, refused: set[int]) -> list[Problem]:
        """Rows by which people would manage each other in a circle."""
        if "manager" not in self.columns:
            return []
        managers: dict[UUID, UUID | None] = {key: one["manager_id"] for key, one in self.directory.people.items()}
        row_of: dict[UUID, Row] = {}
        for row in self.rows:
            if row.number not in refused and row.person_id is not None:
                managers[row.person_id] = self._manager_id(row, refused)
                row_of[row.person_id] = row
        problems = []
        for circle in _circles(managers):
            in_file = [row_of[person_id] for person_id in circle if person_id in row_of]
            numbers = ", ".join(str(row.number) for row in sorted(in_file, key=lambda row: row.number)[:5])
            reason = _("These people would manage each other in a circle (row %(rows)s).") % {"rows": numbers}
            problems += [self._problem(row, reason) for row in in_file]
        return problems

    def settle(self, good: list[Row]) -> list[Problem]:
        """Give each good row its manager's id; notes for those whose manager's own row is refused."""
        numbers = {row.number for row in good}
        notes = []
        for row in good:
            if "manager" not in row.values:
                continue
            manager = self._chosen[row.number]
            del row.values["manager"]
            if isinstance(manager, Row) and not manager.is_known and manager.number not in numbers:
                reason = _("The manager's own row (%(row)d) is refused: this person's manager stays as it is.")
                notes.append(self._problem(row, reason % {"row": manager.number}))
            else:
                row.values["manager_id"] = manager.person_id if isinstance(manager, Row) else manager
        return notes

    def _problem(self, row: Row, reason: str) -> Problem:
        return Problem(
            row.number, column_name(self.columns, "manager"), "manager", reason, visible(row.cells.get("manager", ""))
        )


def _circles(managers: dict[UUID, UUID | None]) -> list[list[UUID]]:
    """Every circle of the lines, each person looked at once."""
    done: set[UUID] = set()
    found = []
    for start in managers:
        path: dict[UUID, int] = {}
        here: UUID | None = start
        while here is not None and here not in done and here not in path:
            path[here] = len(path)
            here = managers.get(here)
        if here is not None and here in path:
            found.append(list(path)[path[here] :])
        done.update(path)  # not |=, which would copy the whole set for each person
    return found
