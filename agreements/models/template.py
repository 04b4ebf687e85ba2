"""Templates that agreements begin from."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from program.enums import ProgramKind


class AgreementTemplate(Entity):
    """One version of a template: its sections in order. Editing makes a new version; agreements keep theirs."""

    kind = models.CharField(_("kind"), max_length=10, choices=ProgramKind.choices)
    has_sponsor = models.BooleanField(_("with a sponsor"), default=False)
    language = models.CharField(_("language"), max_length=8, default="en")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=120)
    # [{"key": "purpose", "kind": "text", "title": "…", "guidance": "…", "body": "…", "is_required": true}]
    sections = models.JSONField(_("sections"), default=list)
    is_current = models.BooleanField(_("in use"), default=True)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("kind", "has_sponsor", "language", "number", "name", "sections", "is_current"), Privacy.FACT
    )

    class Meta:
        verbose_name = _("agreement template")
        verbose_name_plural = _("agreement templates")
        ordering = ("kind", "has_sponsor", "language", "number")
        constraints = [
            choices_check("kind", ProgramKind, "agreement_template_kind_is_known"),
            models.UniqueConstraint(
                fields=["kind", "has_sponsor", "language", "number"], name="agreement_template_version_is_unique"
            ),
            models.UniqueConstraint(
                fields=["kind", "has_sponsor", "language"],
                condition=models.Q(is_current=True),
                name="agreement_template_is_current_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
