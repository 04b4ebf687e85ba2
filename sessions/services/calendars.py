"""Nobody is in two places at once: one lock and one question for everything that takes up somebody's time.

The exclusion constraint in the database is what holds; the lock makes two changes of one person's calendar wait for
each other, so that the second is told in words instead of meeting the constraint.
"""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.rules import Refusal
from people.models import Person
from sessions.models import MeetingAttendee

Span = tuple[datetime, datetime]
ONE_PLACE = "meeting_attendee_is_in_one_place"


def lock(people: Iterable[Person]) -> None:
    """Hold these people's calendars until the transaction ends, in the order of their keys."""
    keys = sorted({person.pk for person in people})
    list(Person.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def busy_spans(people: Iterable[Person], start: datetime, end: datetime) -> list[tuple[UUID, Span]]:
    """Whose time is taken when, between two moments."""
    rows = MeetingAttendee.objects.filter(
        person__in=[person.pk for person in people], is_busy=True, starts_at__lt=end, ends_at__gt=start
    )
    return [(key, (begins, ends)) for key, begins, ends in rows.values_list("person_id", "starts_at", "ends_at")]


def refuse_double_booking(
    people: Sequence[Person], start: datetime, end: datetime, *, by: Any, meeting: Any = None
) -> None:
    """Raise Refusal when somebody's time is taken. Trust it only while the calendars are locked."""
    rows = MeetingAttendee.objects.filter(
        person__in=[person.pk for person in people], is_busy=True, starts_at__lt=end, ends_at__gt=start
    )
    taken = set((rows.exclude(meeting=meeting) if meeting else rows).values_list("person_id", flat=True))
    if not taken:
        return
    if by is not None and by.pk in taken:
        raise Refusal(_("You already have a meeting then. Please choose another time."))
    busy = next(person for person in people if person.pk in taken)
    raise Refusal(_("%(name)s is busy then. Please choose another time.") % {"name": busy.get_short_name()})


@contextmanager
def one_place_at_a_time() -> Any:
    """Turns the database's refusal of an overlap into words, should anything have passed the lock by."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != ONE_PLACE:
            raise
        raise Refusal(_("One of you already has a meeting then. Please choose another time.")) from error
