"""Agreements as the people who run a program see them: that they exist and how far they are. Never a word of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from agreements.enums import DocumentState, VersionState
from agreements.models import AgreementParty, AgreementVersion, SealedDocument
from matching.models import Partnership

OPEN = (VersionState.DRAFT, VersionState.PROPOSED)


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """One agreement in facts: the version in question, who signed how far, since when, until when."""

    state: str
    label: str
    number: int
    signed: int
    signers: int
    since: datetime
    expires_at: datetime | None
    # An earlier version counts while this one is written or signed.
    counts_already: bool
    is_sealed: bool


def facts_of(partnerships: Iterable[Partnership]) -> dict[UUID, AgreementFacts]:
    """The facts by partnership (two queries for any number). The text is not even loaded."""
    keys = [partnership.pk for partnership in partnerships]
    parties = AgreementParty.objects.filter(agreement__partnership__in=keys, left_at=None).order_by()
    signers = dict(parties.values_list("agreement__partnership_id").annotate(number=Count("pk")))
    by_partnership: dict[UUID, list[Any]] = {}
    for row in _versions(keys):
        by_partnership.setdefault(row["agreement__partnership_id"], []).append(row)
    return {key: _facts(rows, signers.get(key, 0)) for key, rows in by_partnership.items()}


def _versions(keys: list[UUID]) -> Iterable[dict[str, Any]]:
    sealed = SealedDocument.objects.filter(version=OuterRef("pk"), state=DocumentState.SEALED)
    return (
        AgreementVersion.objects.filter(agreement__partnership__in=keys)
        .annotate(
            signed=Count("signatures", filter=Q(signatures__voided_at=None)),
            is_sealed=Exists(sealed),
        )
        .order_by("number")
        .values(
            *("agreement__partnership_id", "state", "number", "created_at", "proposed_at", "in_force_at"),
            *("expires_at", "signed", "is_sealed"),
        )
    )


def _facts(rows: list[dict[str, Any]], signers: int) -> AgreementFacts:
    """`rows` are the versions of one agreement, the oldest first."""
    in_force = next((row for row in rows if row["state"] == VersionState.IN_FORCE), None)
    shown = next((row for row in rows if row["state"] in OPEN), in_force or rows[-1])
    is_proposed = shown["state"] == VersionState.PROPOSED
    return AgreementFacts(
        state=shown["state"],
        label=str(VersionState(shown["state"]).label),
        number=shown["number"],
        signed=shown["signed"],
        signers=signers,
        since=shown["in_force_at"] or shown["proposed_at"] or shown["created_at"],
        expires_at=shown["expires_at"] if is_proposed else None,
        counts_already=in_force is not None and in_force is not shown,
        is_sealed=any(row["is_sealed"] for row in rows),
    )
