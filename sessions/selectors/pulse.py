"""When the two questions about the relationship are asked: day 30, then every 60 days."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from matching.enums import PartnershipState
from matching.models import Partnership
from sessions.models import RelationshipCheckIn

FIRST, AGAIN = timedelta(days=30), timedelta(days=60)


def due_on(partnership: Partnership, today: date) -> date | None:
    """The last day on which the questions came up, or None before the first and when the partnership is over."""
    if partnership.state != PartnershipState.ACTIVE or partnership.activated_at is None:
        return None
    first = timezone.localtime(partnership.activated_at).date() + FIRST
    if today < first:
        return None
    return first + AGAIN * ((today - first).days // AGAIN.days)


def unanswered(partnerships: Iterable[Partnership], person: Any, today: date) -> list[tuple[Partnership, date]]:
    """The partnerships whose questions this person has not answered yet, in one query."""
    asked = [(partnership, day) for partnership in partnerships if (day := due_on(partnership, today))]
    answered = set(
        RelationshipCheckIn.objects.filter(
            person=person, partnership__in=[partnership.pk for partnership, _day in asked]
        ).values_list("partnership_id", "due_on")
    )
    return [(partnership, day) for partnership, day in asked if (partnership.pk, day) not in answered]
