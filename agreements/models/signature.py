"""Signatures and the chain of events that proves how they came about."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import EventKind, VoidReason
from agreements.models.agreement import Agreement, AgreementParty, AgreementVersion
from core.models import Entity, choices_check
from core.privacy import Privacy


class Signature(Entity):
    """One party's signature on exactly the text they were shown. Voided ones are kept and marked."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(AgreementParty, on_delete=models.PROTECT, related_name="signatures")
    signed_at = models.DateTimeField(_("signed"))
    typed_name = models.CharField(_("typed name"), max_length=200)
    # Evidence, as it was at that moment.
    person_name = models.CharField(max_length=200)
    person_email = models.EmailField()
    content_hash = models.CharField(max_length=64)
    time_zone = models.CharField(max_length=60)
    address = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, blank=True)
    signed_in_at = models.DateTimeField()
    sign_in_method = models.CharField(max_length=40)
    consent_version = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    voided_at = models.DateTimeField(_("no longer counts since"), null=True, blank=True)
    void_reason = models.CharField(_("why it no longer counts"), max_length=10, blank=True, choices=VoidReason.choices)

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("version", "party", "signed_at", "content_hash", "voided_at", "void_reason"), Privacy.FACT),
        **dict.fromkeys(
            (
                *("typed_name", "person_name", "person_email", "time_zone", "address", "user_agent", "signed_in_at"),
                *("sign_in_method", "consent_version", "language"),
            ),
            Privacy.SHARED,
        ),
    }

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("signed_at", "id")
        constraints = [
            # Whoever withdrew a signature may give another one on the same text.
            models.UniqueConstraint(
                fields=["version", "party"],
                condition=Q(voided_at__isnull=True),
                name="signature_is_one_per_party_and_version",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | Q(voided_at__isnull=False, void_reason__in=VoidReason.values),
                name="signature_voided_has_its_reason",
            ),
        ]


class AgreementEvent(Entity):
    """One link of an agreement's hash chain. The database refuses to alter or delete it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("what"), max_length=10, choices=EventKind.choices)
    happened_at = models.DateTimeField(_("when"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("agreement", "number", "kind", "happened_at", "person", "detail", "previous_hash", "hash"), Privacy.SHARED
    )

    class Meta:
        verbose_name = _("event of an agreement")
        verbose_name_plural = _("events of agreements")
        ordering = ("agreement", "number")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_event_number_is_unique"),
            choices_check("kind", EventKind, "agreement_event_kind_is_known"),
        ]
