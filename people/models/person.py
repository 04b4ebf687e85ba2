"""A person: an employee and their account."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from people.enums import EmploymentStatus, SkillLevel, SkillSource, Theme

# What the search of the directory looks at.
SEARCHED = ("first_name", "last_name", "department", "job_title")


class PersonQuerySet(models.QuerySet["Person"]):
    """Questions about people."""

    def employed(self) -> "PersonQuerySet":
        """Everybody who has not left, people on leave included."""
        return self.exclude(employment_status=EmploymentStatus.TERMINATED)

    def visible_to(self, person: Any) -> "PersonQuerySet":
        """Whose page of facts the person may open: organization admins everybody's, everybody else their own."""
        return self.all() if person.is_organization_admin else self.filter(pk=person.pk)

    def matching_words(self, words: str) -> "PersonQuerySet":
        """Everybody in whose name, department or job title each of the words occurs."""
        found = self
        for word in words.split()[:6]:
            condition = models.Q()
            for field in SEARCHED:
                condition |= models.Q(**{f"{field}__icontains": word})
            found = found.filter(condition)
        return found

    def working(self) -> "PersonQuerySet":
        """Everybody who is neither gone nor on leave."""
        return self.filter(employment_status=EmploymentStatus.ACTIVE)


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Makes people; Django's own commands call these two."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create a person with a password (an unusable one when None)."""
        person: Person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create an organization admin: `manage.py createsuperuser` makes the first account."""
        return self.create_user(email, password, is_organization_admin=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(Entity, AbstractBaseUser):
    """An employee and their account. Roles in programs come from enrollments; only two roles are the person's own."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    employee_id = models.CharField(_("employee number"), max_length=40, null=True, blank=True)  # noqa: DJ001
    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    location = models.CharField(_("location"), max_length=120, blank=True)
    grade = models.SmallIntegerField(_("grade"), null=True, blank=True)
    manager = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("manager")
    )
    hire_date = models.DateField(_("hired on"), null=True, blank=True)
    last_promotion_date = models.DateField(_("last promoted on"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    languages = ArrayField(
        models.CharField(max_length=8),
        default=list,
        blank=True,
        verbose_name=_("languages"),
        help_text=_("ISO 639 codes"),
    )
    employment_status = models.CharField(
        _("employment"), max_length=12, choices=EmploymentStatus.choices, default=EmploymentStatus.ACTIVE
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)
    about = models.TextField(_("about me"), max_length=2000, blank=True)

    is_active = models.BooleanField(_("can sign in"), default=True)
    is_organization_admin = models.BooleanField(_("organization admin"), default=False)
    is_senior_leader = models.BooleanField(_("senior leader"), default=False)

    language = models.CharField(_("language of pages and mails"), max_length=8, blank=True)
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    skills = models.ManyToManyField("people.Skill", through="people.PersonSkill", related_name="people")

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name"]

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            (
                *("email", "first_name", "last_name", "job_title", "department", "location", "time_zone", "languages"),
                *("about", "skills"),
            ),
            Privacy.PROFILE,
        ),
        **dict.fromkeys(
            (
                *("employee_id", "grade", "manager", "hire_date", "last_promotion_date", "employment_status"),
                *("left_on", "is_active", "is_organization_admin", "is_senior_leader"),
            ),
            Privacy.FACT,
        ),
        **dict.fromkeys(("language", "theme"), Privacy.PRIVATE),
        **dict.fromkeys(("password", "last_login"), Privacy.SECRET),
    }

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("last_name", "first_name", "id")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_is_unique"),
            models.UniqueConstraint(fields=["employee_id"], name="person_employee_id_is_unique"),
            models.CheckConstraint(condition=~models.Q(manager=models.F("id")), name="person_is_not_own_manager"),
            models.CheckConstraint(
                condition=models.Q(grade__isnull=True) | models.Q(grade__range=(0, 99)), name="person_grade_is_in_range"
            ),
            choices_check("employment_status", EmploymentStatus, "person_employment_status_is_known"),
            choices_check("theme", Theme, "person_theme_is_known"),
        ]
        indexes = [
            # Upper, because that is how `icontains` asks.
            GinIndex(
                *(OpClass(Upper(name), "gin_trgm_ops") for name in SEARCHED),
                name="person_search_trigrams",
            ),
            models.Index(fields=["department"], name="person_by_department"),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """The first name."""
        return self.first_name

    @property
    def initials(self) -> str:
        """One or two letters for an avatar."""
        return "".join(name[:1].upper() for name in (self.first_name, self.last_name) if name)

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def is_working(self) -> bool:
        """Neither gone nor on leave."""
        return self.employment_status == EmploymentStatus.ACTIVE


class DottedLine(Entity):
    """A second, dotted reporting line. Matching respects it like the solid one."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dotted_lines")
    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dotted_reports")

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("person", "manager"), Privacy.FACT)

    class Meta:
        verbose_name = _("dotted line")
        verbose_name_plural = _("dotted lines")
        constraints = [
            models.UniqueConstraint(fields=["person", "manager"], name="dotted_line_is_drawn_once"),
            models.CheckConstraint(
                condition=~models.Q(manager=models.F("person")), name="dotted_line_is_not_to_oneself"
            ),
        ]


class Skill(Entity):
    """A word of the organization's shared skill vocabulary."""

    name = models.CharField(_("name"), max_length=80)

    privacy: ClassVar[dict[str, Privacy]] = {"name": Privacy.PROFILE}

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(Lower("name"), name="skill_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class PersonSkill(Entity):
    """A skill that a person has."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="person_skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="person_skills")
    level = models.SmallIntegerField(_("level"), choices=SkillLevel.choices, default=SkillLevel.SOLID)
    source = models.CharField(max_length=10, choices=SkillSource.choices, default=SkillSource.IMPORTED)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("person", "skill", "level", "source"), Privacy.PROFILE)

    class Meta:
        verbose_name = _("skill of a person")
        verbose_name_plural = _("skills of people")
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="person_skill_is_listed_once"),
            models.CheckConstraint(condition=models.Q(level__in=SkillLevel.values), name="person_skill_level_is_known"),
            choices_check("source", SkillSource, "person_skill_source_is_known"),
        ]
