"""What keeps a coach out of an assignment besides the engine's rules: a credential they lack, a rematch before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules import Reason
from core.ui.times import date_words
from matching.models import Credential, Rematch
from program.models import Enrollment, Program

NAMED = 3
# It says that something was, never who asked for it.
WERE_TOGETHER = gettext_lazy("These two have worked together and went on with others. Please choose somebody else.")


def credential_gaps(coaches: Iterable[Enrollment], day: date | None = None) -> dict[UUID, str]:
    """Why a coach cannot be assigned on this day, by enrollment, in words for an admin; two queries for any number.

    Programs that ask for no credential have no gaps.
    """
    day = day or timezone.localdate()
    asked = [coach for coach in coaches if coach.is_guide and coach.program.required_credentials]
    held: defaultdict[UUID, list[Credential]] = defaultdict(list)
    if asked:
        for one in Credential.objects.filter(person__in={coach.person_id for coach in asked}):
            held[one.person_id].append(one)
    gaps = {coach.pk: _gap(coach.program, held[coach.person_id], day) for coach in asked}
    return {pk: gap for pk, gap in gaps.items() if gap}


def credential_gap(coach: Enrollment) -> Reason | None:
    """Why this coach cannot be assigned today, or None."""
    return credential_gaps([coach]).get(coach.pk)


def with_credentials(coaches: Sequence[Enrollment]) -> list[Enrollment]:
    """Those of these coaches who have what their program asks for."""
    gaps = credential_gaps(coaches)
    return [coach for coach in coaches if coach.pk not in gaps]


def parted_pairs(clients: Iterable[Enrollment], coaches: Iterable[Enrollment]) -> list[tuple[str, str]]:
    """(client, coach) by key for everybody who asked for somebody else before: they stay apart, in every program."""
    rows = Rematch.objects.filter(
        client__person__in={one.person_id for one in clients}, coach__person__in={one.person_id for one in coaches}
    )
    return sorted({(str(client), str(coach)) for client, coach in rows.values_list("client__person", "coach__person")})


def obstacle_to_assigning(client: Enrollment, coach: Enrollment) -> Reason | None:
    """What stands between a client and a coach besides the hard rules, in words for an admin, or None."""
    gap = credential_gap(coach)
    if gap:
        return _("%(name)s cannot be matched now. %(why)s") % {"name": coach.person.get_full_name(), "why": gap}
    return WERE_TOGETHER if parted_pairs([client], [coach]) else None


def _gap(program: Program, held: Iterable[Credential], day: date) -> str:
    """A sentence, or nothing where one of the credentials asked for is valid."""
    names = {name.casefold(): name for name in program.required_credentials}
    known = {one.name: one.valid_until for one in held if one.name.casefold() in names}
    ended = {name: until for name, until in known.items() if until is not None and until < day}
    if len(ended) < len(known):
        return ""
    if ended:
        last = max(ended, key=lambda name: (ended[name], name))
        return _("%(name)s expired on %(day)s.") % {"name": last, "day": date_words(ended[last])}
    asked = list(program.required_credentials)
    listed = ", ".join(asked[:NAMED]) + (" …" if len(asked) > NAMED else "")
    if len(asked) == 1:
        return _("%(name)s is not recorded.") % {"name": listed}
    return _("None of these is recorded: %(names)s.") % {"names": listed}
