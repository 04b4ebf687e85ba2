"""Assignment runs: a proposed optimal assignment of coaches, traceable to its inputs for good."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from matching.enums import RUN_TRANSITIONS, RunMethod, RunState, WorkState
from matching.models.partnership import Partnership
from program.models import Cohort, Enrollment, Program


class AssignmentRunQuerySet(models.QuerySet["AssignmentRun"]):
    """Questions about runs."""

    def managed_by(self, person: Any) -> "AssignmentRunQuerySet":
        """Runs of programs that the person administers."""
        return self.filter(cohort__program__in=Program.objects.managed_by(person))


class AssignmentRun(Entity):
    """Inputs, rules, weights, seed, engine version and result of one proposal of pairs for a whole cohort.

    A worker works it out (`work`); a killed one is followed by another, not for ever. `state` says what people did
    with the result. In a mentoring program the method is one of the two-sided ones.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="assignment_runs")
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.DRAFT)
    method = models.CharField(_("method"), max_length=14, choices=RunMethod.choices, default=RunMethod.ASSIGNMENT)
    # The run it was made from, whose locks and exclusions it kept.
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    # The round of chemistry meetings whose ranks count in it.
    chemistry = models.ForeignKey(
        "matching.ChemistryRound", on_delete=models.PROTECT, null=True, blank=True, related_name="runs"
    )
    work = models.CharField(_("work"), max_length=9, choices=WorkState.choices, default=WorkState.DONE)
    # What the worker is at, as a code, and how much of everything is done.
    stage = models.CharField(max_length=20, blank=True)
    percent = models.PositiveSmallIntegerField(_("done, in percent"), default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(_("why it failed"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
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
    # Swaps made by hand since: [{"first": pair id, "second": pair id, "cost": points}]
    swaps = models.JSONField(_("swaps"), default=list)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = AssignmentRunQuerySet.as_manager()
    transitions: ClassVar[Table] = RUN_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            *("cohort", "state", "started_by", "weights", "rules", "seed", "engine_version", "inputs", "inputs_hash"),
            *("figures", "unmatched", "published_at", "method", "earlier", "chemistry", "work", "stage", "percent"),
            *("attempts", "failure", "started_at", "finished_at", "swaps"),
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
            choices_check("method", RunMethod, "assignment_run_method_is_known"),
            choices_check("work", WorkState, "assignment_run_work_is_known"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="assignment_run_percent_is_of_100"),
            models.CheckConstraint(
                condition=Q(work=WorkState.DONE) | Q(state__in=[RunState.DRAFT, RunState.DISCARDED]),
                name="assignment_run_is_worked_out_before_review",
            ),
        ]


class AssignmentPair(Entity):
    """One client and the coach proposed for them (or mentee and mentor), with the factors that add up to the score."""

    run = models.ForeignKey(AssignmentRun, on_delete=models.CASCADE, related_name="pairs")
    seeker = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    guide = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    # The guide's place in the seeker's own order, and the other way round where both sides ranked.
    seeker_rank = models.PositiveIntegerField(_("place with the one who looks"), null=True, blank=True)
    guide_rank = models.PositiveIntegerField(_("place with the one who is found"), null=True, blank=True)
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
            *("run", "seeker", "guide", "score", "factors", "runner_up", "margin", "is_locked", "sponsor"),
            *("partnership", "seeker_rank", "guide_rank"),
        ),
        Privacy.FACT,
    )

    class Meta:
        verbose_name = _("assigned pair")
        verbose_name_plural = _("assigned pairs")
        constraints = [models.UniqueConstraint(fields=["run", "seeker"], name="assignment_pair_is_one_per_seeker")]


class RunExclusion(Entity):
    """Somebody, or a pair, that a run leaves out: only a seeker, only a guide, or these two together."""

    run = models.ForeignKey(AssignmentRun, on_delete=models.CASCADE, related_name="exclusions")
    seeker = models.ForeignKey(Enrollment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    guide = models.ForeignKey(Enrollment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("run", "seeker", "guide"), Privacy.FACT)

    class Meta:
        verbose_name = _("exclusion from a run")
        verbose_name_plural = _("exclusions from runs")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "seeker", "guide"], nulls_distinct=False, name="run_exclusion_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(seeker__isnull=False) | Q(guide__isnull=False), name="run_exclusion_names_somebody"
            ),
        ]
