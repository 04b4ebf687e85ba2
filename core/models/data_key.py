"""Keys for sealed fields."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.base import Entity
from core.privacy import Privacy


class DataKey(Entity):
    """One owner's data key, wrapped by a key that is only in the key file. Destroying the row destroys the words."""

    owner = models.CharField(max_length=80, unique=True, help_text=_("kind:id of the person or partnership"))
    wrapped = models.BinaryField()
    wrapped_with = models.CharField(max_length=16, help_text=_("identifier of the wrapping key in the key file"))

    privacy: ClassVar[dict[str, Privacy]] = {
        "owner": Privacy.SECRET,
        "wrapped": Privacy.SECRET,
        "wrapped_with": Privacy.SECRET,
    }

    class Meta:
        verbose_name = _("data key")
        verbose_name_plural = _("data keys")
