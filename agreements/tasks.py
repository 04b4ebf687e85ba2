"""Celery's doors to sealed documents: an id in, one service call out."""

from uuid import UUID

import structlog
from celery import shared_task
from kombu.exceptions import KombuError, OperationalError

from agreements.enums import DocumentState
from agreements.models import AgreementVersion, SealedDocument
from agreements.services import documents

log = structlog.get_logger(__name__)


@shared_task(name="agreements.tasks.seal")
def seal(document_id: str) -> None:
    """Make one sealed document."""
    documents.work(UUID(document_id))


@shared_task(name="agreements.tasks.sweep", expires=25)
def sweep() -> None:
    """Make documents whose worker died, whose message was lost, or whose next attempt is due."""
    documents.make_waiting()


def ring(version: AgreementVersion) -> None:
    """Tell a worker to look now, if documents of this version wait. Without a message the sweep finds them."""
    waiting = SealedDocument.objects.filter(version=version, state=DocumentState.WAITING)
    try:
        for document_id in waiting.values_list("pk", flat=True):
            seal.delay(str(document_id))
    except (OperationalError, KombuError, OSError) as problem:
        log.warning("doorbell_silent", problem=type(problem).__name__)
