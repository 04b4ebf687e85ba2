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
from matching.selectors.changes import changes_since
from matching.services import partnerships, places
from matching.services.runs import locked_run
from people.models import Person
from program.enums import Role

NAMED_CHANGES = 5


@transaction.atomic
def publish(run: AssignmentRun, *, by: Person) -> int:
    """Form a partnership for every pair and tell everybody; answers how many. A second time changes nothing (0).

    Raises Refusal that names what has changed since the run, when any pair cannot stand at this moment.
    """
    run = locked_run(run)
    if run.state == RunState.PUBLISHED:
        return 0
    may_publish.check(by, run)
    pairs = list(run.pairs.select_related("seeker__person", "guide__person", "sponsor"))
    held = places.lock({pair.seeker_id for pair in pairs} | {pair.guide_id for pair in pairs})
    for pair in pairs:
        pair.seeker, pair.guide = held[pair.seeker_id], held[pair.guide_id]
    changes = changes_since(run, pairs)
    if changes:
        raise Refusal(_in_words(changes))
    move(run, RunState.PUBLISHED, by=by, published_at=timezone.now())
    for pair in pairs:
        pair.partnership = partnerships.form(run.cohort, _members(pair), by=by)
        pair.save(update_fields=["partnership"])
    return len(pairs)


def _members(pair: AssignmentPair) -> list[partnerships.Member]:
    members: list[partnerships.Member] = [
        (pair.guide, pair.guide.person, Role.COACH),
        (pair.seeker, pair.seeker.person, Role.CLIENT),
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
