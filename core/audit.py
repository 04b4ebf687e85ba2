"""Writing and reading the audit trail."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from core import context
from core.models import AuditEntry


def record(action: str, subject: models.Model, *, by: Any = None, **detail: Any) -> AuditEntry:
    """Add one entry about `subject` in the caller's transaction.

    `action` is 'noun.verb' ("agreement.sign"). `by` is a Person, or None for the system. `detail` holds program facts
    that JSON can carry; never anything a person wrote.
    """
    facts = context.current()
    actor = None if by is None or isinstance(by, AnonymousUser) else by
    return AuditEntry.objects.create(
        actor=actor,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        detail={key: _plain(value) for key, value in detail.items()},
        address=facts.address,
        request_id=facts.request_id,
    )


def record_all(action: str, details: Iterable[tuple[models.Model, dict[str, Any]]], *, by: Any = None) -> None:
    """Add one entry for each (subject, detail) in one go: the same as `record` for each of them."""
    facts = context.current()
    actor = None if by is None or isinstance(by, AnonymousUser) else by
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                actor=actor,
                action=action,
                subject_type=subject._meta.label_lower,
                subject_id=subject.pk,
                detail={key: _plain(value) for key, value in detail.items()},
                address=facts.address,
                request_id=facts.request_id,
            )
            for subject, detail in details
        ],
        batch_size=1000,
    )


def entries_about(*subjects: models.Model) -> models.QuerySet[AuditEntry]:
    """The trail of these objects, oldest first, with the actors loaded."""
    condition = models.Q(pk__in=[])
    for subject in subjects:
        condition |= models.Q(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return AuditEntry.objects.filter(condition).select_related("actor")


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return str(value)
