"""Goals, agreed in the agreement and followed in the sessions."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.enums import GOAL_TRANSITIONS, GoalState
from core.fields import SealedTextField
from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from matching.models import Partnership


class GoalQuerySet(models.QuerySet["Goal"]):
    """Questions about goals."""

    def visible_to(self, person: Any) -> "GoalQuerySet":
        """Goals of partnerships that the person works in (a sponsor sees them through the agreed exchange only)."""
        return self.filter(partnership__in=Partnership.objects.worked_in_by(person))


class Goal(Entity):
    """What a mentee or client wants to reach, how success is known, and by when."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="goals")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="goals")
    state = models.CharField(_("state"), max_length=8, choices=GoalState.choices, default=GoalState.DRAFT)
    position = models.PositiveSmallIntegerField(default=0)
    title = SealedTextField(_("goal"), owner="key_owner")
    measure = SealedTextField(_("how success is known"), owner="key_owner")
    target_date = models.DateField(_("by"), null=True, blank=True)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    # The last check-in or change; a goal that stays quiet is asked about.
    moved_at = models.DateTimeField(_("last progress"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    # A draft that rewords an agreed goal: once signed, its words move there and this row goes.
    replaces = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replacements", verbose_name=_("rewords")
    )

    objects = GoalQuerySet.as_manager()
    transitions: ClassVar[Table] = GOAL_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            ("partnership", "owner", "state", "position", "agreed_at", "moved_at", "revision", "replaces"), Privacy.FACT
        ),
        **dict.fromkeys(("title", "measure", "target_date"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ("position", "created_at")
        constraints = [
            choices_check("state", GoalState, "goal_state_is_known"),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=models.Q(state=GoalState.DRAFT, replaces__isnull=False),
                name="goal_is_reworded_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True) | models.Q(state__in=[GoalState.DRAFT, GoalState.DROPPED]),
                name="goal_that_rewords_is_never_agreed_itself",
            ),
        ]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the words."""
        return f"partnership:{self.partnership_id}"
