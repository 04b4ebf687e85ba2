"""Check-ins on goals and on the relationship, statements to the sponsor, and closure."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Goal
from core.fields import SealedTextField
from core.models import Entity, choices_check, together_check
from core.privacy import Privacy
from matching.models import Partnership
from sessions.enums import StatementKind


class GoalCheckIn(Entity):
    """Where a goal stands, on a scale from −2 to +2 with a sentence."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="check_ins")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rating = models.SmallIntegerField(_("rating"))
    sentence = SealedTextField(_("in a sentence"), owner="key_owner")
    checked_at = models.DateTimeField(_("when"))

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("goal", "author", "rating", "sentence", "checked_at"), Privacy.SHARED
    )

    class Meta:
        verbose_name = _("goal check-in")
        verbose_name_plural = _("goal check-ins")
        ordering = ("checked_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(rating__range=(-2, 2)), name="goal_check_in_rating_is_minus_2_to_2")
        ]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the sentence."""
        return self.goal.key_owner


class RelationshipCheckIn(Entity):
    """A short private pulse on the relationship: two questions from 1 to 5. The program sees aggregates only."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="relationship_check_ins")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    is_useful = models.PositiveSmallIntegerField(_("how useful it is for me"))
    is_trusting = models.PositiveSmallIntegerField(_("how openly we can talk"))
    answered_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("partnership", "person", "due_on"), Privacy.FACT),
        **dict.fromkeys(("is_useful", "is_trusting", "answered_at"), Privacy.PRIVATE),
    }

    class Meta:
        verbose_name = _("relationship check-in")
        verbose_name_plural = _("relationship check-ins")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "person", "due_on"], name="relationship_check_in_is_answered_once"
            ),
            models.CheckConstraint(
                condition=Q(is_useful__range=(1, 5), is_trusting__range=(1, 5)), name="relationship_check_in_is_1_to_5"
            ),
        ]


class SponsorStatement(Entity):
    """A review written for the sponsor. The sponsor sees it only after the client released it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(_("kind"), max_length=10, choices=StatementKind.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = SealedTextField(_("statement"), owner="key_owner")
    revision = models.PositiveIntegerField(default=0)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("partnership", "kind", "author", "body", "revision", "released_at", "released_by"), Privacy.SHARED
    )

    class Meta:
        verbose_name = _("statement for the sponsor")
        verbose_name_plural = _("statements for sponsors")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "kind"], name="sponsor_statement_is_one_per_kind"),
            choices_check("kind", StatementKind, "sponsor_statement_kind_is_known"),
            together_check("released_at", "released_by", "sponsor_statement_released_by_and_at"),
        ]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the words."""
        return f"partnership:{self.partnership_id}"


class Closure(Entity):
    """The end of a partnership: begun by one side, completed when everybody has looked back (or no-fault, at once)."""

    partnership = models.OneToOneField(Partnership, on_delete=models.CASCADE, related_name="closure")
    opened_at = models.DateTimeField(_("begun"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_early = models.BooleanField(_("ended early, nobody's fault"), default=False)
    # For the members only; the program learns that it ended.
    reason = SealedTextField(_("reason"), owner="key_owner")
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("partnership", "opened_at", "opened_by", "is_early", "completed_at"), Privacy.FACT),
        "reason": Privacy.SHARED,
    }

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")

    @property
    def key_owner(self) -> str:
        """Whose data key seals the words."""
        return f"partnership:{self.partnership_id}"


class Reflection(Entity):
    """One member's look back at the goals and the time together. Each reads the other's once both are given."""

    closure = models.ForeignKey(Closure, on_delete=models.CASCADE, related_name="reflections")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    learned = SealedTextField(_("what I take with me"), owner="key_owner")
    thanks = SealedTextField(_("what I want to thank you for"), owner="key_owner")
    submitted_at = models.DateTimeField(_("given"))

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("closure", "author", "submitted_at"), Privacy.FACT),
        **dict.fromkeys(("learned", "thanks"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        constraints = [models.UniqueConstraint(fields=["closure", "author"], name="reflection_is_one_per_author")]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the words."""
        return self.closure.key_owner


class GoalReflection(Entity):
    """How far one goal came, as one member sees it when looking back: the same scale as a check-in, and a sentence."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="reflections")
    rating = models.SmallIntegerField(_("how far it came"))
    sentence = SealedTextField(_("in a sentence"), owner="key_owner")

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("reflection", "goal"), Privacy.FACT),
        **dict.fromkeys(("rating", "sentence"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("look back at a goal")
        verbose_name_plural = _("looks back at goals")
        constraints = [
            models.UniqueConstraint(fields=["reflection", "goal"], name="goal_reflection_is_one_per_goal"),
            models.CheckConstraint(condition=Q(rating__range=(-2, 2)), name="goal_reflection_rating_is_minus_2_to_2"),
        ]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the sentence."""
        return self.goal.key_owner
