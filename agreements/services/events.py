"""The event chain of an agreement: each event carries the hash of the one before it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from agreements.document import canonical
from agreements.enums import EventKind
from agreements.models import Agreement, AgreementEvent
from core import audit

FIRST = ""


def append(
    agreement: Agreement, kind: EventKind, *, by: Any = None, at: datetime | None = None, **detail: Any
) -> AgreementEvent:
    """Add one link in the caller's transaction. The caller holds the agreement's lock.

    `detail` holds facts that JSON can carry (numbers, keys, hashes); never what somebody wrote.
    """
    last = AgreementEvent.objects.filter(agreement=agreement).order_by("-number").first()
    event = AgreementEvent(
        agreement=agreement,
        number=last.number + 1 if last else 1,
        kind=kind,
        happened_at=at or timezone.now(),
        person=by,
        detail=detail,
        previous_hash=last.hash if last else FIRST,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    audit.record(f"agreement.{kind}", agreement, by=by, event=event.number)
    return event


def begin(created: Iterable[tuple[Agreement, dict[str, Any]]], *, by: Any = None) -> None:
    """The first link of many chains at once, each with its detail. The agreements are made in this transaction."""
    now, links = timezone.now(), []
    for agreement, detail in created:
        link = AgreementEvent(
            agreement=agreement,
            number=1,
            kind=EventKind.CREATED,
            happened_at=now,
            person=by,
            detail=detail,
            previous_hash=FIRST,
        )
        link.hash = hash_of(link)
        links.append(link)
    AgreementEvent.objects.bulk_create(links, batch_size=1000)
    audit.record_all(f"agreement.{EventKind.CREATED}", [(link.agreement, {"event": 1}) for link in links], by=by)


def hash_of(event: AgreementEvent) -> str:
    """What the event's hash must be: of the previous hash and everything the event says."""
    said = {
        "agreement": str(event.agreement_id),
        "number": event.number,
        "kind": str(event.kind),
        "happened_at": event.happened_at.timestamp(),
        "person": str(event.person_id) if event.person_id else None,
        "detail": event.detail,
    }
    return canonical.digest(event.previous_hash + canonical.dump(said))
