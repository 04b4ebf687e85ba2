"""An offer that no longer stands: its version and its signatures are voided, the next draft has the same words."""

from typing import Any

from django.utils import timezone

from agreements.enums import EventKind, VersionState, VoidReason
from agreements.models import AgreementVersion, Signature
from agreements.services import events
from agreements.services.drafting import next_draft
from core.transitions import move
from people.models import Person

KIND_OF = {
    VoidReason.CHANGED: EventKind.VOIDED,
    VoidReason.DECLINED: EventKind.DECLINED,
    VoidReason.EXPIRED: EventKind.EXPIRED,
    VoidReason.PARTY_LEFT: EventKind.PARTY_LEFT,
}


def begin_again(version: AgreementVersion, reason: VoidReason, *, by: Person | None, **detail: Any) -> AgreementVersion:
    """Void a proposed version for this reason and give the next draft. The caller holds the lock and tells the others.

    Raises AlreadyChanged unless it is proposed. `detail` goes into the event that says why.
    """
    agreement = version.agreement
    move(version, VersionState.VOIDED, by=by, void_reason=reason)
    voided = void_signatures(version, reason)
    events.append(agreement, KIND_OF[reason], by=by, version=version.number, signatures=voided, **detail)
    draft = next_draft(version, agreement)
    events.append(agreement, EventKind.CREATED, by=by, version=draft.number, follows=version.number)
    return draft


def void_signatures(version: AgreementVersion, reason: VoidReason) -> int:
    """Mark the signatures that count as counting no more; answers how many. They are kept as they were given."""
    counting = Signature.objects.filter(version=version, voided_at=None)
    return counting.update(voided_at=timezone.now(), void_reason=reason)
