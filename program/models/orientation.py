"""Orientation: what each role should know before it begins."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Entity
from core.privacy import Privacy
from program.enums import ENROLLABLE
from program.models.enrollment import Enrollment
from program.models.program import Program


class OrientationStep(Entity):
    """One short page of a program's orientation for one role."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="orientation_steps")
    role = models.CharField(_("role"), max_length=8, choices=[(r.value, r.label) for r in ENROLLABLE])
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), max_length=8000)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("program", "role", "position", "title", "body"), Privacy.FACT
    )

    class Meta:
        verbose_name = _("orientation step")
        verbose_name_plural = _("orientation steps")
        ordering = ("role", "position")
        constraints = [
            models.UniqueConstraint(fields=["program", "role", "position"], name="orientation_step_position_is_unique"),
            models.CheckConstraint(condition=models.Q(role__in=ENROLLABLE), name="orientation_step_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.title


class OrientationCompletion(Entity):
    """Somebody has read a step and said so."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="orientation_completions")
    step = models.ForeignKey(OrientationStep, on_delete=models.CASCADE, related_name="completions")

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("enrollment", "step"), Privacy.FACT)

    class Meta:
        verbose_name = _("completed orientation step")
        verbose_name_plural = _("completed orientation steps")
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "step"], name="orientation_completion_is_recorded_once")
        ]
