"""Mentors whom a mentee keeps in mind. Private: not in the audit trail, because admins read that."""

from django.db import transaction

from core.rules import Refusal
from matching.models import Favourite
from matching.permissions_wishes import NOT_ONES_OWN
from people.models import Person
from program.models import Enrollment


@transaction.atomic
def keep(mentee: Enrollment, mentor: Enrollment, *, by: Person) -> None:
    """Keep a mentor in mind. Twice is as good as once. Raises Refusal for anybody but the mentee."""
    _check_own(mentee, by)
    Favourite.objects.get_or_create(mentee=mentee, mentor=mentor)


@transaction.atomic
def let_go(mentee: Enrollment, mentor: Enrollment, *, by: Person) -> None:
    """Keep them in mind no longer. Twice is as good as once. Raises Refusal for anybody but the mentee."""
    _check_own(mentee, by)
    Favourite.objects.filter(mentee=mentee, mentor=mentor).delete()


def _check_own(mentee: Enrollment, by: Person) -> None:
    if mentee.person_id != by.pk:
        raise Refusal(NOT_ONES_OWN)
