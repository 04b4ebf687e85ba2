"""Choices and transition tables of the agreements app."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.transitions import table


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    PROPOSED = "proposed", _("Waiting for signatures")
    IN_FORCE = "in_force", _("Signed by all")
    SUPERSEDED = "superseded", _("Replaced by a newer version")
    VOIDED = "voided", _("Changed before all had signed")
    CLOSED = "closed", _("Closed")


VERSION_TRANSITIONS = table(draft="proposed closed", proposed="in_force voided closed", in_force="superseded closed")


class SectionKind(models.TextChoices):
    """What a section is. Structured kinds drive the product: goals are tracked, the schedule makes the meetings."""

    TEXT = "text", _("Text")
    GOALS = "goals", _("Goals")
    SCHEDULE = "schedule", _("Meeting schedule")
    EXCHANGE = "exchange", _("Information for the sponsor")


class GoalState(models.TextChoices):
    DRAFT = "draft", _("Proposed")
    AGREED = "agreed", _("Agreed")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Dropped")


GOAL_TRANSITIONS = table(draft="agreed dropped", agreed="reached dropped", reached="agreed")


class EventKind(models.TextChoices):
    CREATED = "created", _("Draft begun")
    EDITED = "edited", _("Section changed")
    READY = "ready", _("Marked as ready")
    PROPOSED = "proposed", _("Offered for signature")
    VIEWED = "viewed", _("Opened to sign")
    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Not signed, to be changed")
    VOIDED = "voided", _("Taken back to be changed")
    IN_FORCE = "in_force", _("In force")
    CLOSED = "closed", _("Closed")
