"""The outbox: one row for each reminder or prompt, kept after it was sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from notifications.enums import Family, NudgeState, Urgency


class Nudge(Entity):
    """A reminder or progress prompt for one person, about one thing, on one occasion.

    The occasion holds what re-arms it: a meeting reminder's occasion is the scheduled start, so moving the meeting
    makes a new row and the old one finds its reason gone.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="nudges")
    kind = models.CharField(_("kind"), max_length=60)
    family = models.CharField(_("family"), max_length=12, choices=Family.choices)
    subject_type = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    program_id = models.UUIDField(null=True, db_index=True)
    occasion = models.CharField(max_length=80, blank=True)
    urgency = models.SmallIntegerField(_("urgency"), choices=Urgency.choices, default=Urgency.SOON)
    state = models.CharField(_("state"), max_length=8, choices=NudgeState.choices, default=NudgeState.PLANNED)
    due_at = models.DateTimeField(_("due"))
    # After this moment it would be of no use and is not sent.
    expires_at = models.DateTimeField(_("useful until"), null=True)
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    message_id = models.CharField(max_length=120, blank=True)
    # A code ("done", "opted_out", "left", "refused"), never a text with content.
    outcome = models.CharField(_("why not"), max_length=120, blank=True)
    read_at = models.DateTimeField(_("read"), null=True)

    # What was sent: the mail's subject and where its link leads, for the person's inbox.
    title = models.CharField(_("subject"), max_length=200, blank=True)
    path = models.CharField(max_length=300, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("title", "path"), Privacy.PRIVATE) | dict.fromkeys(
        (
            *(
                "recipient",
                "kind",
                "family",
                "subject_type",
                "subject_id",
                "program_id",
                "occasion",
                "urgency",
                "state",
            ),
            *("due_at", "expires_at", "next_attempt_at", "attempts", "lease_token", "lease_until", "sent_at"),
            *("message_id", "outcome", "read_at"),
        ),
        Privacy.FACT,
    )

    class Meta:
        verbose_name = _("nudge")
        verbose_name_plural = _("nudges")
        ordering = ("-due_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "subject_id", "occasion"], name="nudge_is_one_per_person_kind_and_occasion"
            ),
            choices_check("state", NudgeState, "nudge_state_is_known"),
            choices_check("family", Family, "nudge_family_is_known"),
            models.CheckConstraint(
                condition=models.Q(state=NudgeState.LEASED, lease_token__isnull=False, lease_until__isnull=False)
                | (~models.Q(state=NudgeState.LEASED) & models.Q(lease_token__isnull=True, lease_until__isnull=True)),
                name="nudge_lease_belongs_to_leased",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=NudgeState.SENT) | models.Q(sent_at__isnull=False),
                name="nudge_sent_has_its_time",
            ),
        ]
        indexes = [
            models.Index(
                "urgency",
                "due_at",
                condition=models.Q(state__in=[NudgeState.PLANNED, NudgeState.LEASED]),
                name="nudge_waiting",
            ),
            models.Index(fields=["recipient", "-sent_at"], name="nudge_by_recipient"),
            models.Index(fields=["subject_id"], name="nudge_by_subject"),
        ]


class NudgePreference(Entity):
    """A person's wish to get no mails of one family. No row means: on."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="nudge_preferences")
    family = models.CharField(_("family"), max_length=12, choices=Family.choices)
    is_on = models.BooleanField(_("on"), default=True)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("person", "family", "is_on"), Privacy.PRIVATE)

    class Meta:
        verbose_name = _("reminder preference")
        verbose_name_plural = _("reminder preferences")
        constraints = [
            models.UniqueConstraint(fields=["person", "family"], name="nudge_preference_is_one_per_family"),
            choices_check("family", Family, "nudge_preference_family_is_known"),
        ]


class Heartbeat(Entity):
    """The last time a part of the doorbell's path was alive: beat rang, a worker heard it, a sweep ended."""

    name = models.CharField(max_length=20, unique=True)
    beat_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("name", "beat_at"), Privacy.FACT)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")
