"""The privacy class of every stored field, declared beside the field and read by exports, labels and tests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Privacy(models.TextChoices):
    """Who may read a field. The class is the source of the label that stands beside it on a page."""

    PROFILE = "profile", _("Everyone in the organization's programs")
    FACT = "fact", _("You and the people who run the program")
    SHARED = "shared", _("The members of this partnership")
    PRIVATE = "private", _("Only you")
    SECRET = "secret", _("Nobody: the system keeps it to itself")


def privacy_of(model: type[models.Model]) -> dict[str, Privacy]:
    """The declared privacy class of each field of a model, bases included."""
    declared: dict[str, Privacy] = {}
    for base in reversed(model.__mro__):
        declared |= vars(base).get("privacy", {})
    return declared
