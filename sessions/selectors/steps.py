"""What waits for a person in their partnerships."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.steps import NextStep, StepUrgency
from core.ui.times import day_words
from matching.enums import PartnershipState
from matching.models import Partnership
from people.models import Person
from program.enums import SEEKER_ROLES
from sessions import permissions
from sessions.enums import ActionState, MeetingState
from sessions.models import ActionItem, Meeting, MeetingFocus, Reflection, SessionLog
from sessions.selectors import circle, meetings, pulse
from sessions.selectors.glance import Glance, glance_of

BACK, AHEAD = timedelta(days=30), timedelta(days=3)


def steps_for(person: Person, glance: Glance | None = None) -> list[NextStep]:
    """Everything of this app that waits for this person. With a glance five queries at most, whatever the rows."""
    now = timezone.now()
    glance = glance or glance_of(person)
    partnerships = glance.worked_in()
    if not partnerships:
        return []
    steps = [*_meeting_steps(partnerships, person, now), *_action_steps(partnerships, person)]
    steps += _closing_steps(partnerships.values(), person)
    for partnership, _day in pulse.unanswered(partnerships.values(), person, timezone.localdate()):
        steps.append(_pulse_step(partnership, person))
    steps += _planning_steps(partnerships, person, glance)
    return sorted(steps, key=lambda step: step.order)


def _meeting_steps(partnerships: dict[Any, Partnership], person: Person, now: datetime) -> Iterator[NextStep]:
    rows = list(
        Meeting.objects.filter(
            partnership__in=partnerships, starts_at__gt=now - BACK, starts_at__lte=now + AHEAD, attendees__person=person
        )
        .exclude(state__in=[MeetingState.CANCELLED, MeetingState.MISSED])
        .annotate(
            has_log=Exists(SessionLog.objects.filter(meeting=OuterRef("pk"))),
            has_focus=Exists(MeetingFocus.objects.filter(meeting=OuterRef("pk"))),
        )
        .order_by("starts_at")
    )
    meetings.load_reports(rows)
    for meeting in rows:
        meeting.partnership = partnerships[meeting.partnership_id]
        step = _before(meeting, person) if meeting.ends_at > now else _after(meeting, person, now)
        if step is not None:
            yield step


def _before(meeting: Any, person: Person) -> NextStep | None:
    if meeting.has_focus or permissions.role_of(person, meeting.partnership) not in SEEKER_ROLES:
        return None
    if not permissions.can_choose_focus.allows(person, meeting):
        return None
    return NextStep(
        title=_("Choose what to talk about with %(names)s") % _names(meeting.partnership, person),
        text=_("You decide the focus of your next meeting. A sentence is enough."),
        url=reverse("focus_edit", args=[meeting.pk]),
        label=_("Choose the focus"),
        urgency=StepUrgency.SOON,
        due_at=meeting.starts_at,
    )


def _after(meeting: Any, person: Person, now: datetime) -> NextStep | None:
    facts = {"when": day_words(timezone.localtime(meeting.starts_at).date()), **_names(meeting.partnership, person)}
    can_log = permissions.can_write_log.allows(person, meeting)
    if meetings.needs_report_from(meeting, person, now) and not (can_log and meeting.partnership.program.is_coaching):
        return NextStep(
            title=_("Did you and %(names)s meet?") % facts,
            text=_("%(when)s. Say what happened, so that it counts as you both remember it.") % facts,
            url=reverse("meeting_detail", args=[meeting.pk]) + "#report",
            label=_("Say what happened"),
            urgency=StepUrgency.NOW if meeting.is_disputed else StepUrgency.SOON,
        )
    if can_log and not meeting.has_log:
        return NextStep(
            title=_("Write down what came of your meeting with %(names)s") % facts,
            text=_("%(when)s. A few words while you still remember.") % facts,
            url=reverse("log_edit", args=[meeting.pk]),
            label=_("Write the log"),
            urgency=StepUrgency.SOON,
        )
    return None


def _action_steps(partnerships: dict[Any, Partnership], person: Person) -> Iterator[NextStep]:
    """One step for each partnership: how many are due and since when. Their words stay on its own page."""
    today = timezone.localdate()
    due = ActionItem.objects.filter(
        partnership__in=partnerships, owner=person, state=ActionState.OPEN, due_on__lte=today
    ).order_by()
    for row in due.values("partnership").annotate(number=Count("pk"), first_on=Min("due_on")):
        facts = {"number": row["number"], **_names(partnerships[row["partnership"]], person)}
        yield NextStep(
            title=ngettext(
                "An action you planned with %(names)s is due",
                "%(number)s actions you planned with %(names)s are due",
                row["number"],
            )
            % facts,
            text=_("Tick it, or move on without it."),
            url=reverse("partnership_detail", args=[row["partnership"]]) + "#actions",
            label=_("Open your actions"),
            urgency=StepUrgency.NOW if row["first_on"] < today else StepUrgency.SOON,
        )


def _closing_steps(partnerships: Iterable[Partnership], person: Person) -> Iterator[NextStep]:
    closing = [row for row in partnerships if row.state == PartnershipState.CLOSING]
    given = set(
        Reflection.objects.filter(author=person, closure__partnership__in=closing).values_list(
            "closure__partnership_id", flat=True
        )
        if closing
        else ()
    )
    for partnership in closing:
        if partnership.pk not in given:
            yield NextStep(
                title=_("Look back with %(names)s") % _names(partnership, person),
                text=_("Write what you take with you. Then you read each other's words."),
                url=reverse("reflection_give", args=[partnership.pk]),
                label=_("Look back"),
            )


def _pulse_step(partnership: Partnership, person: Person) -> NextStep:
    return NextStep(
        title=_("How is it going with %(names)s?") % _names(partnership, person),
        text=_("Two short questions. Only you see your answers."),
        url=reverse("pulse_answer", args=[partnership.pk]),
        label=_("Answer"),
        urgency=StepUrgency.WHENEVER,
    )


def _planning_steps(partnerships: dict[Any, Partnership], person: Person, glance: Glance) -> Iterator[NextStep]:
    for partnership in partnerships.values():
        is_active = partnership.state == PartnershipState.ACTIVE
        if is_active and partnership.pk not in glance.ahead and _has_sessions_left(partnership):
            yield NextStep(
                title=_("Plan your next meeting with %(names)s") % _names(partnership, person),
                text=_("No meeting lies ahead."),
                url=reverse("meeting_schedule", args=[partnership.pk]),
                label=_("Plan a meeting"),
                urgency=StepUrgency.WHENEVER,
            )


def _has_sessions_left(partnership: Partnership) -> bool:
    return partnership.ends_on is None or partnership.ends_on > timezone.localdate()


def _names(partnership: Partnership, person: Person) -> dict[str, str]:
    return {"names": circle.names(circle.others(partnership, person))}
