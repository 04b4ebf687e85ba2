"""The relationship: two or more members, each with a role."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from matching.enums import CURRENT_PARTNERSHIP, PARTNERSHIP_TRANSITIONS, PartnershipState
from program.enums import Role
from program.models import Cohort, Enrollment, Program


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Questions about partnerships."""

    def current(self) -> "PartnershipQuerySet":
        """Neither completed nor ended."""
        return self.filter(state__in=CURRENT_PARTNERSHIP)

    def visible_to(self, person: Any) -> "PartnershipQuerySet":
        """Partnerships that the person is a member of, sponsors included."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(pk__in=PartnershipMember.objects.filter(person=person, left_at=None).values("partnership"))

    def worked_in_by(self, person: Any) -> "PartnershipQuerySet":
        """Partnerships whose content is the person's own: members except sponsors."""
        if not person.is_authenticated:
            return self.none()
        members = PartnershipMember.objects.filter(person=person, left_at=None).exclude(role=Role.SPONSOR)
        return self.filter(pk__in=members.values("partnership"))

    def managed_by(self, person: Any) -> "PartnershipQuerySet":
        """Partnerships in programs that the person administers: facts, never content."""
        return self.filter(cohort__program__in=Program.objects.managed_by(person))


class Partnership(Entity):
    """A mentoring or coaching relationship. It becomes active only when every required party has signed."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="partnerships")
    state = models.CharField(
        _("state"), max_length=12, choices=PartnershipState.choices, default=PartnershipState.FORMING
    )
    matched_at = models.DateTimeField(_("matched"))
    activated_at = models.DateTimeField(_("active since"), null=True, blank=True)
    # Paused because a member is on leave: coming back resumes it. A pause somebody chose is theirs to end.
    is_paused_for_leave = models.BooleanField(_("paused for a leave"), default=False)
    # An admin who matched the two by hand, and why.
    matched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    match_reason = models.CharField(_("reason for the match"), max_length=300, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    # Agreed between the members; empty until they have signed, and where the program's own word counts.
    package_meetings = models.PositiveSmallIntegerField(_("sessions agreed on"), null=True, blank=True)
    late_cancellation_hours = models.PositiveSmallIntegerField(
        _("a cancellation is late under hours, as agreed"), null=True, blank=True
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = PartnershipQuerySet.as_manager()
    transitions: ClassVar[Table] = PARTNERSHIP_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            *("cohort", "state", "matched_at", "activated_at", "is_paused_for_leave", "matched_by", "match_reason"),
            *("ends_on", "package_meetings", "late_cancellation_hours", "ended_at"),
        ),
        Privacy.FACT,
    )

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ("-matched_at", "id")
        constraints = [
            choices_check("state", PartnershipState, "partnership_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[PartnershipState.FORMING, PartnershipState.ENDED_EARLY])
                | Q(activated_at__isnull=False),
                name="partnership_past_forming_was_activated",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[PartnershipState.COMPLETED, PartnershipState.ENDED_EARLY], ended_at__isnull=False
                )
                | (~Q(state__in=[PartnershipState.COMPLETED, PartnershipState.ENDED_EARLY]) & Q(ended_at__isnull=True)),
                name="partnership_end_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(is_paused_for_leave=False) | Q(state=PartnershipState.PAUSED),
                name="partnership_on_leave_is_paused",
            ),
            models.CheckConstraint(
                condition=Q(matched_by__isnull=True, match_reason="")
                | (Q(matched_by__isnull=False) & ~Q(match_reason="")),
                name="partnership_matched_by_hand_has_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["cohort", "state"], name="partnership_by_cohort")]

    @property
    def program(self) -> Program:
        """The program, through the cohort."""
        return self.cohort.program

    @property
    def agreed_package(self) -> int | None:
        """How many sessions there are: as signed, else as the program says; None where nobody counts them.

        A signed 0 says that their number is not fixed, whatever the program says.
        """
        if self.package_meetings is None:
            return self.program.package_meetings
        return self.package_meetings or None

    @property
    def late_hours(self) -> int:
        """Under how many hours a cancellation is late: as signed, else as the program says."""
        if self.late_cancellation_hours is not None:
            return self.late_cancellation_hours
        return self.program.late_cancellation_hours

    @property
    def key_owner(self) -> str:
        """Whose data key seals what the members share."""
        return f"partnership:{self.pk}"

    @property
    def is_current(self) -> bool:
        """Neither completed nor ended."""
        return self.state in CURRENT_PARTNERSHIP


class PartnershipMember(Entity):
    """A person in a partnership, in a role, on one of the places of their enrollment.

    The place (`slot`) is what keeps capacity under concurrent accepts: no two current members can hold the same slot of
    one enrollment, and services only hand out slots from 1 to the enrollment's capacity.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    slot = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("partnership", "person", "enrollment", "role", "slot", "left_at"), Privacy.FACT
    )

    class Meta:
        verbose_name = _("member of a partnership")
        verbose_name_plural = _("members of partnerships")
        ordering = ("role", "id")
        constraints = [
            choices_check("role", Role, "partnership_member_role_is_known"),
            models.UniqueConstraint(fields=["partnership", "person"], name="partnership_member_is_named_once"),
            models.UniqueConstraint(
                fields=["enrollment", "slot"],
                condition=Q(slot__isnull=False),
                name="partnership_member_slot_is_taken_once",
            ),
            models.CheckConstraint(
                condition=Q(enrollment__isnull=False) | Q(slot__isnull=True),
                name="partnership_member_slot_needs_enrollment",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.SPONSOR) | Q(enrollment__isnull=False),
                name="partnership_member_is_enrolled_or_sponsor",
            ),
        ]
        indexes = [models.Index(fields=["person", "partnership"], name="partnership_member_by_person")]

    @property
    def is_guide(self) -> bool:
        """A mentor or a coach."""
        return self.role in {Role.MENTOR, Role.COACH}


class PairBlock(Entity):
    """Two people who are never matched. Silent: nobody is told, either way."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocked_by")

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("person", "blocked"), Privacy.PRIVATE)

    class Meta:
        verbose_name = _("blocked pair")
        verbose_name_plural = _("blocked pairs")
        constraints = [
            models.UniqueConstraint(fields=["person", "blocked"], name="pair_block_is_recorded_once"),
            models.CheckConstraint(condition=~Q(person=models.F("blocked")), name="pair_block_is_not_oneself"),
        ]
