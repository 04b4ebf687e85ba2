"""Celery's doors to runs: an id in, one service call out."""

from uuid import UUID

import structlog
from celery import shared_task
from kombu.exceptions import KombuError, OperationalError

from matching.models import AssignmentRun
from matching.services import run_work, runs

log = structlog.get_logger(__name__)


@shared_task(name="matching.tasks.work_on_run")
def work_on_run(run_id: str) -> None:
    """Work out one run."""
    run_work.work(UUID(run_id))


@shared_task(name="matching.tasks.sweep_runs", expires=25)
def sweep_runs() -> None:
    """Take up runs whose worker died, or whose message was lost."""
    run_work.resume_stale()


def ring(run_id: UUID) -> None:
    """Tell a worker to look now. When no message can be sent, the sweep finds the run all the same."""
    try:
        work_on_run.delay(str(run_id))
    except (OperationalError, KombuError, OSError) as problem:
        log.warning("doorbell_silent", problem=type(problem).__name__)


def set_going(run: AssignmentRun) -> None:
    """A small run is worked out while the person waits, a large one by a worker; its page shows how it stands."""
    if runs.is_small(run):
        run_work.work(run.pk)
    else:
        ring(run.pk)
