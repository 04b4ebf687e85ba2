"""Working out runs. Whoever dies on the way leaves nothing half done, and is followed.

While somebody works on a run, their database connection holds its lock; a killed process loses its connection and with
it the lock. So `resume_stale` needs no clock: a run that waits and is not locked is nobody's, and is taken up. What is
read is read in one transaction, the engine works without any, and the whole result is stored in another.

How a run is worked out depends on its method: see `matching.bridge.methods`, where each way of matching registers.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import audit, locks
from core.rules import Refusal
from matching.bridge.methods import Method, method_of
from matching.engine import Cancelled, TimeLimitReached
from matching.enums import UNFINISHED_WORK, WorkState
from matching.models import AssignmentRun
from people.models import Organization

MOST_ATTEMPTS = 3
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_BEGIN = 5.0
# Of everything, in percent: reading comes before the engine, storing after it.
ENGINE_BEGINS, ENGINE_ENDS = 10, 85
GATHERING, STORING = "gathering", "storing"
log = structlog.get_logger(__name__)


def work(run_id: UUID) -> bool:
    """Work out a run that waits. False when somebody else is at it, or nothing is to be done."""
    with locks.held(run_id) as is_ours:
        if not is_ours or not _claim(run_id):
            return False
        rows = AssignmentRun.objects.select_related("cohort__program", "started_by")
        run = rows.get(pk=run_id)
        with translation.override(run.started_by.language or Organization.get().language):
            _attempt(run)
    return True


def resume_stale(begin_within: float = SECONDS_TO_BEGIN) -> int:
    """Take up runs that wait and that nobody works on; how many. Called by the scheduler.

    A task may take so long and no longer, so a run is begun only within the first seconds: the next call takes up
    the others, each with all the time that a run may take.
    """
    waiting = AssignmentRun.objects.filter(work__in=UNFINISHED_WORK).order_by("created_at")
    until, taken = time.monotonic() + begin_within, 0
    for run_id in list(waiting.values_list("pk", flat=True)):
        taken += work(run_id)
        if taken and time.monotonic() >= until:
            break
    return taken


def _claim(run_id: UUID) -> bool:
    waiting = AssignmentRun.objects.filter(pk=run_id, work__in=UNFINISHED_WORK)
    fields = {"work": WorkState.WORKING, "stage": GATHERING, "percent": 0, "attempts": F("attempts") + 1}
    return bool(waiting.update(started_at=Coalesce(F("started_at"), timezone.now()), **fields))


def _attempt(run: AssignmentRun) -> None:
    if run.attempts > MOST_ATTEMPTS:
        _fail(
            run,
            _("The work broke off several times. Nothing was changed. Run it again, or ask who operates this site."),
        )
        return
    try:
        way = method_of(run)
        with _one_look():
            given = way.gather(run)
        _note(run, "reading", ENGINE_BEGINS)
        answer = way.solve(given, _Progress(run))
        _note(run, STORING, ENGINE_ENDS)
        _store(run, way, given, answer)
    except Cancelled:
        log.info("run_cancelled", run=str(run.pk))
    except Refusal as refusal:
        _fail(run, str(refusal.reason))
    except TimeLimitReached:
        _fail(run, _("It took too long and was stopped. Leave out people who need not take part, and run it again."))
    except Exception:
        _fail(
            run,
            _("Something unexpected went wrong. Nothing was changed. Run it again, or ask whoever operates this site."),
        )
        log.exception("run_failed", run=str(run.pk))


def _note(run: AssignmentRun, stage: str, percent: int) -> None:
    running = AssignmentRun.objects.filter(pk=run.pk, work=WorkState.WORKING)
    if not running.update(stage=stage, percent=percent):
        raise Cancelled


@transaction.atomic
def _store(run: AssignmentRun, way: Method, given: Any, answer: Any) -> None:
    """All of the result, or nothing: also when it was cancelled at the last moment."""
    held = AssignmentRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if held.work != WorkState.WORKING:
        raise Cancelled
    fields: Mapping[str, Any] = way.store(run, given, answer)
    done = {"work": WorkState.DONE, "stage": "", "percent": 100, "failure": "", "finished_at": timezone.now()}
    AssignmentRun.objects.filter(pk=run.pk).update(**fields, **done)
    figures = fields.get("figures", {})
    audit.record(
        "assignmentrun.worked_out", run, by=None, matched=figures.get("matched"), seekers=figures.get("seekers")
    )


@transaction.atomic
def _fail(run: AssignmentRun, reason: str) -> None:
    running = AssignmentRun.objects.filter(pk=run.pk, work=WorkState.WORKING)
    if running.update(work=WorkState.FAILED, failure=reason[:300], finished_at=timezone.now()):
        audit.record("assignmentrun.fail", run, by=None)


class _Progress:
    """Notes how far the engine is and hears whether the run was cancelled, both at most twice a second."""

    def __init__(self, run: AssignmentRun) -> None:
        self.run, self.looked, self.is_stopped = run, time.monotonic(), False
        self.stage, self.percent = GATHERING, ENGINE_BEGINS

    def tell(self, stage: str, share: float) -> None:
        """Remember it; the next look writes it down."""
        self.stage, self.percent = stage[:20], ENGINE_BEGINS + int((ENGINE_ENDS - ENGINE_BEGINS) * share)
        self.stop()

    def stop(self) -> bool:
        """Whether somebody cancelled the run."""
        if not self.is_stopped and time.monotonic() - self.looked >= SECONDS_BETWEEN_LOOKS:
            self.looked = time.monotonic()
            running = AssignmentRun.objects.filter(pk=self.run.pk, work=WorkState.WORKING)
            self.is_stopped = not running.update(stage=self.stage, percent=self.percent)
        return self.is_stopped


@contextmanager
def _one_look() -> Iterator[None]:
    """One view of the database for everything that is read, in which nothing can be written."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
