"""Comments on sections, as far as one party reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from agreements.models import Agreement, SectionComment
from agreements.permissions import may_delete_comment, party_of
from people.models import Person
from program.enums import Role


@dataclass(frozen=True, slots=True)
class Counts:
    """How many comments a section has, and how many of them are not settled."""

    all: int = 0
    unsettled: int = 0


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment as the page shows it."""

    comment: SectionComment
    is_mine: bool
    may_delete: bool


def readable(agreement: Agreement, person: Person, hidden: Iterable[str]) -> QuerySet[SectionComment]:
    """Comments that this party reads: a sponsor those that were written for them since they were named, on parts that
    are not `hidden`. The agreement is loaded with its parties."""
    found = SectionComment.objects.filter(agreement=agreement)
    party = party_of(person, agreement)
    if party is None:
        return found.none()
    if party.role == Role.SPONSOR:
        found = found.filter(is_for_sponsor=True, created_at__gte=party.created_at)
        found = found.exclude(section_key__in=set(hidden))
    return found


def counts_of(agreement: Agreement, person: Person, hidden: Iterable[str]) -> Mapping[str, Counts]:
    """Counts by section key (one query)."""
    rows = (
        readable(agreement, person, hidden)
        .order_by()
        .values_list("section_key")
        .annotate(all=Count("pk"), unsettled=Count("pk", filter=Q(settled_at=None)))
    )
    return {key: Counts(every, unsettled) for key, every, unsettled in rows}


def thread_of(agreement: Agreement, person: Person, key: str, hidden: Iterable[str]) -> list[CommentRow]:
    """The comments on one section, the first first (one query beside the words' key)."""
    found = readable(agreement, person, hidden).filter(section_key=key).select_related("author", "settled_by")
    rows = []
    for comment in found.order_by("created_at", "id"):
        comment.agreement = agreement
        rows.append(CommentRow(comment, comment.author_id == person.pk, may_delete_comment.allows(person, comment)))
    return rows
