"""Templates that agreements begin from: composed of blocks, versioned, in every language that is wanted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import TEMPLATE_TRANSITIONS, TemplateShape, TemplateState
from core.models import Entity, choices_check, together_check
from core.privacy import Privacy
from core.transitions import Table
from program.enums import ProgramKind
from program.models import Program


class AgreementTemplate(Entity):
    """A template under its name. What it says is in its versions, one line of them for each language."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=ProgramKind.choices)
    shape = models.CharField(_("for"), max_length=10, choices=TemplateShape.choices, default=TemplateShape.PAIR)
    # The name under which one that ships is found again; empty for those that an admin made.
    shipped_key = models.CharField(max_length=40, blank=True)
    # Programs that chose no other use the default of their kind and shape.
    is_default = models.BooleanField(_("used where no other was chosen"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("name", "kind", "shape", "shipped_key", "is_default", "created_by", "archived_at"), Privacy.FACT
    )

    class Meta:
        verbose_name = _("agreement template")
        verbose_name_plural = _("agreement templates")
        ordering = ("kind", "shape", "name", "id")
        constraints = [
            choices_check("kind", ProgramKind, "agreement_template_kind_is_known"),
            choices_check("shape", TemplateShape, "agreement_template_shape_is_known"),
            models.CheckConstraint(
                condition=~Q(shape=TemplateShape.SPONSORED) | Q(kind=ProgramKind.COACHING),
                name="agreement_template_with_a_sponsor_is_for_coaching",
            ),
            models.CheckConstraint(
                condition=Q(archived_at__isnull=True) | Q(is_default=False),
                name="agreement_template_in_the_archive_is_no_default",
            ),
            models.UniqueConstraint(
                fields=["kind", "shape"],
                condition=Q(is_default=True),
                name="agreement_template_is_default_once",
            ),
            models.UniqueConstraint(
                fields=["shipped_key"], condition=~Q(shipped_key=""), name="agreement_template_ships_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(Entity):
    """One numbered text of a template in one language. Once published its sections never change (a trigger)."""

    template = models.ForeignKey(AgreementTemplate, on_delete=models.PROTECT, related_name="versions")
    language = models.CharField(_("language"), max_length=8, default="en")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=TemplateState.choices, default=TemplateState.DRAFT)
    # The heading of the agreements that begin from it.
    name = models.CharField(_("title"), max_length=120)
    # [{"key": "purpose", "kind": "text", "title": "…", "guidance": "…", "body": "…", "is_required": true,
    #   "is_for_sponsor": true, "data": {…}}]; see agreements.document.blocks.
    sections = models.JSONField(_("sections"), default=list)
    # As it ships: a newer text of ours replaces it by itself. An admin's never.
    is_shipped = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(_("last changed"), null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    transitions: ClassVar[Table] = TEMPLATE_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            *("template", "language", "number", "state", "name", "sections", "is_shipped", "revision"),
            *("edited_at", "edited_by", "published_at"),
        ),
        Privacy.FACT,
    )

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ("template", "language", "number")
        constraints = [
            choices_check("state", TemplateState, "template_version_state_is_known"),
            models.UniqueConstraint(
                fields=["template", "language", "number"], name="template_version_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["template", "language"],
                condition=Q(state=TemplateState.PUBLISHED),
                name="template_version_is_published_once",
            ),
            models.UniqueConstraint(
                fields=["template", "language"],
                condition=Q(state=TemplateState.DRAFT),
                name="template_version_is_drafted_once",
            ),
            models.CheckConstraint(
                condition=Q(state=TemplateState.DRAFT) | Q(published_at__isnull=False),
                name="template_version_past_draft_was_published",
            ),
            together_check("edited_at", "edited_by", "template_version_edited_by_and_at"),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateChoice(Entity):
    """The template that a program's agreements of one shape begin from; without one, the default does."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="template_choices")
    shape = models.CharField(_("for"), max_length=10, choices=TemplateShape.choices)
    template = models.ForeignKey(AgreementTemplate, on_delete=models.PROTECT, related_name="choices")

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("program", "shape", "template"), Privacy.FACT)

    class Meta:
        verbose_name = _("choice of a template")
        verbose_name_plural = _("choices of templates")
        constraints = [
            choices_check("shape", TemplateShape, "template_choice_shape_is_known"),
            models.UniqueConstraint(fields=["program", "shape"], name="template_choice_is_one_per_shape"),
        ]
