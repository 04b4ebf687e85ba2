"""What has changed since an assignment run was made, so that a pair of it cannot stand now."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from core.rules import Reason
from matching.bridge.coaches import WERE_TOGETHER, credential_gaps, parted_pairs
from matching.bridge.pairs import in_words
from matching.bridge.profiles import Profiles, key_of, rules_of
from matching.engine import Rule
from matching.enums import CURRENT_PARTNERSHIP
from matching.models import AssignmentPair, AssignmentRun, PartnershipMember
from program.permissions import may_be_matched


def changes_since(run: AssignmentRun, pairs: Sequence[AssignmentPair]) -> list[str]:
    """A sentence for each pair that cannot be formed at this moment; the same few queries for any number of pairs."""
    people = [pair.seeker for pair in pairs] + [pair.guide for pair in pairs]
    for enrollment in people:
        enrollment.cohort = run.cohort
    profiles = Profiles(people)
    matched = _with_partner([pair.seeker_id for pair in pairs])
    load: Counter[UUID] = Counter()
    gaps = credential_gaps([pair.guide for pair in pairs])
    parted = set(parted_pairs([pair.seeker for pair in pairs], [pair.guide for pair in pairs]))
    found = []
    for pair in pairs:
        load[pair.guide_id] += 1
        reason: Reason | None = gaps.get(pair.guide_id)
        if (key_of(pair.seeker), key_of(pair.guide)) in parted:
            reason = WERE_TOGETHER
        reason = _obstacle(run, pair, profiles, pair.seeker_id in matched, load[pair.guide_id]) or reason
        if reason:
            names = {"client": pair.seeker.person.get_full_name(), "coach": pair.guide.person.get_full_name()}
            found.append(_("%(client)s and %(coach)s:") % names + f" {reason}")
    return found


def _obstacle(run: AssignmentRun, pair: AssignmentPair, profiles: Profiles, has_coach: bool, place: int) -> str | None:
    if has_coach:
        return _("the client has a coach by now.")
    for enrollment in (pair.seeker, pair.guide):
        reason = may_be_matched.reason(None, enrollment)
        if reason:
            return f"{enrollment.person.get_full_name()}: {reason}"
    if place > profiles.room(pair.guide):
        return _("the coach has no place left.")
    rules = rules_of(run.cohort.program, full=False)
    broken = rules.excluded(profiles.seeker(pair.seeker), profiles.guide(pair.guide)) & ~Rule.NOT_READY
    sentence = in_words(broken)
    if sentence:
        return str(sentence)
    if pair.sponsor and not pair.sponsor.is_working:
        return _("the sponsor is away.")
    return None


def _with_partner(clients: list[UUID]) -> set[UUID]:
    rows = PartnershipMember.objects.filter(enrollment__in=clients, partnership__state__in=CURRENT_PARTNERSHIP)
    return {pk for pk in rows.values_list("enrollment", flat=True) if pk}
