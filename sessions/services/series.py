"""The agreed rhythm becomes meetings. A calendar never stops a signature: what does not fit is left out and shown."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agreements.enums import SectionKind, VersionOccasion
from agreements.models import AgreementVersion
from core import audit
from core.rules import Refusal
from matching.models import Partnership
from matching.services import partnerships
from people.models import Person
from sessions import wallclock
from sessions.enums import MeetingKind, MeetingState
from sessions.models import Meeting, MeetingAttendee, MeetingSeries
from sessions.selectors import circle
from sessions.selectors.agreement_line import renewed_at
from sessions.services import calendars, meetings


@transaction.atomic
def plan_from(version: AgreementVersion) -> MeetingSeries | None:
    """Make the series and its meetings from the schedule of a version in force; None when it holds no usable schedule.

    Twice for one version changes nothing. When the rhythm, the package or the end of the partnership changed, the
    future meetings that nobody touched give way to new ones; when all of them stayed, so do the meetings.
    """
    existing = MeetingSeries.objects.filter(version=version).first()
    if existing is not None:
        return existing
    # As it is now: the signature that brings us here has just given it its agreed terms.
    partnership = partnerships.lock(version.agreement.partnership)
    section = version.sections.filter(kind=SectionKind.SCHEDULE).first()
    agreed = agreed_rhythm(section.data) if section else None
    if agreed is None:
        return None
    running = list(MeetingSeries.objects.select_for_update().filter(partnership=partnership, ended_at=None))
    agreed |= {"package_meetings": partnership.agreed_package, "partnership_ends_on": _end_of(partnership)}
    # A renewal begins a new package, even of the same size.
    is_renewed = version.occasion == VersionOccasion.RENEWAL
    unchanged = None if is_renewed else next((series for series in running if _is_same(series, agreed)), None)
    if unchanged is not None:
        return unchanged
    people = [member.person for member in circle.workers(partnership)]
    calendars.lock(people)
    for old in running:
        end(old)
    series = MeetingSeries(partnership=partnership, version=version, **agreed)
    series.until = _last_day(series)
    series.save()
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


def _is_same(series: MeetingSeries, agreed: Mapping[str, Any]) -> bool:
    """Whether a running series is what was agreed already: the rhythm, the package and the end."""
    return all(getattr(series, name) == value for name, value in agreed.items())


def _end_of(partnership: Partnership) -> date:
    return partnership.ends_on or partnership.cohort.ends_on


def _last_day(series: MeetingSeries) -> date:
    """The last day of the rhythm: the partnership's end, or sooner when the package is planned whole by then."""
    series.until = series.partnership_ends_on or _end_of(series.partnership)
    if not series.package_meetings:
        return series.until
    counted = Q(counts_in_package=True) | Q(state=MeetingState.SCHEDULED)
    sessions = series.partnership.meetings.filter(counted, kind=MeetingKind.REGULAR)
    since = renewed_at(AgreementVersion.objects.filter(agreement=series.version.agreement).defer("content"))
    taken = (sessions.filter(starts_at__gte=since) if since else sessions).count()
    ahead = [day for day, _start in _ahead(series)][: max(0, series.package_meetings - taken)]
    return ahead[-1] if ahead else series.first_on - timedelta(days=1)


def _ahead(series: MeetingSeries) -> list[tuple[date, datetime]]:
    """The days and moments of the rhythm that lie ahead, without those about which somebody has decided already: a
    meeting that was moved from such a day, cancelled or prepared stays as it is."""
    now = timezone.now()
    withdrawn = Q(state=MeetingState.CANCELLED, cancelled_by=None)
    decided = series.partnership.meetings.exclude(withdrawn).filter(occurrence_on__isnull=False)
    settled = set(decided.values_list("occurrence_on", flat=True))
    moments = ((day, instant.utc) for day, instant in wallclock.occurrences(rhythm_of(series)))
    return [(day, start) for day, start in moments if start > now and day not in settled]


def end(series: MeetingSeries) -> None:
    """End a series: its future meetings that nobody touched are withdrawn, the others stay."""
    now = timezone.now()
    series.ended_at = now
    series.save(update_fields=["ended_at"])
    untouched = series.meetings.select_for_update(of=("self",)).filter(
        state=MeetingState.SCHEDULED, starts_at__gt=now, sequence=0, focus__isnull=True, private_notes__isnull=True
    )
    for meeting in untouched:
        meetings.withdraw(meeting, by=None)


def _plan(series: MeetingSeries, people: Sequence[Person]) -> list[Meeting]:
    """Rows for every occurrence ahead that fits into everybody's calendar."""
    ahead, length = _ahead(series), timedelta(minutes=series.minutes)
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
