"""Assignment runs: a proposed optimal assignment of coaches, traceable to its inputs for good."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from matching.enums import RUN_TRANSITIONS, RunState
from matching.models.partnership import Partnership
from program.models import Cohort, Enrollment, Program


class AssignmentRunQuerySet(models.QuerySet["AssignmentRun"]):
    """Questions about runs."""

    def managed_by(self, person: Any) -> "AssignmentRunQuerySet":
        """Runs of programs that the person administers."""
        return self.filter(cohort__program__in=Program.objects.managed_by(person))


class AssignmentRun(Entity):
    """Inputs, rules, weights, seed, engine version and result of one exact assignment."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="assignment_runs")
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.DRAFT)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    weights = models.JSONField(_("weights"), default=dict)
    rules = models.JSONField(_("hard rules"), default=dict)
    seed = models.BigIntegerField(_("seed"), default=0)
    engine_version = models.CharField(_("engine"), max_length=40)
    inputs = models.JSONField(_("inputs"), default=dict)
    inputs_hash = models.CharField(max_length=64)
    # Coverage, lowest and mean score, load, certificate (primal, dual, gap).
    figures = models.JSONField(_("figures"), default=dict)
    # [{"client": enrollment id, "cause": code}]
    unmatched = models.JSONField(_("not matched"), default=list)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = AssignmentRunQuerySet.as_manager()
    transitions: ClassVar[Table] = RUN_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            *("cohort", "state", "started_by", "weights", "rules", "seed", "engine_version", "inputs", "inputs_hash"),
            *("figures", "unmatched", "published_at"),
        ),
        Privacy.FACT,
    )

    class Meta:
        verbose_name = _("assignment run")
        verbose_name_plural = _("assignment runs")
        ordering = ("-created_at",)
        constraints = [
            choices_check("state", RunState, "assignment_run_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=RunState.PUBLISHED) | Q(published_at__isnull=False),
                name="assignment_run_published_has_its_time",
            ),
        ]


class AssignmentPair(Entity):
    """One client and the coach proposed for them, with the factors that add up to the score."""

    run = models.ForeignKey(AssignmentRun, on_delete=models.CASCADE, related_name="pairs")
    client = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    score = models.IntegerField(_("score"))
    factors = models.JSONField(_("factors"), default=list)
    runner_up = models.ForeignKey(Enrollment, on_delete=models.PROTECT, null=True, related_name="+")
    margin = models.IntegerField(_("ahead of the runner-up by"), null=True)
    is_locked = models.BooleanField(_("locked"), default=False)
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partnership = models.OneToOneField(
        Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignment"
    )

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            *("run", "client", "coach", "score", "factors", "runner_up", "margin", "is_locked", "sponsor"),
            "partnership",
        ),
        Privacy.FACT,
    )

    class Meta:
        verbose_name = _("assigned pair")
        verbose_name_plural = _("assigned pairs")
        constraints = [models.UniqueConstraint(fields=["run", "client"], name="assignment_pair_is_one_per_client")]
