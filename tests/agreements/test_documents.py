"""Sealed documents: asked for with the last signature, made once, told once."""

import pytest
from django.db import transaction

from agreements.enums import DocumentReader, DocumentState
from agreements.models import SealedDocument
from agreements.services import documents
from tests.factories.agreements import guide_of, make_agreement, propose, seeker_of, sign

pytestmark = pytest.mark.django_db


def test_the_last_signature_asks_for_the_document() -> None:
    agreement = make_agreement()
    version = propose(agreement)
    sign(version, seeker_of(agreement))
    assert not SealedDocument.objects.exists()

    sign(version, guide_of(agreement))

    assert list(SealedDocument.objects.values_list("version", "reader", "state")) == [
        (version.pk, DocumentReader.WRITERS, DocumentState.WAITING)
    ]


def test_asking_twice_changes_nothing() -> None:
    agreement = make_agreement()
    version = propose(agreement)
    sign(version, seeker_of(agreement))
    sign(version, guide_of(agreement))
    with transaction.atomic():
        documents.ask_for(version)
    assert SealedDocument.objects.count() == 1
