"""Publishing an assignment: all of it in one transaction, or nothing."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.rules import Refusal
from core.transitions import move
from matching.enums import RunState
from matching.models import AssignmentPair, AssignmentRun
from matching.permissions import may_publish
from matching.selectors.changes import SUPERSEDED, changes_since
from matching.services import partnerships, places
from matching.services.runs import put_away
from people.models import Person
from program.enums import Role

NAMED_CHANGES = 5


@transaction.atomic
def publish(run: AssignmentRun, *, by: Person) -> int:
    """Form a partnership for every pair and tell everybody; answers how many. A second time changes nothing (0).

    The other results of the cohort are put away. Raises Refusal that names what has changed since the run, when any
    pair cannot stand at this moment.
    """
    others, run = _hold(run)
    if run.state == RunState.PUBLISHED:
        return 0
    may_publish.check(by, run)
    pairs = list(run.pairs.select_related("seeker__person", "guide__person", "sponsor"))
    if not pairs:
        raise Refusal(_("There is no pair in this result, so there is nothing to publish."))
    held = places.lock({pair.seeker_id for pair in pairs} | {pair.guide_id for pair in pairs})
    for pair in pairs:
        pair.seeker, pair.guide = held[pair.seeker_id], held[pair.guide_id]
    changes = changes_since(run, pairs)
    if changes:
        raise Refusal(_in_words(changes))
    move(run, RunState.PUBLISHED, by=by, published_at=timezone.now())
    for other in others:
        put_away(other, by=by, action=SUPERSEDED)
    formed = partnerships.form_all(run.cohort, [_members(pair) for pair in pairs], by=by)
    for pair, partnership in zip(pairs, formed, strict=True):
        pair.partnership = partnership
    AssignmentPair.objects.bulk_update(pairs, ["partnership"], batch_size=1000)
    return len(pairs)


def _hold(run: AssignmentRun) -> tuple[list[AssignmentRun], AssignmentRun]:
    """The other results of the cohort and this one, held in the order of their keys, so that no two publish at once."""
    rows = AssignmentRun.objects.select_for_update(of=("self",)).select_related("cohort__program")
    held = list(rows.filter(cohort=run.cohort_id).exclude(state=RunState.DISCARDED).defer("inputs").order_by("pk"))
    found = next((one for one in held if one.pk == run.pk), None)
    if found is None:
        found = rows.get(pk=run.pk)
    return [one for one in held if one.pk != run.pk and one.state != RunState.PUBLISHED], found


def _members(pair: AssignmentPair) -> list[partnerships.Member]:
    members: list[partnerships.Member] = [
        (pair.guide, pair.guide.person, Role(pair.guide.role)),
        (pair.seeker, pair.seeker.person, Role(pair.seeker.role)),
    ]
    return [*members, (None, pair.sponsor, Role.SPONSOR)] if pair.sponsor else members


def _in_words(changes: Iterable[str]) -> str:
    changes = list(changes)
    named = " ".join(changes[:NAMED_CHANGES])
    more = len(changes) - NAMED_CHANGES
    if more > 0:
        named = _("%(named)s And %(more)d more.") % {"named": named, "more": more}
    return _("Nothing was published, because something changed since this run. %(changes)s Please run it again.") % {
        "changes": named
    }
