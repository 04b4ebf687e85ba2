"""Choices of the people app."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.transitions import table


class EmploymentStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    LEAVE = "leave", _("On leave")
    TERMINATED = "terminated", _("Left the organization")


class SkillSource(models.TextChoices):
    IMPORTED = "imported", _("From the import")
    OWN = "own", _("Added by the person")


class SkillLevel(models.IntegerChoices):
    BASIC = 1, _("Basic")
    SOLID = 2, _("Solid")
    EXPERT = 3, _("Expert")


class ImportState(models.TextChoices):
    MAPPING = "mapping", _("Columns to be confirmed")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    RUNNING = "running", _("Being imported")
    DONE = "done", _("Imported")
    DISCARDED = "discarded", _("Discarded")
    FAILED = "failed", _("Failed")


IMPORT_TRANSITIONS = table(
    mapping="checking discarded",
    checking="checked mapping failed",
    checked="mapping running discarded",
    running="done failed checked",
)


class Theme(models.TextChoices):
    AUTO = "auto", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")
