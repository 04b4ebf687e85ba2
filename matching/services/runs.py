"""Assignment runs: ordered with all they are made from, changed by locks, put away. `run_work` works them out."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged, move
from matching import engine
from matching.bridge.profiles import rules_of, weights_of
from matching.bridge.runs import clients_without_coach
from matching.enums import UNFINISHED_WORK, RunMethod, RunState, WorkState
from matching.models import AssignmentPair, AssignmentRun, ChemistryRound, RunExclusion
from matching.permissions import may_assign, may_change_run, may_review
from matching.services import run_work
from matching.services.matches import check_sponsor
from people.models import Person
from program.models import Cohort, Enrollment

# So few people are assigned while the person waits.
SMALL_PEOPLE = 300


@transaction.atomic
def order(
    cohort: Cohort,
    weights: Mapping[str, int],
    *,
    by: Person,
    seed: int = 0,
    earlier: AssignmentRun | None = None,
    chemistry: ChemistryRound | None = None,
    method: str = RunMethod.ASSIGNMENT,
) -> AssignmentRun:
    """A run that waits to be worked out, with everything it is made from. Clients with a coach are left out.

    It keeps the locked pairs and the exclusions of an `earlier` run, and counts the ranks of a round of `chemistry`
    meetings. Raises Refusal when nobody waits, the points cannot be used, or the earlier run cannot be changed.
    """
    may_assign.check(by, cohort.program)
    if earlier:
        earlier = locked_run(earlier)
        may_change_run.check(by, earlier)
    if not clients_without_coach(Enrollment.objects.filter(cohort=cohort)).exists():
        if method == RunMethod.ASSIGNMENT:
            raise Refusal(_("No client waits for a coach: everybody who is ready has one."))
        raise Refusal(_("No mentee waits for a mentor: everybody who is ready has one."))
    run = AssignmentRun.objects.create(
        cohort=cohort,
        method=method,
        started_by=by,
        work=WorkState.QUEUED,
        weights=_weights(cohort, weights).to_dict(),
        rules=rules_of(cohort.program).to_dict(),
        seed=seed,
        engine_version=engine.ENGINE_VERSION,
        earlier=earlier,
        chemistry=chemistry,
    )
    if earlier:
        keep_from(earlier, run)
    audit.record("assignmentrun.order", run, by=by, earlier=earlier.pk if earlier else None)
    return run


def run(cohort: Cohort, weights: Mapping[str, int], *, by: Person, seed: int = 0) -> AssignmentRun:
    """Order a run and work it out at once; answers it with its result.

    Raises Refusal when it cannot be worked out; nothing but the record of the failure is left then.
    """
    ordered = order(cohort, weights, by=by, seed=seed)
    run_work.work(ordered.pk)
    ordered.refresh_from_db()
    if ordered.work == WorkState.FAILED:
        raise Refusal(ordered.failure)
    return ordered


def run_again(earlier: AssignmentRun, weights: Mapping[str, int] | None = None, *, by: Person) -> AssignmentRun:
    """Order a run that keeps locked pairs and exclusions; the earlier result stays beside it. Raises Refusal."""
    return order(
        earlier.cohort,
        weights or earlier.weights,
        by=by,
        seed=earlier.seed,
        earlier=earlier,
        chemistry=earlier.chemistry,
        method=earlier.method,
    )


def keep_from(earlier: AssignmentRun, run: AssignmentRun) -> None:
    """Copy what an admin settled in an earlier run: locked pairs with their sponsors, and who is left out."""
    AssignmentPair.objects.bulk_create(
        AssignmentPair(
            run=run,
            seeker_id=pair.seeker_id,
            guide_id=pair.guide_id,
            score=pair.score,
            factors=pair.factors,
            is_locked=True,
            sponsor_id=pair.sponsor_id,
        )
        for pair in earlier.pairs.filter(is_locked=True)
    )
    RunExclusion.objects.bulk_create(
        RunExclusion(run=run, seeker_id=one.seeker_id, guide_id=one.guide_id) for one in earlier.exclusions.all()
    )


@transaction.atomic
def cancel(run: AssignmentRun, *, by: Person) -> None:
    """Stop the work. Whoever is at it hears it within a second or two. Raises AlreadyChanged when it is over."""
    unfinished = AssignmentRun.objects.filter(pk=run.pk, work__in=UNFINISHED_WORK)
    if not unfinished.update(work=WorkState.CANCELLED, finished_at=timezone.now()):
        raise AlreadyChanged
    audit.record("assignmentrun.cancel", run, by=by)


@transaction.atomic
def set_lock(pair: AssignmentPair, is_locked: bool, *, by: Person) -> None:
    """Keep this pair in the next run, or let it go again. Raises Refusal once published or discarded."""
    run = locked_run(pair.run)
    may_change_run.check(by, run)
    pair = _as_it_stands(pair)
    pair.is_locked = is_locked
    pair.save(update_fields=["is_locked"])
    audit.record("assignmentrun.lock" if is_locked else "assignmentrun.unlock", run, by=by, client=pair.seeker_id)


@transaction.atomic
def set_sponsor(pair: AssignmentPair, sponsor: Person | None, *, by: Person) -> None:
    """Name the sponsor of a pair, or none. Raises Refusal once published, or when this person cannot be it."""
    run = locked_run(pair.run)
    may_change_run.check(by, run)
    pair = _as_it_stands(pair)
    if sponsor:
        check_sponsor(sponsor, pair.guide, pair.seeker)
    pair.sponsor = sponsor
    pair.save(update_fields=["sponsor"])
    audit.record("assignmentrun.set_sponsor", run, by=by, client=pair.seeker_id)


@transaction.atomic
def review(run: AssignmentRun, *, by: Person) -> None:
    """Somebody has looked at the result. Raises Refusal without a result, AlreadyChanged unless it is a draft."""
    run = locked_run(run)
    may_review.check(by, run)
    move(run, RunState.REVIEWED, by=by)


@transaction.atomic
def discard(run: AssignmentRun, *, by: Person) -> None:
    """Put the result away; it stays on record. Raises AlreadyChanged when it is published or discarded."""
    put_away(locked_run(run), by=by)


def put_away(run: AssignmentRun, *, by: Person, action: str = "") -> None:
    """Discard a run that is held; one that is still worked out is cancelled with it."""
    is_unfinished = run.work in UNFINISHED_WORK
    move(run, RunState.DISCARDED, by=by, action=action, work=WorkState.CANCELLED if is_unfinished else run.work)


def locked_run(run: AssignmentRun) -> AssignmentRun:
    """The run as it stands now, held until the transaction ends; what it was made from is read only when asked for."""
    rows = AssignmentRun.objects.select_for_update(of=("self",)).select_related("cohort__program", "chemistry")
    return rows.defer("inputs").get(pk=run.pk)


def _as_it_stands(pair: AssignmentPair) -> AssignmentPair:
    """A pair of a run that is held; AlreadyChanged when its run was worked out anew meanwhile and it is gone."""
    rows = AssignmentPair.objects.select_related("seeker__cohort__program", "guide__cohort__program")
    found = rows.filter(pk=pair.pk).first()
    if found is None:
        raise AlreadyChanged
    return found


def is_small(run: AssignmentRun) -> bool:
    """Whether the person can wait for it, instead of leaving it to a worker."""
    return Enrollment.objects.available().filter(cohort=run.cohort_id).count() <= SMALL_PEOPLE


def _weights(cohort: Cohort, weights: Mapping[str, int]) -> engine.Weights:
    whole = weights_of(cohort.program).to_dict() | dict(weights)
    if sum(whole[name] for name in engine.POINTS) < 1:
        raise Refusal(_("Give at least one thing some points."))
    try:
        return engine.Weights.from_dict(whole)
    except ValueError as error:
        raise Refusal(_("These points cannot be used: use whole numbers of at most 10,000 together.")) from error
