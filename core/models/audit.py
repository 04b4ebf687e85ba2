"""The audit trail: who, what, when, from where."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.base import Entity
from core.privacy import Privacy


class AuditEntry(Entity):
    """One change of state. Written in the transaction of the change; the database refuses to alter or delete it."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    action = models.CharField(_("what"), max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    # Program facts only: states, dates, numbers. Words that people wrote never come here.
    detail = models.JSONField(default=dict)
    address = models.GenericIPAddressField(_("from where"), null=True)
    request_id = models.CharField(max_length=36, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("actor", "action", "subject_type", "subject_id", "detail", "address", "request_id"), Privacy.FACT
    )

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ("created_at", "id")
        indexes = [models.Index(fields=["subject_type", "subject_id", "created_at"], name="audit_by_subject")]
