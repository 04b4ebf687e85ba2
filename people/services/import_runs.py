"""Checking a file and carrying an import out. Whoever dies on the way leaves nothing half done, and is followed.

While somebody works on an import, their database connection holds its lock; a killed process loses its connection and
with it the lock. So `resume_stale` needs no clock: an import that waits and is not locked is nobody's, and is taken up.
"""

from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import locks
from core.rules import Refusal
from core.transitions import move
from people.enums import ImportState
from people.importing import plan as planning
from people.importing import tables
from people.importing.check import Checked, check
from people.importing.limits import MAX_PROBLEMS_KEPT
from people.importing.problems import Problem
from people.importing.rows import Row, parse
from people.models import Organization, PersonImport
from people.services import directory, employment

# One import is carried out at a time.
ONE_AT_A_TIME = 7_203_115
MOST_ATTEMPTS = 3
log = structlog.get_logger(__name__)


def work(import_id: UUID) -> bool:
    """Check or carry out an import, whichever waits. False when somebody else is at it, or nothing is to be done."""
    with locks.held(import_id) as is_ours:
        if not is_ours:
            return False
        person_import = PersonImport.objects.select_related("uploaded_by").get(pk=import_id)
        if person_import.state not in (ImportState.CHECKING, ImportState.RUNNING):
            return False
        PersonImport.objects.filter(pk=import_id).update(attempts=F("attempts") + 1, rows_done=0)
        with translation.override(_language(person_import)):
            _attempt(person_import)
    return True


def resume_stale() -> int:
    """Take up every import that waits and that nobody works on; how many. Called by the scheduler."""
    waiting = PersonImport.objects.filter(state__in=(ImportState.CHECKING, ImportState.RUNNING))
    return sum(work(import_id) for import_id in list(waiting.values_list("pk", flat=True)))


def _attempt(person_import: PersonImport) -> None:
    if person_import.attempts >= MOST_ATTEMPTS:
        _fail(person_import, _("The work broke off several times. Nothing was imported. Try a smaller file."))
        return
    try:
        if person_import.state == ImportState.CHECKING:
            _check(person_import)
        else:
            _carry_out(person_import)
    except Refusal as refusal:
        _fail(person_import, str(refusal.reason))
    except Exception:
        _fail(person_import, _("Something unexpected went wrong. Nothing was imported."))
        log.exception("import_failed", person_import=str(person_import.pk))
        raise


def _check(person_import: PersonImport) -> None:
    rows, problems = _parse(person_import)
    known = directory.load()
    checked = check(rows, problems, person_import.mapping, known)
    counts = planning.make(checked, known, employment.today()).counts
    found = _found(checked, counts)
    move(person_import, ImportState.CHECKED, by=person_import.uploaded_by, rows_done=len(rows), **found)


def _carry_out(person_import: PersonImport) -> None:
    rows, problems = _parse(person_import)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        known = directory.load(lock=True)
        checked = check(rows, problems, person_import.mapping, known)
        plan = planning.make(checked, known, employment.today())
        found = _found(checked, plan.counts)
        if checked.problems and not person_import.only_good_rows:
            # Somebody changed the directory after the file was checked: ask again.
            move(person_import, ImportState.CHECKED, by=person_import.uploaded_by, rows_done=len(rows), **found)
            return
        directory.store(plan, known, by=person_import.uploaded_by)
        move(
            person_import,
            ImportState.DONE,
            by=person_import.uploaded_by,
            rows_done=len(rows),
            finished_at=timezone.now(),
            content=None,
            preview={},
            **found,
        )


def _parse(person_import: PersonImport) -> tuple[list[Row], list[Problem]]:
    table = tables.read(bytes(person_import.content or b""), person_import.file_name)
    PersonImport.objects.filter(pk=person_import.pk).update(counts={"rows": len(table.rows)})

    def tell(done: int) -> None:
        PersonImport.objects.filter(pk=person_import.pk).update(rows_done=done)

    return parse(table, person_import.mapping, employment.today(), tell)


def _found(checked: Checked, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "problems": [problem.as_row() for problem in checked.problems[:MAX_PROBLEMS_KEPT]],
        "notes": [note.as_row() for note in checked.notes[:MAX_PROBLEMS_KEPT]],
        "counts": counts,
    }


def _fail(person_import: PersonImport, reason: str) -> None:
    move(
        person_import,
        ImportState.FAILED,
        by=person_import.uploaded_by,
        failure=reason[:300],
        finished_at=timezone.now(),
        content=None,
        preview={},
    )


def _language(person_import: PersonImport) -> str:
    person = person_import.uploaded_by
    return (person.language if person else "") or Organization.get().language
