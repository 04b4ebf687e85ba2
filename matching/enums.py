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


class RunMethod(models.TextChoices):
    """How a run finds its pairs. The first is for coaches; the others weigh both sides' wishes in mentoring."""

    ASSIGNMENT = "assignment", _("Best assignment")
    STABLE = "stable", _("Stable: no two would rather have each other")
    COVERAGE = "coverage_first", _("As many people as possible first")
    SEEKERS = "seekers_first", _("The mentees' wishes first")
    MUTUAL = "mutual", _("Best for both sides together")


class WorkState(models.TextChoices):
    """How far the machine is with a run; what people do with its result is the run's state."""

    QUEUED = "queued", _("Waiting to start")
    WORKING = "working", _("Being worked out")
    DONE = "done", _("Worked out")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Not worked out")


UNFINISHED_WORK = (WorkState.QUEUED, WorkState.WORKING)


class ProposalState(models.TextChoices):
    PENDING = "pending", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    SUPERSEDED = "superseded", _("Not needed any more")


PROPOSAL_TRANSITIONS = table(pending="accepted declined withdrawn expired superseded")


class RoundState(models.TextChoices):
    OPEN = "open", _("Meeting and ranking")
    CLOSED = "closed", _("Closed")


ROUND_TRANSITIONS = table(open="closed")


class MeetingOutcome(models.TextChoices):
    PROPOSED = "proposed", _("Not met yet")
    MET = "met", _("Met")
    SKIPPED = "skipped", _("Not meeting")


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
