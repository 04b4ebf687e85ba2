"""Leaving somebody, or a pair, out of the next run. It is kept from run to run until somebody undoes it."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged
from matching.models import AssignmentRun, RunExclusion
from matching.permissions import may_change_run
from matching.services.runs import locked_run
from people.models import Person
from program.models import Enrollment


@transaction.atomic
def leave_out(
    run: AssignmentRun, *, seeker: Enrollment | None = None, guide: Enrollment | None = None, by: Person
) -> RunExclusion:
    """From the next run on leave out this person, or keep these two apart. A second time changes nothing.

    Raises Refusal when the run cannot be changed, or a locked pair says the opposite.
    """
    run = locked_run(run)
    may_change_run.check(by, run)
    _check_belongs(run, seeker, guide)
    locked = run.pairs.filter(is_locked=True)
    locked = locked.filter(seeker=seeker) if seeker else locked
    if (locked.filter(guide=guide) if guide else locked).exists():
        raise Refusal(_("This would break a locked pair. Unlock it first."))
    exclusion, is_new = RunExclusion.objects.get_or_create(run=run, seeker=seeker, guide=guide)
    if is_new:
        audit.record("assignmentrun.leave_out", run, by=by, **_facts(exclusion))
    return exclusion


@transaction.atomic
def take_in(exclusion: RunExclusion, *, by: Person) -> None:
    """Let the next run consider them again. Raises Refusal when the run cannot be changed, AlreadyChanged when it is
    undone already."""
    may_change_run.check(by, locked_run(exclusion.run))
    if not RunExclusion.objects.filter(pk=exclusion.pk).exists():
        raise AlreadyChanged
    audit.record("assignmentrun.take_in", exclusion.run, by=by, **_facts(exclusion))
    exclusion.delete()


def _check_belongs(run: AssignmentRun, seeker: Enrollment | None, guide: Enrollment | None) -> None:
    is_known = (seeker is not None or guide is not None) and (seeker is None or not seeker.is_guide)
    is_known = is_known and (guide is None or guide.is_guide)
    if not is_known or any(one and one.cohort_id != run.cohort_id for one in (seeker, guide)):
        raise Refusal(_("Choose somebody who takes part in this cohort."))


def _facts(exclusion: RunExclusion) -> dict[str, str]:
    named = {"seeker": exclusion.seeker_id, "guide": exclusion.guide_id}
    return {name: str(pk) for name, pk in named.items() if pk}
