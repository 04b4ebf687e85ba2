"""A program's progress for those who run it: how far, who needs a hand, the trend. Facts only, never content."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, TruncWeek
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.ui.times import day_words
from matching.enums import PartnershipState
from matching.models import Partnership
from program.enums import SEEKER_ROLES
from program.models import Enrollment, Program
from sessions.enums import MeetingKind, MeetingState
from sessions.models import Meeting, MeetingAttendee, RelationshipCheckIn
from sessions.selectors import circle

Words = str | Promise
WEEKS_SHOWN = 12
CALM_STATES = (PartnershipState.ACTIVE, PartnershipState.CLOSING)


@dataclass(frozen=True, slots=True)
class Concern:
    """A partnership that may need a hand: why, since when."""

    partnership: Partnership
    people: str
    code: str
    reason: Words
    since: datetime


def funnel_of(program: Program) -> list[dict[str, Any]]:
    """People and partnerships at each step, from invited to closing. Each step counts mentees or clients."""
    seekers = Enrollment.objects.filter(cohort__program=program, role__in=SEEKER_ROLES)
    ready = Q(ready_at__isnull=False)
    people = seekers.aggregate(
        invited=Count("person", distinct=True), ready=Count("person", filter=ready, distinct=True)
    )
    matched = _seekers_matched(program)
    return [
        {"label": _("Invited"), "value": people["invited"]},
        {"label": _("Ready"), "value": people["ready"]},
        {"label": _("Matched"), "value": matched["all"]},
        {"label": _("Agreement signed"), "value": matched["signed"]},
        {"label": _("First meeting held"), "value": matched["met"]},
        {"label": _("Closing or completed"), "value": matched["closing"]},
    ]


def _seekers_matched(program: Program) -> dict[str, int]:
    """How many mentees or clients are matched, how many of them have signed, of these met, of these look back."""
    signed = Q(activated_at__isnull=False)
    met = signed & Q(has_met=True)
    closing = met & Q(state__in=[PartnershipState.CLOSING, PartnershipState.COMPLETED])
    held = Meeting.objects.filter(partnership=OuterRef("pk"), state=MeetingState.HELD)
    matched = Partnership.objects.filter(cohort__program=program, members__role__in=SEEKER_ROLES)
    steps: dict[str, Q | None] = {"all": None, "signed": signed, "met": met, "closing": closing}
    return matched.annotate(has_met=Exists(held)).aggregate(
        **{name: Count("members__person", filter=only, distinct=True) for name, only in steps.items()}
    )


def concerns_of(program: Program, now: datetime) -> list[Concern]:
    """Partnerships that wait longer than the program allows, the longest first; each once, with its first reason."""
    meetings = Meeting.objects.filter(partnership=OuterRef("pk"))
    ahead = meetings.filter(state=MeetingState.SCHEDULED, ends_at__gt=now)
    rows = circle.with_circle(Partnership.objects.filter(cohort__program=program).current()).annotate(
        has_meeting=Exists(meetings.exclude(state=MeetingState.CANCELLED)),
        has_next=Exists(ahead),
        has_dispute=Exists(meetings.filter(is_disputed=True)),
    )
    last = dict(
        Meeting.objects.filter(partnership__cohort__program=program, state=MeetingState.HELD)
        .order_by("partnership_id", "-starts_at")
        .distinct("partnership_id")
        .values_list("partnership_id", "starts_at")
    )
    found = [concern for row in rows if (concern := _concern(row, program, last.get(row.pk), now))]
    return sorted(found, key=lambda concern: concern.since)


def _concern(row: Any, program: Program, last_met: datetime | None, now: datetime) -> Concern | None:
    # Whole names: in a program of forty there are two of every first name.
    people = circle.listed(member.person.get_full_name() for member in circle.workers(row))

    def because(code: str, reason: Words, since: datetime) -> Concern:
        return Concern(row, people, code, reason, since)

    def is_older(since: datetime, days: int) -> bool:
        return now - since >= timedelta(days=days)

    if row.state == PartnershipState.FORMING:
        if is_older(row.matched_at, program.agreement_alert_days):
            return because("unsigned", _("The agreement is not signed"), row.matched_at)
        return None
    if row.has_dispute:
        return because("disputed", _("They see differently whether a meeting was held"), last_met or row.matched_at)
    if row.state != PartnershipState.ACTIVE:
        return None
    if not row.has_meeting and is_older(row.matched_at, program.first_meeting_alert_days):
        return because("unplanned", _("The first meeting is not planned"), row.matched_at)
    quiet_since = max(filter(None, (last_met, row.activated_at)))
    if not row.has_next and row.has_meeting and is_older(quiet_since, program.quiet_alert_days):
        return because("quiet", _("No meeting lies ahead"), quiet_since)
    return None


def meetings_per_week(program: Program, now: datetime) -> list[dict[str, Any]]:
    """Meetings held in each of the last weeks, the oldest first; weeks without any are zero."""
    this_week = timezone.localtime(now).date() - timedelta(days=timezone.localtime(now).weekday())
    first = this_week - timedelta(weeks=WEEKS_SHOWN - 1)
    held = (
        Meeting.objects.filter(
            partnership__cohort__program=program,
            state=MeetingState.HELD,
            starts_at__gte=timezone.make_aware(datetime.combine(first, datetime.min.time())),
        )
        .annotate(week=TruncWeek("starts_at"))
        .values("week")
        .annotate(number=Count("pk"))
    )
    by_week: dict[date, int] = {timezone.localtime(row["week"]).date(): row["number"] for row in held}
    weeks = [first + timedelta(weeks=number) for number in range(WEEKS_SHOWN)]
    return [{"label": _("Week of %(day)s") % {"day": day_words(week)}, "value": by_week.get(week, 0)} for week in weeks]


def numbers_of(program: Program, now: datetime) -> list[dict[str, Any]]:
    """Four figures: meetings held, hours, sessions of packages, how the relationships are felt (never of a few)."""
    scope = Meeting.objects.filter(partnership__cohort__program=program)
    held = scope.filter(state=MeetingState.HELD, is_disputed=False)
    came = MeetingAttendee.objects.filter(meeting__in=held, has_attended=True).values("person").distinct().count()
    figures = [
        {"value": held.count(), "label": _("Meetings held")},
        {"value": came, "label": _("People who met")},
    ]
    if program.is_coaching and (agreed := _sessions_agreed(program)):
        used = scope.filter(kind=MeetingKind.REGULAR, counts_in_package=True, is_disputed=False).count()
        hint = _("of %(agreed)s agreed") % {"agreed": agreed}
        figures.append({"value": used, "label": _("Sessions used"), "hint": hint})
    return [*figures, *_felt(program, now)]


def _sessions_agreed(program: Program) -> int:
    """The sessions of all packages together, as signed, else as the program says."""
    signed = Partnership.objects.filter(cohort__program=program, activated_at__isnull=False)
    each = Coalesce("package_meetings", "cohort__program__package_meetings")
    return signed.aggregate(agreed=Sum(each))["agreed"] or 0


def _felt(program: Program, now: datetime) -> Iterable[dict[str, Any]]:
    answers = RelationshipCheckIn.objects.filter(
        partnership__cohort__program=program, answered_at__gt=now - timedelta(days=90)
    ).aggregate(people=Count("person", distinct=True), useful=Avg("is_useful"), trusting=Avg("is_trusting"))
    is_enough = answers["people"] >= program.smallest_group
    hint = _("out of 5, to the nearest half; last 90 days, shown from %(n)s people") % {"n": program.smallest_group}
    for key, label in (("useful", _("How useful it feels")), ("trusting", _("How openly they talk"))):
        # Halves: from two finer averages, before and after somebody answers, one could work out that answer.
        yield {"value": round(answers[key] * 2) / 2 if is_enough else None, "label": label, "hint": hint}
