"""A person in a program, in a role."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from program.enums import (
    CURRENT_ENROLLMENT,
    ENROLLABLE,
    ENROLLMENT_TRANSITIONS,
    EnrollmentState,
    HalfDay,
    Preference,
    Role,
    SkillWish,
)
from program.models.program import Cohort, Program


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    """Questions about enrollments."""

    def current(self) -> "EnrollmentQuerySet":
        """Neither withdrawn nor finished."""
        return self.filter(state__in=CURRENT_ENROLLMENT)

    def available(self) -> "EnrollmentQuerySet":
        """Ready, not paused, and the person is at work."""
        return self.filter(state=EnrollmentState.READY, paused_at__isnull=True, person__employment_status="active")

    def own(self, person: Any) -> "EnrollmentQuerySet":
        """The person's own enrollments in programs that are past their draft."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(person=person).exclude(cohort__program__state="draft")

    def managed_by(self, person: Any) -> "EnrollmentQuerySet":
        """Enrollments in programs that the person administers."""
        return self.filter(cohort__program__in=Program.objects.managed_by(person))


class Enrollment(Entity):
    """A person in a cohort, in one role. Capacity is how many partnerships they take on in it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="enrollments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrollments")
    role = models.CharField(_("role"), max_length=8, choices=[(r.value, r.label) for r in ENROLLABLE])
    state = models.CharField(_("state"), max_length=10, choices=EnrollmentState.choices)
    capacity = models.PositiveSmallIntegerField(_("places"), default=1)
    # A guide who takes a break from new requests; existing partnerships go on.
    is_accepting = models.BooleanField(_("takes new requests"), default=True)
    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True)
    # Paused because the person is on leave: coming back resumes it. A break somebody chose is theirs to end.
    is_on_leave = models.BooleanField(_("paused for a leave"), default=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    ready_at = models.DateTimeField(_("ready since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    headline = models.CharField(_("in one line"), max_length=140, blank=True)
    hopes = models.TextField(_("what you hope for"), max_length=2000, blank=True)
    experience = models.TextField(_("experience you can share"), max_length=2000, blank=True)
    availability = ArrayField(
        models.CharField(max_length=6, choices=HalfDay.choices),
        default=list,
        blank=True,
        verbose_name=_("good times to meet"),
    )
    # What the person would like of whoever they are matched with. It counts in the ranking; nobody reads it.
    preferences = ArrayField(
        models.CharField(max_length=16, choices=Preference.choices),
        default=list,
        blank=True,
        verbose_name=_("you would like somebody"),
    )
    # A mentee whom mentors with room may write to.
    is_open_to_proposals = models.BooleanField(_("mentors may propose themselves"), default=False)
    # How many people a guide should get at least when people are assigned; a wish, never a reason to leave one out.
    minimum_load = models.PositiveSmallIntegerField(_("at least"), default=0)

    objects = EnrollmentQuerySet.as_manager()
    transitions: ClassVar[Table] = ENROLLMENT_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            (
                *("cohort", "person", "role", "state", "capacity", "is_accepting", "paused_at", "is_on_leave"),
                *("answered_at", "ready_at", "ended_at", "minimum_load"),
            ),
            Privacy.FACT,
        ),
        **dict.fromkeys(("headline", "hopes", "experience", "availability", "is_open_to_proposals"), Privacy.PROFILE),
        "preferences": Privacy.PRIVATE,
    }

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
        ordering = ("person__last_name", "person__first_name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person", "role"],
                condition=Q(state__in=CURRENT_ENROLLMENT),
                name="enrollment_is_one_per_cohort_and_role",
            ),
            choices_check("state", EnrollmentState, "enrollment_state_is_known"),
            models.CheckConstraint(condition=Q(role__in=ENROLLABLE), name="enrollment_role_is_known"),
            models.CheckConstraint(
                condition=Q(is_on_leave=False) | Q(paused_at__isnull=False), name="enrollment_on_leave_is_paused"
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrollmentState.READY) | Q(ready_at__isnull=False),
                name="enrollment_ready_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(availability__contained_by=HalfDay.values), name="enrollment_availability_is_known"
            ),
            models.CheckConstraint(
                condition=Q(preferences__contained_by=Preference.values), name="enrollment_preferences_are_known"
            ),
        ]
        indexes = [models.Index(fields=["cohort", "role", "state"], name="enrollment_by_cohort")]

    @property
    def program(self) -> Program:
        """The program, through the cohort."""
        return self.cohort.program

    @property
    def is_guide(self) -> bool:
        """A mentor or a coach."""
        return self.role in {Role.MENTOR, Role.COACH}

    @property
    def good_times(self) -> list[str]:
        """The half days that suit the person, in words, from Monday on."""
        return [str(half.label) for half in HalfDay if half in self.availability]

    @property
    def is_paused(self) -> bool:
        """On leave from the program; all its clocks stand still."""
        return self.paused_at is not None


class EnrollmentSkill(Entity):
    """A skill that somebody wants to learn, or can help with, in this program."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="enrollment_skills")
    skill = models.ForeignKey("people.Skill", on_delete=models.CASCADE, related_name="+")
    wish = models.CharField(max_length=8, choices=SkillWish.choices)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("enrollment", "skill", "wish"), Privacy.PROFILE)

    class Meta:
        verbose_name = _("skill in a program")
        verbose_name_plural = _("skills in a program")
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "skill", "wish"], name="enrollment_skill_is_listed_once"),
            choices_check("wish", SkillWish, "enrollment_skill_wish_is_known"),
        ]
