"""Places: how many partnerships a person takes on, held under lock.

Every service that touches more than one enrollment locks them here first, all at once and in the order of their keys,
so that two of them never wait for each other in a circle.
"""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from core.rules import Refusal
from matching.models import PartnershipMember
from program.models import Enrollment


class NoPlaceLeft(Refusal):
    """Somebody was faster: every place of this enrollment is taken. `reason` can say it in words for its own person."""

    def __init__(self, enrollment: Enrollment, reason: str = "") -> None:
        name = enrollment.person.get_full_name()
        super().__init__(reason or _("%(name)s has no place left just now.") % {"name": name})
        self.enrollment = enrollment


def lock(enrollments: Iterable[Enrollment | UUID], *, skip_held: bool = False) -> dict[UUID, Enrollment]:
    """Hold these enrollments until the transaction ends; their rows as they are now, by key, people loaded.

    With `skip_held` those that somebody else holds just now are left out: for whoever holds one enrollment already
    and must not wait for others (the sweep does what is left).
    """
    keys = {entry.pk if isinstance(entry, Enrollment) else entry for entry in enrollments}
    # No key update: rows that merely point to an enrollment need not wait.
    rows = (
        Enrollment.objects.filter(pk__in=keys)
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True, skip_locked=skip_held)
    )
    return {row.pk: row for row in rows.select_related("person", "cohort__program")}


def free_slots(enrollment: Enrollment) -> list[int]:
    """The numbers of the places that nobody holds, lowest first. Trust it only while the enrollment is locked."""
    return free_slots_of([enrollment])[enrollment.pk]


def free_slots_of(enrollments: Iterable[Enrollment]) -> dict[UUID, list[int]]:
    """The same for many at once, in one query."""
    capacities = {one.pk: one.capacity for one in enrollments}
    held = PartnershipMember.objects.filter(enrollment__in=list(capacities), slot__isnull=False)
    taken = set(held.values_list("enrollment", "slot"))
    return {
        pk: [slot for slot in range(1, capacity + 1) if (pk, slot) not in taken] for pk, capacity in capacities.items()
    }


def next_of(free: Mapping[UUID, Iterator[int]], enrollment: Enrollment) -> int:
    """The next of the free places of a locked enrollment. Raises NoPlaceLeft."""
    slot = next(free[enrollment.pk], None)
    if slot is None:
        raise NoPlaceLeft(enrollment)
    return slot
