"""Sealed documents: asked for with the last signature, made once by whichever worker comes first."""

from agreements.enums import DocumentReader
from agreements.models import AgreementVersion, SealedDocument
from program.enums import Role


def ask_for(version: AgreementVersion) -> list[SealedDocument]:
    """Note that a version in force wants its sealed documents, in the caller's transaction; a second time adds none.

    One for those who work together; one more with the sponsor's own parts where a sponsor signs.
    """
    readers = [DocumentReader.WRITERS]
    if any(party.role == Role.SPONSOR and party.left_at is None for party in version.agreement.parties.all()):
        readers.append(DocumentReader.SPONSOR)
    rows = [SealedDocument(version=version, reader=reader) for reader in readers]
    return SealedDocument.objects.bulk_create(rows, ignore_conflicts=True)
