"""What is written about a section beside its text: comments, and the wordings it had before."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement, AgreementSection
from core.fields import SealedTextField
from core.models import Entity, together_check
from core.privacy import Privacy


class SectionRevision(Entity):
    """One wording of a section, as somebody saved it. The newest is the section itself."""

    section = models.ForeignKey(AgreementSection, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    body = SealedTextField(_("text"), owner="key_owner")
    data = models.JSONField(default=dict)
    edited_at = models.DateTimeField(_("written"))
    # Empty for the wording that came from the template.
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("section", "number"), Privacy.FACT),
        **dict.fromkeys(("body", "data", "edited_at", "edited_by"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("earlier wording of a section")
        verbose_name_plural = _("earlier wordings of sections")
        ordering = ("section", "number")
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="section_revision_is_kept_once")]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the text."""
        return self.section.key_owner


class SectionComment(Entity):
    """A remark on a section, to be talked about and settled. It belongs to the agreement, so it outlives a version."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="comments")
    section_key = models.CharField(max_length=40)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = SealedTextField(_("comment"), owner="key_owner")
    # Whether the sponsor could read the section when it was written; a part opened later does not open old remarks.
    is_for_sponsor = models.BooleanField(default=False)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("agreement", "section_key"), Privacy.FACT),
        **dict.fromkeys(("author", "body", "is_for_sponsor", "settled_at", "settled_by"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("comment on a section")
        verbose_name_plural = _("comments on sections")
        ordering = ("agreement", "created_at", "id")
        constraints = [
            together_check("settled_at", "settled_by", "section_comment_settled_by_and_at"),
            models.CheckConstraint(condition=~Q(section_key=""), name="section_comment_names_its_section"),
        ]
        indexes = [models.Index(fields=["agreement", "section_key"], name="section_comment_by_section")]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the words."""
        return self.agreement.key_owner
