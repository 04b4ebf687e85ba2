"""What every stored thing has."""

from typing import Any, ClassVar

from django.db import models

from core.ids import uuid7
from core.privacy import Privacy


class Entity(models.Model):
    """A row with an unguessable identifier and the moment it came to be."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    privacy: ClassVar[dict[str, Privacy]] = {"id": Privacy.FACT, "created_at": Privacy.FACT}

    class Meta:
        abstract = True
        get_latest_by = "created_at"

    def __str__(self) -> str:
        """A name for logs: the kind and the id, never content."""
        return f"{self._meta.label}:{self.pk}"


def choices_check(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database refuses a value that is not one of the choices."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)


def together_check(first: str, second: str, name: str) -> models.CheckConstraint:
    """Two fields are both set or both empty (who and when belong together)."""
    both: dict[str, Any] = {f"{first}__isnull": False, f"{second}__isnull": False}
    none: dict[str, Any] = {f"{first}__isnull": True, f"{second}__isnull": True}
    return models.CheckConstraint(condition=models.Q(**both) | models.Q(**none), name=name)
