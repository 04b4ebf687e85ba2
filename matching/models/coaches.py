"""What an organization knows of its coaches: pools, credentials, and the meetings before an assignment."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from matching.enums import ROUND_TRANSITIONS, MeetingOutcome, RoundState
from matching.models.partnership import Partnership
from program.models import Cohort, Enrollment, Program


class CoachPool(Entity):
    """Coaches who are assigned only to certain clients: internal and external ones, or one part of the house."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="coach_pools")
    name = models.CharField(_("name"), max_length=80)
    is_external = models.BooleanField(_("coaches from outside the organization"), default=False)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("program", "name", "is_external"), Privacy.FACT)

    class Meta:
        verbose_name = _("pool of coaches")
        verbose_name_plural = _("pools of coaches")
        ordering = ("name", "id")
        constraints = [models.UniqueConstraint(fields=["program", "name"], name="coach_pool_name_is_unique_in_program")]

    def __str__(self) -> str:
        return self.name


class PoolMember(Entity):
    """A coach who belongs to a pool, or a client whose coach comes from it. Whoever is in none can have anybody."""

    pool = models.ForeignKey(CoachPool, on_delete=models.CASCADE, related_name="members")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="pool_memberships")

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("pool", "enrollment"), Privacy.FACT)

    class Meta:
        verbose_name = _("member of a pool")
        verbose_name_plural = _("members of pools")
        constraints = [models.UniqueConstraint(fields=["pool", "enrollment"], name="pool_member_is_listed_once")]


class CredentialQuerySet(models.QuerySet["Credential"]):
    """Questions about credentials."""

    def valid_on(self, day: date) -> "CredentialQuerySet":
        """Those that have begun to count and have not expired by this day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class Credential(Entity):
    """A qualification of a coach, with the day it expires."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="credentials")
    name = models.CharField(_("credential"), max_length=80)
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = CredentialQuerySet.as_manager()
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("person", "name", "issuer", "valid_until"), Privacy.FACT)

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        ordering = ("name", "id")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="credential_is_recorded_once")]

    def __str__(self) -> str:
        return self.name


class ChemistryRound(Entity):
    """Before an assignment each client meets a few coaches and ranks them; the assignment then counts the ranks."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="chemistry_rounds")
    state = models.CharField(_("state"), max_length=6, choices=RoundState.choices, default=RoundState.OPEN)
    ends_on = models.DateField(_("rank until"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    transitions: ClassVar[Table] = ROUND_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("cohort", "state", "ends_on", "started_by", "closed_at"), Privacy.FACT
    )

    class Meta:
        verbose_name = _("round of chemistry meetings")
        verbose_name_plural = _("rounds of chemistry meetings")
        ordering = ("-created_at", "id")
        constraints = [
            choices_check("state", RoundState, "chemistry_round_state_is_known"),
            models.UniqueConstraint(
                fields=["cohort"], condition=Q(state=RoundState.OPEN), name="chemistry_round_is_open_once_per_cohort"
            ),
        ]


class ChemistryMeeting(Entity):
    """A coach proposed to a client for a first, unbinding conversation, and whether the two met."""

    round = models.ForeignKey(ChemistryRound, on_delete=models.CASCADE, related_name="meetings")
    client = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="chemistry_meetings")
    coach = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    # The order in which the coaches were proposed.
    position = models.PositiveSmallIntegerField(_("place"))
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=MeetingOutcome.choices, default=MeetingOutcome.PROPOSED
    )
    met_on = models.DateField(_("met on"), null=True, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("round", "client", "coach", "position", "outcome", "met_on"), Privacy.FACT
    )

    class Meta:
        verbose_name = _("chemistry meeting")
        verbose_name_plural = _("chemistry meetings")
        ordering = ("client", "position")
        constraints = [
            choices_check("outcome", MeetingOutcome, "chemistry_meeting_outcome_is_known"),
            models.UniqueConstraint(fields=["round", "client", "coach"], name="chemistry_meeting_is_proposed_once"),
            models.CheckConstraint(condition=~Q(client=F("coach")), name="chemistry_meeting_is_between_two"),
            models.CheckConstraint(
                condition=Q(outcome=MeetingOutcome.MET) | Q(met_on__isnull=True), name="chemistry_meeting_met_has_a_day"
            ),
        ]


class Rematch(Entity):
    """A client asked for another coach early on. Nobody is at fault; the reason is theirs to keep."""

    partnership = models.OneToOneField(Partnership, on_delete=models.CASCADE, related_name="rematch")
    client = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="rematches")
    coach = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("partnership", "client", "coach"), Privacy.FACT)

    class Meta:
        verbose_name = _("rematch")
        verbose_name_plural = _("rematches")
        ordering = ("created_at", "id")
