"""What has changed since an assignment run was made, so that a pair of it cannot stand now."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from uuid import UUID

from django.utils.translation import gettext as _

from core.rules import Reason
from matching import engine
from matching.bridge.coaches import WERE_TOGETHER, credential_gaps, parted_pairs
from matching.bridge.pairs import in_words
from matching.bridge.profiles import Profiles, key_of, room_left, rules_of
from matching.engine import Rule
from matching.enums import CURRENT_PARTNERSHIP
from matching.models import AssignmentPair, AssignmentRun, PartnershipMember
from program.enums import Role
from program.models import Enrollment
from program.permissions import may_be_matched

# What the trail says of a run that was put away because another one was published.
SUPERSEDED = "assignmentrun.superseded"


def changes_since(run: AssignmentRun, pairs: Sequence[AssignmentPair]) -> list[str]:
    """A sentence for each pair that cannot be formed at this moment; the same few queries for any number of pairs."""
    people = [pair.seeker for pair in pairs] + [pair.guide for pair in pairs]
    for enrollment in people:
        enrollment.cohort = run.cohort
    profiles = Profiles(people, for_rules=True)
    matched = _with_partner([pair.seeker_id for pair in pairs])
    # A guide stands in many pairs: their facts are put together once.
    guides = {pair.guide_id: pair.guide for pair in pairs}
    room = room_left(guides)
    guide_of: Callable[[UUID], engine.Guide] = cache(lambda pk: profiles.guide(guides[pk]))
    unready = {one.pk: _not_ready(one) for one in people}
    gaps = credential_gaps([pair.guide for pair in pairs])
    parted = set(parted_pairs([pair.seeker for pair in pairs], [pair.guide for pair in pairs]))
    rules = rules_of(run.cohort.program, full=False)
    load: Counter[UUID] = Counter()
    found = []
    for pair in pairs:
        load[pair.guide_id] += 1
        reason: Reason | None
        if pair.seeker_id in matched:
            reason = (
                _("the client has a coach by now.")
                if pair.guide.role == Role.COACH
                else _("the mentee has a mentor by now.")
            )
        elif unready[pair.seeker_id] or unready[pair.guide_id]:
            reason = unready[pair.seeker_id] or unready[pair.guide_id]
        elif not pair.guide.is_accepting or load[pair.guide_id] > room.get(pair.guide_id, 0):
            reason = _no_room(pair.guide)
        else:
            broken = rules.excluded(profiles.seeker(pair.seeker), guide_of(pair.guide_id)) & ~Rule.NOT_READY
            was_parted = (key_of(pair.seeker), key_of(pair.guide)) in parted
            reason = in_words(broken) or _sponsor_away(pair) or (WERE_TOGETHER if was_parted else None)
            reason = reason or gaps.get(pair.guide_id)
        if reason:
            names = {"client": pair.seeker.person.get_full_name(), "coach": pair.guide.person.get_full_name()}
            found.append(_("%(client)s and %(coach)s:") % names + f" {reason}")
    return found


def _not_ready(enrollment: Enrollment) -> str:
    reason = may_be_matched.reason(None, enrollment)
    return f"{enrollment.person.get_full_name()}: {reason}" if reason else ""


def _no_room(guide: Enrollment) -> str:
    is_coach = guide.role == Role.COACH
    return _("the coach has no place left.") if is_coach else _("the mentor has no place left.")


def _sponsor_away(pair: AssignmentPair) -> str | None:
    return _("the sponsor is away.") if pair.sponsor and not pair.sponsor.is_working else None


def _with_partner(seekers: list[UUID]) -> set[UUID]:
    rows = PartnershipMember.objects.filter(enrollment__in=seekers, partnership__state__in=CURRENT_PARTNERSHIP)
    return {pk for pk in rows.values_list("enrollment", flat=True) if pk}
