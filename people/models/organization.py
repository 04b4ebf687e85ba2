"""The one organization that this installation serves."""

from copy import copy
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import context
from core.models import Entity
from core.privacy import Privacy

_REMEMBERED = "organization"


def monday_to_friday() -> list[int]:
    """ISO weekdays of the usual working week."""
    return [1, 2, 3, 4, 5]


class Organization(Entity):
    """Name, colour and working week. There is exactly one row."""

    name = models.CharField(_("name"), max_length=120)
    accent = models.CharField(
        _("accent colour"), max_length=7, default="#0f6b5c", validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    language = models.CharField(_("language"), max_length=8, default="en")
    working_days = ArrayField(models.SmallIntegerField(), default=monday_to_friday, verbose_name=_("working days"))
    is_the_one = models.BooleanField(default=True, editable=False)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("name", "accent", "time_zone", "language", "working_days", "is_the_one"), Privacy.PROFILE
    )

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.UniqueConstraint(fields=["is_the_one"], name="organization_is_only_one"),
            models.CheckConstraint(condition=models.Q(is_the_one=True), name="organization_is_the_one"),
        ]

    @classmethod
    def get(cls) -> "Organization":
        """The organization, asked for once in a request; unsaved default values while an installation has none yet.

        Everybody gets an object of their own, so that a form that does not pass changes nothing elsewhere on the page.
        """
        remembered = context.memory()
        if remembered is None:
            return cls._find()
        if _REMEMBERED not in remembered:
            remembered[_REMEMBERED] = cls._find()
        return copy(remembered[_REMEMBERED])

    @classmethod
    def _find(cls) -> "Organization":
        return cls.objects.first() or cls(name=str(_("Our organization")))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, and forget what this request remembers of it."""
        super().save(*args, **kwargs)
        (context.memory() or {}).pop(_REMEMBERED, None)
