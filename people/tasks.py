"""Celery's doors to imports: an id in, one service call out."""

from uuid import UUID

import structlog
from celery import shared_task
from kombu.exceptions import KombuError, OperationalError

from people.services import import_runs, imports

log = structlog.get_logger(__name__)


@shared_task(name="people.tasks.work_on_import")
def work_on_import(import_id: str) -> None:
    """Check or carry out one import."""
    import_runs.work(UUID(import_id))


@shared_task(name="people.tasks.sweep_imports", expires=25)
def sweep_imports() -> None:
    """Take up imports whose worker died, and forget files that nobody wants."""
    import_runs.resume_stale()
    imports.discard_forgotten()


def ring(import_id: UUID) -> None:
    """Tell a worker to look now. When no message can be sent, the sweep finds the import all the same."""
    try:
        work_on_import.delay(str(import_id))
    except (OperationalError, KombuError, OSError) as problem:
        log.warning("doorbell_silent", problem=type(problem).__name__)
