"""An import of people from the upload to the start; `import_runs` does the work."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.rules import Refusal
from core.text import single_line
from core.transitions import move
from people.enums import ImportState
from people.importing import columns, tables
from people.importing.limits import PREVIEW_ROWS, SMALL_BYTES
from people.importing.problems import Unreadable, visible
from people.models import Person, PersonImport
from people.permissions import may_import

FORGOTTEN_AFTER = timedelta(days=7)


def too_large() -> Unreadable:
    """The refusal of a file that is larger than imports may be."""
    most = settings.IMPORT_MAX_BYTES // (1024 * 1024)
    return Unreadable(
        _("The file is larger than %(most)d MB. Keep the columns about people, or split it.") % {"most": most}
    )


def upload(content: bytes, *, file_name: str, by: Person | None) -> PersonImport:
    """Keep a file and guess its columns. The same file sent twice is one import.

    Raises Unreadable for what is no table of people. Changes nobody.
    """
    may_import.check(by)
    if len(content) > settings.IMPORT_MAX_BYTES:
        raise too_large()
    table = tables.read(content, file_name, first=PREVIEW_ROWS)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        _lock_text(digest)
        waiting = PersonImport.objects.filter(content_hash=digest, uploaded_by=by, state=ImportState.MAPPING).first()
        return waiting or PersonImport.objects.create(
            uploaded_by=by,
            file_name=single_line(file_name)[-200:] or "people.csv",
            content=content,
            content_hash=digest,
            mapping=columns.guess(table.headers),
            preview={
                "headers": table.headers,
                "samples": [[visible(cell) for cell in line.cells[: len(table.headers)]] for line in table.rows],
            },
        )


def is_small(person_import: PersonImport) -> bool:
    """Whether the person can wait for it, instead of leaving it to a worker."""
    return len(person_import.content or b"") <= SMALL_BYTES


def choose_columns(person_import: PersonImport, mapping: dict[str, str], *, by: Person | None) -> None:
    """Confirm which of their columns is which of ours; the check is then waiting to be done.

    Raises Refusal when a needed column is missing, AlreadyChanged when it is not the columns' turn.
    """
    may_import.check(by)
    if reason := columns.problem_with(mapping, person_import.preview["headers"]):
        raise Refusal(reason)
    move(person_import, ImportState.CHECKING, by=by, mapping=mapping, attempts=0, rows_done=0, failure="")


def choose_columns_again(person_import: PersonImport, *, by: Person | None) -> None:
    """Back from the checked file to its columns."""
    may_import.check(by)
    move(person_import, ImportState.MAPPING, by=by, problems=[], notes=[], counts={})


def start(person_import: PersonImport, *, only_good_rows: bool, by: Person | None) -> None:
    """Let the import be carried out: everything, or only the good rows when the file has problems.

    Raises Refusal when there are problems and only_good_rows is not chosen, or when no row is left.
    """
    may_import.check(by)
    counts = person_import.counts
    if counts.get("problems") and not only_good_rows:
        raise Refusal(_("Some rows have problems. Correct the file, or choose to import the good rows."))
    if counts.get("rows", 0) <= counts.get("refused", 0):
        raise Refusal(_("No row of this file can be imported."))
    move(
        person_import,
        ImportState.RUNNING,
        by=by,
        only_good_rows=only_good_rows,
        started_at=timezone.now(),
        attempts=0,
        rows_done=0,
    )


def discard(person_import: PersonImport, *, by: Person | None) -> None:
    """Forget a file that is not to be imported; nothing of it stays but its name."""
    may_import.check(by)
    move(person_import, ImportState.DISCARDED, by=by, content=None, preview={}, problems=[], notes=[])


def discard_forgotten() -> int:
    """Discard files that waited for their columns or their start for a week: they hold people's data."""
    before = timezone.now() - FORGOTTEN_AFTER
    waiting = PersonImport.objects.filter(
        state__in=(ImportState.MAPPING, ImportState.CHECKED), created_at__lt=before
    ).without_file()
    for person_import in waiting:
        move(person_import, ImportState.DISCARDED, by=None, content=None, preview={}, problems=[], notes=[])
    return len(waiting)


def _lock_text(text: str) -> None:
    """Wait for whoever holds the lock of this name, and hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [text])
