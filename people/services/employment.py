"""Leaving, going on leave and coming back: the one place where it happens, by hand or by import."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from people.enums import EmploymentStatus
from people.models import Organization, Person
from people.signals import employment_changed

LAST_ADMIN = 7_203_116


@dataclass(frozen=True, slots=True)
class NewStatus:
    """What is to become of one person. `left_on` counts for those who leave; today where it is not given."""

    person_id: UUID
    status: EmploymentStatus
    left_on: dt.date | None = None


def today() -> dt.date:
    """The day it is in the organization's time zone."""
    return timezone.localdate(timezone=ZoneInfo(Organization.get().time_zone))


def change(person: Person, status: EmploymentStatus, *, by: Person | None, left_on: dt.date | None = None) -> None:
    """Change one person's employment; see `change_all`. `person` is refreshed. The same status again does nothing."""
    change_all([NewStatus(person.pk, status, left_on)], by=by)
    person.refresh_from_db()


@transaction.atomic
def change_all(wanted: Sequence[NewStatus], *, by: Person | None) -> None:
    """Change people's employment and tell the other apps, in one transaction.

    Whoever leaves can no longer sign in, and every place where they are signed in ends; their password is forgotten,
    so that coming back begins with a new one. Raises Refusal when nobody who can administer would be left.
    """
    by_person = {new.person_id: new for new in wanted}
    people = Person.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=by_person).order_by("pk")
    changes = [
        (person, EmploymentStatus(person.employment_status), by_person[person.pk])
        for person in people
        if person.employment_status != by_person[person.pk].status
    ]
    if not changes:
        return
    day = today()
    for person, _before, new in changes:
        _apply(person, new, day)
    Person.objects.bulk_update(
        [person for person, _before, _new in changes],
        ["employment_status", "is_active", "left_on", "password"],
        batch_size=500,
    )
    if any(person.is_organization_admin for person, _before, _new in changes):
        keep_an_admin()
    audit.record_all(
        "person.employment",
        [(person, {"before": before.value, "after": new.status.value}) for person, before, new in changes],
        by=by,
    )
    for person, before, new in changes:
        employment_changed.send(sender=Person, person=person, before=before, after=new.status, by=by)


def _apply(person: Person, new: NewStatus, day: dt.date) -> None:
    has_left = new.status == EmploymentStatus.TERMINATED
    was_gone = person.employment_status == EmploymentStatus.TERMINATED
    person.employment_status = new.status
    person.left_on = (new.left_on or day) if has_left else None
    if has_left:
        person.is_active = False
        # What a browser holds is bound to the password, so this ends every place where they are signed in.
        person.password = make_password(None)
    elif was_gone:
        person.is_active = True


def keep_an_admin() -> None:
    """Raise Refusal when, as things stand in this transaction, nobody could administer the organization any more."""
    with connection.cursor() as cursor:
        # Two admins who leave at once: the second looks after the first is gone.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LAST_ADMIN])
    if not Person.objects.filter(is_organization_admin=True, is_active=True).exists():
        raise Refusal(_("Then nobody could administer the organization any more. Make somebody else an admin first."))
