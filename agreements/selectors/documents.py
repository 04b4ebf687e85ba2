"""Sealed documents as pages and operators see them. Nothing here opens one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from agreements.enums import DocumentProblem, DocumentReader, DocumentState
from agreements.models import AgreementVersion, SealedDocument
from agreements.permissions import may_download, party_of
from core.rules import Reason
from people.models import Person
from program.enums import Role

# Making one takes a second; whoever waits longer than this is told so, and operators are.
TOO_LONG = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """The sealed document of a version, made for the reader; `refusal` says why it cannot be downloaded."""

    version: AgreementVersion
    document: SealedDocument
    refusal: Reason | None

    @property
    def is_sealed(self) -> bool:
        """Whether it is made."""
        return self.document.state == DocumentState.SEALED

    @property
    def takes_long(self) -> bool:
        """Whether it waits for longer than anybody should."""
        return not self.is_sealed and timezone.now() - self.document.created_at > TOO_LONG

    @property
    def is_for_sponsor(self) -> bool:
        """Whether it holds only the sponsor's parts."""
        return self.document.reader == DocumentReader.SPONSOR


def document_for(version: AgreementVersion, person: Person) -> DocumentCard | None:
    """The reader's document of a version that they signed and that came into force; else None. One query.

    The version is loaded with its signatures, its agreement with parties and partnership. Somebody who took the
    sponsor's place later gets no document of what was signed before.
    """
    party = party_of(person, version.agreement)
    signed = {signature.party_id for signature in version.signatures.all() if signature.voided_at is None}
    if party is None or version.in_force_at is None or party.pk not in signed:
        return None
    made_for = DocumentReader.SPONSOR if party.role == Role.SPONSOR else DocumentReader.WRITERS
    document = SealedDocument.objects.filter(version=version, reader=made_for).defer("content").first()
    if document is None:
        return None
    document.version = version
    return DocumentCard(version, document, may_download.reason(person, version))


def due(now: datetime) -> QuerySet[SealedDocument]:
    """Documents that wait and may be tried now, oldest first."""
    waiting = SealedDocument.objects.filter(state=DocumentState.WAITING)
    return waiting.filter(Q(try_again_at=None) | Q(try_again_at__lte=now)).order_by("created_at")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many documents wait for the same reason, and since when."""

    problem: str
    count: int
    since: datetime

    @property
    def words(self) -> str:
        """The reason as a sentence for operators."""
        return str(DocumentProblem(self.problem).label) if self.problem else ""


def waiting(longer_than: timedelta = timedelta(0)) -> list[Waiting]:
    """Documents that wait, by why the last attempt failed ("": not tried yet), the longest first."""
    rows = SealedDocument.objects.filter(
        state=DocumentState.WAITING, created_at__lte=timezone.now() - longer_than
    ).order_by()
    counted = rows.values("problem").annotate(count=Count("pk"), since=Min("created_at")).order_by("since")
    return [Waiting(row["problem"], row["count"], row["since"]) for row in counted]
