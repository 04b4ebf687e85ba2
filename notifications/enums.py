"""Choices of the notifications app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NudgeState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    LEASED = "leased", _("Being sent")
    SENT = "sent", _("Sent")
    SKIPPED = "skipped", _("Not needed any more")
    EXPIRED = "expired", _("Too late to be useful")
    FAILED = "failed", _("Could not be delivered")


class Family(models.TextChoices):
    """What a person can turn off as a whole. The first two cannot be turned off."""

    SECURITY = "security", _("Account and security")
    AGREEMENT = "agreement", _("Agreements")
    MATCHING = "matching", _("Finding each other")
    MEETING = "meeting", _("Meetings")
    PROGRESS = "progress", _("Goals and actions")
    PROGRAM = "program", _("Program news")


ALWAYS_ON = frozenset({Family.SECURITY, Family.AGREEMENT})


class Urgency(models.IntegerChoices):
    """Smaller goes first."""

    NOW = 0, _("At once")
    SOON = 1, _("When it suits")
    WHENEVER = 2, _("Can wait")
