"""Choices and transition tables of the matching app."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.transitions import table


class RequestState(models.TextChoices):
    PENDING = "pending", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    SUPERSEDED = "superseded", _("Not needed any more")


REQUEST_TRANSITIONS = table(pending="accepted declined withdrawn expired superseded")


class WaitlistState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    OFFERED = "offered", _("Place offered")
    TAKEN = "taken", _("Place taken")
    LAPSED = "lapsed", _("Not taken")


WAITLIST_TRANSITIONS = table(waiting="offered lapsed", offered="taken lapsed")


class RunState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEWED = "reviewed", _("Reviewed")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")


RUN_TRANSITIONS = table(draft="reviewed discarded", reviewed="published discarded draft")


class PartnershipState(models.TextChoices):
    FORMING = "forming", _("Forming")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    CLOSING = "closing", _("Closing")
    COMPLETED = "completed", _("Completed")
    ENDED_EARLY = "ended_early", _("Ended early")


PARTNERSHIP_TRANSITIONS = table(
    forming="active ended_early",
    active="paused closing ended_early",
    paused="active closing ended_early",
    closing="completed ended_early",
)
CURRENT_PARTNERSHIP = (
    PartnershipState.FORMING,
    PartnershipState.ACTIVE,
    PartnershipState.PAUSED,
    PartnershipState.CLOSING,
)
