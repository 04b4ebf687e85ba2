"""Programs, who runs them, and their dated intakes."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from program.enums import PROGRAM_TRANSITIONS, ProgramKind, ProgramState

SMALLEST_GROUP = 5


def reminder_days() -> list[int]:
    """Days after which somebody is reminded of a request that waits."""
    return [3, 7]


def _between(low: int, high: int) -> list[Any]:
    return [MinValueValidator(low), MaxValueValidator(high)]


class ProgramQuerySet(models.QuerySet["Program"]):
    """Questions about programs."""

    def managed_by(self, person: Any) -> "ProgramQuerySet":
        """Programs that the person administers: all for an organization admin, the given ones for a manager."""
        if not person.is_authenticated:
            return self.none()
        if person.is_organization_admin:
            return self
        return self.filter(managers__person=person)

    def visible_to(self, person: Any) -> "ProgramQuerySet":
        """Programs that the person administers or is enrolled in (past drafts only)."""
        if not person.is_authenticated:
            return self.none()
        if person.is_organization_admin:
            return self
        enrolled = Q(cohorts__enrollments__person=person) & ~Q(state=ProgramState.DRAFT)
        return self.filter(pk__in=Program.objects.filter(Q(managers__person=person) | enrolled).values("pk"))


class Program(Entity):
    """One mentoring or coaching program with its rules and rhythm. The defaults are the product's."""

    kind = models.CharField(_("kind"), max_length=10, choices=ProgramKind.choices)
    state = models.CharField(_("phase"), max_length=10, choices=ProgramState.choices, default=ProgramState.DRAFT)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), max_length=4000, blank=True)
    template_key = models.CharField(max_length=40, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    # who and how they match
    guide_capacity = models.PositiveSmallIntegerField(
        _("places a mentor or coach has"), default=2, validators=_between(1, 50)
    )
    needs_orientation = models.BooleanField(_("orientation comes first"), default=True)
    allows_reporting_line = models.BooleanField(_("may match within a reporting line"), default=False)
    open_requests_limit = models.PositiveSmallIntegerField(
        _("open requests a mentee may have"), default=3, validators=_between(1, 10)
    )
    request_reminder_days = ArrayField(
        models.PositiveSmallIntegerField(), default=reminder_days, verbose_name=_("remind of a request after days")
    )
    request_expiry_days = models.PositiveSmallIntegerField(
        _("a request expires after days"), default=14, validators=_between(1, 90)
    )
    allows_proposals = models.BooleanField(_("mentors may propose themselves"), default=False)
    # Both sides rank, and the pairs of a whole cohort are found at once.
    matches_in_bulk = models.BooleanField(_("match a whole cohort at once"), default=False)
    # A coach needs one of these, not expired, to be assigned.
    required_credentials = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name=_("a coach needs one of")
    )
    has_chemistry_meetings = models.BooleanField(_("clients meet coaches before they are assigned"), default=False)
    weights = models.JSONField(_("what counts in a match"), default=dict, blank=True)

    # rhythm
    duration_months = models.PositiveSmallIntegerField(_("months"), default=12, validators=_between(1, 36))
    meeting_interval_weeks = models.PositiveSmallIntegerField(
        _("weeks between meetings"), default=2, validators=_between(1, 12)
    )
    meeting_minutes = models.PositiveSmallIntegerField(
        _("minutes of a meeting"), default=60, validators=_between(15, 480)
    )
    package_meetings = models.PositiveSmallIntegerField(
        _("sessions in the package"), null=True, blank=True, validators=_between(1, 100)
    )
    has_sponsor = models.BooleanField(_("a sponsor is a party to the agreement"), default=False)
    late_cancellation_hours = models.PositiveSmallIntegerField(
        _("a cancellation is late under hours"), default=24, validators=_between(0, 240)
    )

    # reminders, in days
    agreement_reminder_days = models.PositiveSmallIntegerField(_("agreement unsigned: remind after"), default=5)
    agreement_alert_days = models.PositiveSmallIntegerField(
        _("agreement unsigned: show to the admin after"), default=10
    )
    first_meeting_days = models.PositiveSmallIntegerField(_("first meeting unplanned: remind after"), default=7)
    first_meeting_alert_days = models.PositiveSmallIntegerField(
        _("first meeting unplanned: show to the admin after"), default=10
    )
    goal_quiet_days = models.PositiveSmallIntegerField(_("goal without progress: remind after"), default=21)
    quiet_alert_days = models.PositiveSmallIntegerField(
        _("nothing at all happens: show to the admin after"), default=14
    )

    # agreements
    offer_expiry_days = models.PositiveSmallIntegerField(
        _("an agreement offered for signature expires after days"), default=30, validators=_between(3, 180)
    )
    agreement_retention_years = models.PositiveSmallIntegerField(
        _("a sealed agreement can be downloaded for years after the end"), default=10, validators=_between(1, 30)
    )

    # confidentiality
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group in figures"), default=SMALLEST_GROUP, validators=_between(SMALLEST_GROUP, 100)
    )

    objects = ProgramQuerySet.as_manager()
    transitions: ClassVar[Table] = PROGRAM_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            *("kind", "state", "name", "purpose", "template_key", "created_by", "guide_capacity", "needs_orientation"),
            *(
                "allows_reporting_line",
                "open_requests_limit",
                "request_reminder_days",
                "request_expiry_days",
                "weights",
            ),
            *("duration_months", "meeting_interval_weeks", "meeting_minutes", "package_meetings", "has_sponsor"),
            *("late_cancellation_hours", "agreement_reminder_days", "agreement_alert_days", "first_meeting_days"),
            *("first_meeting_alert_days", "goal_quiet_days", "quiet_alert_days", "smallest_group"),
            *("offer_expiry_days", "agreement_retention_years"),
            *("allows_proposals", "matches_in_bulk", "required_credentials", "has_chemistry_meetings"),
        ),
        Privacy.FACT,
    )

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ("name", "id")
        constraints = [
            choices_check("kind", ProgramKind, "program_kind_is_known"),
            choices_check("state", ProgramState, "program_state_is_known"),
            models.CheckConstraint(
                condition=Q(smallest_group__gte=SMALLEST_GROUP), name="program_smallest_group_is_5_or_more"
            ),
            models.CheckConstraint(condition=Q(guide_capacity__gte=1), name="program_guide_capacity_is_positive"),
            models.CheckConstraint(
                condition=Q(kind=ProgramKind.COACHING) | Q(package_meetings__isnull=True, has_sponsor=False),
                name="program_package_and_sponsor_are_for_coaching",
            ),
            models.CheckConstraint(
                condition=Q(kind=ProgramKind.COACHING) | Q(required_credentials=[], has_chemistry_meetings=False),
                name="program_credentials_and_chemistry_are_for_coaching",
            ),
            models.CheckConstraint(
                condition=Q(kind=ProgramKind.MENTORING) | Q(allows_proposals=False, matches_in_bulk=False),
                name="program_proposals_and_bulk_are_for_mentoring",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_coaching(self) -> bool:
        """Coaching rather than mentoring."""
        return self.kind == ProgramKind.COACHING


class ProgramManager(Entity):
    """Somebody who runs a program without being an organization admin."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="managers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="managed_programs")

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("program", "person"), Privacy.FACT)

    class Meta:
        verbose_name = _("program manager")
        verbose_name_plural = _("program managers")
        constraints = [models.UniqueConstraint(fields=["program", "person"], name="program_manager_is_named_once")]


class Cohort(Entity):
    """A dated intake of a program."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="cohorts")
    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    # Where a whole cohort is matched at once: people are invited to rank, and asked once more before this day.
    rank_until = models.DateField(_("rank until"), null=True, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("program", "name", "starts_on", "ends_on", "rank_until"), Privacy.FACT
    )

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ("starts_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="cohort_name_is_unique_in_program"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="cohort_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name
