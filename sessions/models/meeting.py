"""Planned conversations. Time is a wall-clock time in a named zone; UTC is derived from it."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import AgreementVersion
from core.models import Entity, choices_check, together_check
from core.privacy import Privacy
from core.transitions import Table
from matching.models import Partnership
from sessions.enums import MEETING_TRANSITIONS, MeetingKind, MeetingState, Report


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about meetings."""

    def visible_to(self, person: Any) -> "MeetingQuerySet":
        """Meetings that the person is invited to, as long as they are a member of the partnership."""
        if not person.is_authenticated:
            return self.none()
        invited = MeetingAttendee.objects.filter(person=person).values("meeting")
        return self.filter(pk__in=invited, partnership__in=Partnership.objects.visible_to(person))

    def worked_in_by(self, person: Any) -> "MeetingQuerySet":
        """Meetings whose content is the person's own: those of a member who is no sponsor."""
        return self.visible_to(person).filter(partnership__in=Partnership.objects.worked_in_by(person))

    def managed_by(self, person: Any) -> "MeetingQuerySet":
        """Meetings in programs that the person administers: facts, never content."""
        return self.filter(partnership__in=Partnership.objects.managed_by(person))


class MeetingSeries(Entity):
    """The agreed rhythm: wall time, zone, interval and length, from the schedule in the signed agreement."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meeting_series")
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField(_("first on"))
    at = models.TimeField(_("at"))
    zone = models.CharField(_("time zone"), max_length=60)
    interval_weeks = models.PositiveSmallIntegerField(_("weeks between"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    until = models.DateField(_("until"))
    # What was agreed beside the rhythm when it was planned: a change of either plans anew.
    package_meetings = models.PositiveSmallIntegerField(_("sessions agreed on"), null=True, blank=True)
    partnership_ends_on = models.DateField(_("the partnership ends on"), null=True, blank=True)
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            (
                *("partnership", "version", "first_on", "at", "zone", "interval_weeks", "minutes", "until"),
                *("package_meetings", "partnership_ends_on", "ended_at"),
            ),
            Privacy.FACT,
        ),
        "place": Privacy.SHARED,
    }

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        constraints = [
            models.UniqueConstraint(fields=["version"], name="meeting_series_is_one_per_agreed_version"),
            models.CheckConstraint(condition=Q(interval_weeks__gte=1), name="meeting_series_interval_is_positive"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="meeting_series_length_is_sensible"),
        ]


class Meeting(Entity):
    """One planned occurrence with a lasting identity: moving it keeps the row and raises the sequence."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meetings")
    series = models.ForeignKey(MeetingSeries, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings")
    # The occurrence of the series that this is, wherever it was moved to.
    occurrence_on = models.DateField(null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MeetingKind.choices, default=MeetingKind.REGULAR)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.SCHEDULED)
    local_date = models.DateField(_("date"))
    local_time = models.TimeField(_("time"))
    zone = models.CharField(_("time zone"), max_length=60)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    is_disputed = models.BooleanField(_("the sides disagree"), default=False)
    # Whether it uses up one of the agreed sessions; decided when its outcome is known.
    counts_in_package = models.BooleanField(_("counts in the package"), default=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_late_cancellation = models.BooleanField(_("cancelled late"), default=False)

    objects = MeetingQuerySet.as_manager()
    transitions: ClassVar[Table] = MEETING_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            (
                *("partnership", "series", "occurrence_on", "kind", "state", "local_date", "local_time", "zone"),
                *("starts_at", "ends_at", "minutes", "sequence", "is_disputed", "counts_in_package", "cancelled_at"),
                *("cancelled_by", "is_late_cancellation"),
            ),
            Privacy.FACT,
        ),
        "place": Privacy.SHARED,
    }

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("starts_at", "id")
        constraints = [
            choices_check("kind", MeetingKind, "meeting_kind_is_known"),
            choices_check("state", MeetingState, "meeting_state_is_known"),
            models.UniqueConstraint(fields=["series", "occurrence_on"], name="meeting_is_one_per_occurrence"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="meeting_length_is_sensible"),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=MeetingState.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="meeting_cancellation_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CANCELLED) | Q(is_late_cancellation=False, cancelled_by__isnull=True),
                name="meeting_late_is_only_for_cancelled",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "starts_at"], name="meeting_by_partnership")]


class _Span(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class MeetingAttendee(Entity):
    """Somebody invited to a meeting, and what they say happened. Two busy spans of one person cannot overlap."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendances")
    # Copies of the meeting's span, kept by the services, so that the database can see an overlap.
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_busy = models.BooleanField(default=True)
    report = models.CharField(_("says"), max_length=12, choices=Report.choices, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    has_attended = models.BooleanField(_("attended"), null=True, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("meeting", "person", "starts_at", "ends_at", "is_busy", "has_attended"), Privacy.FACT),
        **dict.fromkeys(("report", "reported_at"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("attendee of a meeting")
        verbose_name_plural = _("attendees of meetings")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meeting_attendee_is_invited_once"),
            ExclusionConstraint(
                name="meeting_attendee_is_in_one_place",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (_Span("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_busy=True),
            ),
            models.CheckConstraint(
                condition=(Q(report="") & Q(reported_at__isnull=True)) | (~Q(report="") & Q(reported_at__isnull=False)),
                name="meeting_attendee_report_has_its_time",
            ),
            together_check("starts_at", "ends_at", "meeting_attendee_span_is_whole"),
        ]
        indexes = [models.Index(fields=["person", "starts_at"], name="meeting_attendee_by_person")]
