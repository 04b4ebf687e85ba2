"""The agreed rhythm becomes meetings. A calendar never stops a signature: what does not fit is left out and shown."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agreements.enums import SectionKind
from agreements.models import AgreementVersion
from core import audit
from core.rules import Refusal
from matching.models import Partnership
from people.models import Person
from sessions import wallclock
from sessions.enums import MeetingKind, MeetingState
from sessions.models import Meeting, MeetingAttendee, MeetingSeries
from sessions.selectors import circle
from sessions.services import calendars, meetings

AGREED = ("first_on", "at", "zone", "interval_weeks", "minutes", "place")


@transaction.atomic
def plan_from(version: AgreementVersion) -> MeetingSeries | None:
    """Make the series and its meetings from the schedule of a version in force; None when it holds no usable schedule.

    Twice for one version changes nothing. A new version's rhythm replaces the old one's future, untouched meetings;
    an unchanged rhythm stays as it is.
    """
    existing = MeetingSeries.objects.filter(version=version).first()
    if existing is not None:
        return existing
    partnership = version.agreement.partnership
    section = version.sections.filter(kind=SectionKind.SCHEDULE).first()
    agreed = agreed_rhythm(section.data) if section else None
    if agreed is None:
        return None
    running = list(MeetingSeries.objects.select_for_update().filter(partnership=partnership, ended_at=None))
    unchanged = next((series for series in running if _is_same(series, agreed, partnership)), None)
    if unchanged is not None:
        return unchanged
    people = [member.person for member in circle.workers(partnership)]
    calendars.lock(people)
    for old in running:
        end(old)
    until = _last_day(partnership, agreed)
    series = MeetingSeries.objects.create(partnership=partnership, version=version, until=until, **agreed)
    planned = _plan(series, people)
    audit.record("meeting_series.plan", series, by=None, meetings=len(planned), until=series.until)
    return series


def agreed_rhythm(data: Any) -> dict[str, Any] | None:
    """The fields of a series from the data of a schedule section; None when it says too little to plan by."""
    if not isinstance(data, Mapping):
        return None
    try:
        fields: dict[str, Any] = {
            "first_on": date.fromisoformat(str(data["first_on"])),
            "at": time.fromisoformat(str(data["at"])).replace(second=0, microsecond=0, tzinfo=None),
            "zone": str(data["zone"]),
            "interval_weeks": max(1, min(52, int(data["interval_weeks"]))),
            "minutes": max(meetings.MINUTES[0], min(meetings.MINUTES[1], int(data["minutes"]))),
            "place": str(data.get("place") or "")[:300],
        }
        wallclock.zone_named(fields["zone"])
    except (KeyError, ValueError, TypeError, Refusal):
        return None
    return fields


def _is_same(series: MeetingSeries, agreed: Mapping[str, Any], partnership: Partnership) -> bool:
    """Whether a running series is the agreed rhythm already, as long as it is to last."""
    has_same_end = bool(partnership.program.package_meetings) or series.until == _end_of(partnership)
    return has_same_end and all(getattr(series, name) == agreed[name] for name in AGREED)


def _end_of(partnership: Partnership) -> date:
    return partnership.ends_on or partnership.cohort.ends_on


def _last_day(partnership: Partnership, agreed: Mapping[str, Any]) -> date:
    """The last day of the rhythm: the partnership's end, or sooner when a package is planned whole by then."""
    end_of_all, package = _end_of(partnership), partnership.program.package_meetings
    if not package:
        return end_of_all
    now = timezone.now()
    counted = Q(counts_in_package=True) | Q(state=MeetingState.SCHEDULED)
    taken = partnership.meetings.filter(counted, kind=MeetingKind.REGULAR).count()
    rhythm = wallclock.Rhythm(agreed["first_on"], agreed["at"], agreed["zone"], agreed["interval_weeks"], end_of_all)
    ahead = [day for day, instant in wallclock.occurrences(rhythm) if instant.utc > now][: max(0, package - taken)]
    return ahead[-1] if ahead else agreed["first_on"] - timedelta(days=1)


def end(series: MeetingSeries) -> None:
    """End a series: its future meetings that nobody touched are withdrawn, the others stay."""
    now = timezone.now()
    series.ended_at = now
    series.save(update_fields=["ended_at"])
    untouched = series.meetings.select_for_update(of=("self",)).filter(
        state=MeetingState.SCHEDULED, starts_at__gt=now, sequence=0, focus__isnull=True
    )
    for meeting in untouched:
        meetings.withdraw(meeting, by=None)


def _plan(series: MeetingSeries, people: Sequence[Person]) -> list[Meeting]:
    """Rows for every occurrence ahead that fits into everybody's calendar."""
    now, length = timezone.now(), timedelta(minutes=series.minutes)
    ahead = [(day, instant.utc) for day, instant in wallclock.occurrences(rhythm_of(series)) if instant.utc > now]
    if not ahead:
        return []
    taken = [span for _key, span in calendars.busy_spans(people, ahead[0][1], ahead[-1][1] + length)]
    planned = [
        _occurrence(series, day, start, start + length)
        for day, start in ahead
        if _is_free(taken, start, start + length)
    ]
    Meeting.objects.bulk_create(planned)
    MeetingAttendee.objects.bulk_create(
        MeetingAttendee(meeting=meeting, person=person, starts_at=meeting.starts_at, ends_at=meeting.ends_at)
        for meeting in planned
        for person in people
    )
    return planned


def rhythm_of(series: MeetingSeries) -> wallclock.Rhythm:
    """The pure rhythm of a stored series."""
    return wallclock.Rhythm(series.first_on, series.at, series.zone, series.interval_weeks, series.until)


def _is_free(taken: Sequence[calendars.Span], start: datetime, end: datetime) -> bool:
    return not any(begins < end and start < ends for begins, ends in taken)


def _occurrence(series: MeetingSeries, day: date, start: datetime, end: datetime) -> Meeting:
    return Meeting(
        partnership=series.partnership,
        series=series,
        occurrence_on=day,
        kind=MeetingKind.REGULAR,
        local_date=day,
        local_time=series.at,
        zone=series.zone,
        starts_at=start,
        ends_at=end,
        minutes=series.minutes,
        place=series.place,
    )
