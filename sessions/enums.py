"""Choices and transition tables of the sessions app."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.transitions import table


class MeetingKind(models.TextChoices):
    REGULAR = "regular", _("Meeting")
    CHEMISTRY = "chemistry", _("Chemistry meeting")
    REVIEW = "review", _("Three-way review")


class MeetingState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Cancelled")


MEETING_TRANSITIONS = table(
    proposed="scheduled cancelled", scheduled="held missed cancelled", held="missed", missed="held"
)
BUSY_STATES = (MeetingState.SCHEDULED, MeetingState.HELD)


class Report(models.TextChoices):
    """What one side says happened."""

    HELD = "held", _("We met")
    NOT_HELD = "not_held", _("We did not meet")
    OTHER_ABSENT = "other_absent", _("The other side did not come")


class ActionState(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


ACTION_TRANSITIONS = table(open="done dropped", done="open", dropped="open")


class StatementKind(models.TextChoices):
    MIDPOINT = "midpoint", _("Mid-point review")
    CLOSING = "closing", _("Closing review")
    ASSESSMENT = "assessment", _("Assessment summary")


# A closing waits so long for everybody's look back, and reminds once; then the partnership is completed by itself.
CLOSING_LASTS = timedelta(days=14)
CLOSING_REMINDS_AFTER = timedelta(days=7)
