"""Pools of coaches: made, renamed, filled and deleted; and how many clients each coach should get at least."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit
from core.rules import Refusal
from core.text import single_line
from core.transitions import AlreadyChanged
from matching.models import CoachPool, PoolMember
from matching.services import places
from people.models import Person
from program.enums import Role
from program.models import Enrollment, Program


@transaction.atomic
def create(program: Program, name: str, *, is_external: bool, by: Person) -> CoachPool:
    """A new pool without members. Raises Refusal when another pool of the program has this name."""
    _refuse_name(_lock(program), name)
    pool = CoachPool.objects.create(program=program, name=single_line(name), is_external=is_external)
    audit.record("coachpool.create", pool, by=by, is_external=is_external)
    return pool


@transaction.atomic
def change(pool: CoachPool, name: str, *, is_external: bool, by: Person) -> None:
    """Rename it, or say that its coaches come from elsewhere. Raises Refusal for a name that is taken."""
    _lock(pool.program)
    current = _held(pool)
    _refuse_name(current.program, name, besides=pool)
    if (current.name, current.is_external) == (single_line(name), is_external):
        return
    current.name, current.is_external = single_line(name), is_external
    current.save(update_fields=["name", "is_external"])
    audit.record("coachpool.change", current, by=by, is_external=is_external)


@transaction.atomic
def delete(pool: CoachPool, *, by: Person) -> None:
    """Take the pool away; its people can be matched with anybody again. Runs made before keep what they were made from.

    Raises AlreadyChanged when it is gone already.
    """
    current = _held(pool)
    audit.record("coachpool.delete", current, by=by, members=current.members.count())
    current.delete()


@transaction.atomic
def set_members(pool: CoachPool, chosen: Iterable[Enrollment], *, shown: Iterable[Enrollment], by: Person) -> int:
    """Put exactly the chosen ones of those shown into the pool; answers how many joined or left.

    Whoever was not shown stays as they are. Raises Refusal for somebody from another program or in another role.
    """
    current = _held(pool)
    wanted, known = {one.pk for one in chosen}, {one.pk: one for one in shown}
    for one in known.values():
        if one.cohort.program_id != current.program_id or one.role not in {Role.COACH, Role.CLIENT}:
            raise Refusal(_("Only coaches and clients of this program can be in its pools."))
    before = set(current.members.filter(enrollment__in=known).values_list("enrollment", flat=True))
    joined, left = (wanted & set(known)) - before, before - wanted
    PoolMember.objects.bulk_create(PoolMember(pool=current, enrollment_id=pk) for pk in sorted(joined))
    current.members.filter(enrollment__in=left).delete()
    if joined or left:
        audit.record("coachpool.set_members", current, by=by, joined=len(joined), left=len(left))
    return len(joined) + len(left)


@transaction.atomic
def set_minimum_loads(program: Program, loads: Mapping[UUID, int], *, by: Person) -> int:
    """How many clients each of these coaches should get at least; answers how many changed.

    Raises Refusal when somebody should get more than they have places for.
    """
    held = places.lock(loads)
    changed = 0
    for pk, load in loads.items():
        coach = held.get(pk)
        if coach is None or coach.cohort.program_id != program.pk or coach.role != Role.COACH:
            raise Refusal(_("This person is not a coach in this program."))
        if load > coach.capacity:
            words = ngettext(
                "%(name)s has %(count)d place, so they cannot get at least %(load)d clients.",
                "%(name)s has %(count)d places, so they cannot get at least %(load)d clients.",
                coach.capacity,
            )
            raise Refusal(words % {"name": coach.person.get_full_name(), "count": coach.capacity, "load": load})
        if coach.minimum_load != load:
            coach.minimum_load = load
            coach.save(update_fields=["minimum_load"])
            audit.record("enrollment.set_minimum_load", coach, by=by, load=load)
            changed += 1
    return changed


def _lock(program: Program) -> Program:
    return Program.objects.select_for_update(no_key=True).get(pk=program.pk)


def _held(pool: CoachPool) -> CoachPool:
    rows = CoachPool.objects.select_for_update(of=("self",)).select_related("program")
    found = rows.filter(pk=pool.pk).first()
    if found is None:
        raise AlreadyChanged
    return found


def _refuse_name(program: Program, name: str, besides: CoachPool | None = None) -> None:
    taken = CoachPool.objects.filter(program=program, name__iexact=single_line(name))
    if (taken.exclude(pk=besides.pk) if besides else taken).exists():
        raise Refusal(_("There is a pool with this name already."))
