"""Requests of mentees to mentors, and the waitlist of a mentor who is full."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from matching.enums import REQUEST_TRANSITIONS, WAITLIST_TRANSITIONS, RequestState, WaitlistState
from matching.models.partnership import Partnership
from program.models import Enrollment


class MatchRequestQuerySet(models.QuerySet["MatchRequest"]):
    """Questions about requests."""

    def pending(self) -> "MatchRequestQuerySet":
        """Open requests, asked or waiting for their turn."""
        return self.filter(state=RequestState.PENDING)

    def sent_by(self, person: Any) -> "MatchRequestQuerySet":
        """The person's own requests."""
        return self.filter(mentee__person=person)

    def asked_of(self, person: Any) -> "MatchRequestQuerySet":
        """Requests that this mentor has been asked (a lower choice is not theirs to see until its turn comes)."""
        return self.filter(mentor__person=person, asked_at__isnull=False)


class MatchRequest(Entity):
    """A mentee asks a mentor. Choices are ranked; the next one is asked when the one before says no or stays silent."""

    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="requests_sent")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="requests_received")
    rank = models.PositiveSmallIntegerField(_("choice"))
    message = models.TextField(_("message"), max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=RequestState.choices, default=RequestState.PENDING)
    # Empty while a better-ranked choice is still being asked.
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    expires_at = models.DateTimeField(_("answer by"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decline_reason = models.TextField(_("reason"), max_length=500, blank=True)
    partnership = models.OneToOneField(
        Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="request"
    )

    # Somebody who runs the program ended it, and why; the two are told in neutral words.
    stepped_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    step_in_reason = models.CharField(_("why it was passed on"), max_length=300, blank=True)

    objects = MatchRequestQuerySet.as_manager()
    transitions: ClassVar[Table] = REQUEST_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            (
                *("mentee", "mentor", "rank", "state", "asked_at", "expires_at", "decided_at", "partnership"),
                *("stepped_in_by", "step_in_reason"),
            ),
            Privacy.FACT,
        ),
        **dict.fromkeys(("message", "decline_reason"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("match request")
        verbose_name_plural = _("match requests")
        ordering = ("mentee", "rank", "created_at")
        constraints = [
            choices_check("state", RequestState, "match_request_state_is_known"),
            models.UniqueConstraint(
                fields=["mentee", "mentor"],
                condition=Q(state=RequestState.PENDING),
                name="match_request_is_open_once_per_pair",
            ),
            models.UniqueConstraint(
                fields=["mentee", "rank"],
                condition=Q(state=RequestState.PENDING),
                name="match_request_rank_is_open_once",
            ),
            models.UniqueConstraint(
                fields=["mentee"],
                condition=Q(state=RequestState.PENDING, asked_at__isnull=False),
                name="match_request_asks_one_mentor_at_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(asked_at__isnull=True) & Q(expires_at__isnull=True))
                | (Q(asked_at__isnull=False) & Q(expires_at__isnull=False)),
                name="match_request_asked_has_an_end",
            ),
            models.CheckConstraint(condition=~Q(mentee=models.F("mentor")), name="match_request_is_not_to_oneself"),
        ]


class WaitlistEntry(Entity):
    """A mentee waits for a place with a mentor who is full."""

    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="waitlist_entries")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="waitlist")
    state = models.CharField(_("state"), max_length=8, choices=WaitlistState.choices, default=WaitlistState.WAITING)
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    offer_ends_at = models.DateTimeField(_("answer by"), null=True, blank=True)

    transitions: ClassVar[Table] = WAITLIST_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("mentee", "mentor", "state", "offered_at", "offer_ends_at"), Privacy.FACT
    )

    class Meta:
        verbose_name = _("waitlist entry")
        verbose_name_plural = _("waitlist entries")
        ordering = ("created_at", "id")
        constraints = [
            choices_check("state", WaitlistState, "waitlist_entry_state_is_known"),
            models.UniqueConstraint(
                fields=["mentee", "mentor"],
                condition=Q(state__in=[WaitlistState.WAITING, WaitlistState.OFFERED]),
                name="waitlist_entry_is_open_once_per_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state=WaitlistState.OFFERED) | Q(offered_at__isnull=False, offer_ends_at__isnull=False),
                name="waitlist_offer_has_an_end",
            ),
        ]
