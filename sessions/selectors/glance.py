"""A person's partnerships at a glance: loaded once for the home page, for its cards and for what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from agreements.enums import GoalState
from matching.enums import PartnershipState
from matching.models import Partnership
from people.models import Person
from program.enums import Role
from sessions import permissions
from sessions.enums import ActionState, MeetingState
from sessions.models import Meeting
from sessions.selectors import circle

LATELY = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Glance:
    """The person's partnerships, those that ended lately included, and the next meeting of each."""

    person: Person
    partnerships: list[Partnership]
    ahead: dict[Any, Meeting]

    def worked_in(self) -> dict[Any, Partnership]:
        """Those that go on and whose content is the person's own, by key: not paused, not as a sponsor."""
        return {
            row.pk: row
            for row in self.partnerships
            if row.is_current
            and row.state != PartnershipState.PAUSED
            and permissions.role_of(self.person, row) != Role.SPONSOR
        }


def glance_of(person: Person) -> Glance:
    """Everything the home page needs of a person's partnerships (three queries, whatever their number)."""
    recent = Q(ended_at=None) | Q(ended_at__gt=timezone.now() - LATELY)
    mine = circle.with_circle(Partnership.objects.visible_to(person).filter(recent))
    partnerships: list[Partnership] = [*mine.annotate(goals_count=_goals(), actions_count=_actions())]
    return Glance(person, partnerships, _next_meetings(partnerships) if partnerships else {})


@dataclass(frozen=True, slots=True)
class Card:
    """One partnership at a glance."""

    partnership: Partnership
    title: str
    people: list[Person]
    role_label: str | Promise
    url: str
    next_meeting: Meeting | None
    goals_count: int
    actions_count: int


def cards_for(person: Person, glance: Glance | None = None) -> list[Card]:
    """The person's partnerships as cards, the ones that meet soonest first. Without a glance three queries."""
    glance = glance or glance_of(person)
    cards = [_card(partnership, person, glance.ahead.get(partnership.pk)) for partnership in glance.partnerships]
    far = timezone.now() + timedelta(days=9999)
    return sorted(
        cards,
        key=lambda card: (
            not card.partnership.is_current,
            card.next_meeting.starts_at if card.next_meeting else far,
            card.partnership.matched_at,
        ),
    )


def _card(partnership: Any, person: Person, meeting: Meeting | None) -> Card:
    role = permissions.role_of(person, partnership)
    others = circle.others(partnership, person)
    return Card(
        partnership=partnership,
        title=circle.names(others),
        people=others,
        role_label=Role(role).label,
        url=reverse("partnership_detail", args=[partnership.pk]),
        # What a sponsor sees comes from the signed agreement, on the page itself.
        next_meeting=None if role == Role.SPONSOR else meeting,
        goals_count=0 if role == Role.SPONSOR else partnership.goals_count,
        actions_count=0 if role == Role.SPONSOR else partnership.actions_count,
    )


def _goals() -> Any:
    return Count("goals", filter=Q(goals__state__in=[GoalState.AGREED, GoalState.REACHED]), distinct=True)


def _actions() -> Any:
    return Count("actions", filter=Q(actions__state=ActionState.OPEN), distinct=True)


def _next_meetings(partnerships: Sequence[Partnership]) -> dict[Any, Meeting]:
    rows = Meeting.objects.filter(
        partnership__in=partnerships, state=MeetingState.SCHEDULED, ends_at__gt=timezone.now()
    ).order_by("partnership_id", "starts_at")
    return {meeting.partnership_id: meeting for meeting in rows.distinct("partnership_id")}
