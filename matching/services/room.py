"""A mentor's or coach's room: places, and a break from new people."""

from django.db import transaction

from matching.services import places, waitlist
from people.models import Person
from program.models import Enrollment
from program.services.profiles import set_accepting, set_capacity


@transaction.atomic
def set_room(enrollment: Enrollment, capacity: int, is_accepting: bool, *, by: Person) -> None:
    """Set both; new room goes first to those who wait for it. Fewer places than taken ends nothing. Raises Refusal."""
    set_capacity(enrollment, capacity, by=by)
    set_accepting(enrollment, is_accepting, by=by)
    waitlist.offer_free_places(places.lock([enrollment])[enrollment.pk])
