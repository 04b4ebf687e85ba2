"""The sealed documents of agreements in force."""

import base64
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import DOCUMENT_TRANSITIONS, DocumentReader, DocumentState
from agreements.models.agreement import Agreement, AgreementVersion
from core.fields import SealedTextField
from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from program.enums import Role


class SealedDocumentQuerySet(models.QuerySet["SealedDocument"]):
    """Questions about sealed documents."""

    def visible_to(self, person: Any) -> "SealedDocumentQuerySet":
        """Documents made for the person: the whole text for those who work together, their parts for a sponsor."""
        agreements = Agreement.objects.visible_to(person)
        as_sponsor = agreements.filter(parties__person=person, parties__role=Role.SPONSOR)
        return self.filter(
            Q(version__agreement__in=as_sponsor.values("pk"), reader=DocumentReader.SPONSOR)
            | Q(
                version__agreement__in=agreements.exclude(pk__in=as_sponsor.values("pk")), reader=DocumentReader.WRITERS
            )
        )


class SealedDocument(Entity):
    """The PDF of a version in force with the organization's seal. Asked for with the last signature, made once.

    The bytes are stored encrypted, like the text they show; a trigger keeps a sealed document as it is.
    """

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="documents")
    reader = models.CharField(_("made for"), max_length=8, choices=DocumentReader.choices)
    state = models.CharField(_("state"), max_length=8, choices=DocumentState.choices, default=DocumentState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Why the last attempt failed, as a code; never what an agreement says.
    problem = models.CharField(max_length=40, blank=True)
    try_again_at = models.DateTimeField(null=True, blank=True)
    # The PDF in base64: the sealed field takes text.
    content = SealedTextField(_("document"), owner="key_owner")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    sealed_at = models.DateTimeField(_("sealed"), null=True, blank=True)
    certificate = models.CharField(_("fingerprint of the certificate"), max_length=64, blank=True)
    is_timestamped = models.BooleanField(default=False)

    objects = SealedDocumentQuerySet.as_manager()
    transitions: ClassVar[Table] = DOCUMENT_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            (
                *("version", "reader", "state", "attempts", "problem", "try_again_at", "sha256", "size"),
                *("sealed_at", "certificate", "is_timestamped"),
            ),
            Privacy.FACT,
        ),
        "content": Privacy.SHARED,
    }

    class Meta:
        verbose_name = _("sealed document")
        verbose_name_plural = _("sealed documents")
        ordering = ("version", "reader")
        constraints = [
            choices_check("reader", DocumentReader, "sealed_document_reader_is_known"),
            choices_check("state", DocumentState, "sealed_document_state_is_known"),
            models.UniqueConstraint(fields=["version", "reader"], name="sealed_document_is_one_per_reader"),
            models.CheckConstraint(
                condition=Q(state=DocumentState.WAITING, sealed_at__isnull=True, sha256="", size=0)
                | (
                    Q(state=DocumentState.SEALED, sealed_at__isnull=False, size__gt=0)
                    & ~Q(sha256="")
                    & ~Q(certificate="")
                ),
                name="sealed_document_has_all_or_nothing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(state=DocumentState.WAITING), name="sealed_document_waiting"
            )
        ]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the bytes."""
        return self.version.key_owner

    @property
    def pdf(self) -> bytes:
        """The document itself; empty while it is being made. Raises CannotOpen when it does not open."""
        return base64.b64decode(self.content)

    @pdf.setter
    def pdf(self, data: bytes) -> None:
        self.content = base64.b64encode(data).decode()
