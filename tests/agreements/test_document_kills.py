"""Real workers, killed between the last signature and the seal: sealed exactly once each, everybody told once."""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction

from agreements.enums import DocumentState, EventKind
from agreements.models import AgreementEvent, AgreementParty, SealedDocument
from agreements.services.verification import verify_all
from notifications.models import Nudge
from tests.agreements.sealed import signed_version, signed_with_sponsor
from tests.counts import often
from tests.factories.people import make_organization, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seal_keys")]
# Two documents for each agreement with a sponsor: fifty in all.
PAIRS, SPONSORED, LOCKED = often(30, usually=6), often(10, usually=3), often(10, usually=3)
DOCUMENTS = PAIRS + 2 * SPONSORED
SWEEP = "import django; django.setup(); from agreements.services import documents; documents.make_waiting(60)"


@pytest.fixture
def environ(seal_keys: Path) -> dict[str, str]:
    """What a worker's process needs to know."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    own = {"DATABASE_URL": url, "SEAL_KEYS_DIR": str(seal_keys), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return {**os.environ, **own, "TSA_URL": "", "PYTHONWARNINGS": "ignore"}


@contextmanager
def nobody_stores() -> Iterator[None]:
    """While this goes on, whoever has made a document waits in the middle of storing it."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE agreements_agreementevent IN SHARE MODE")
            held.set()
            let_go.wait()
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    yield
    let_go.set()
    thread.join()


def killed(how: str, documents: Sequence[SealedDocument], environ: dict[str, str]) -> list[str]:
    """How each worker ended."""
    ids = [str(one.pk) for one in documents]
    command = [sys.executable, "-m", "tests.agreements.dying_worker", how, *ids]
    said = subprocess.run(command, env=environ, capture_output=True, text=True, check=True, timeout=300).stdout
    return [line.split()[0] for line in said.splitlines()]


def test_killed_between_last_signature_and_seal_again_and_again(environ: dict[str, str]) -> None:
    make_organization()
    for _ in range(PAIRS):
        signed_version()
    for _ in range(SPONSORED):
        signed_with_sponsor(make_person("Sponsor"))
    documents = list(SealedDocument.objects.order_by("created_at"))
    assert len(documents) == DOCUMENTS

    with nobody_stores():
        ends = killed("locked", documents[:LOCKED], environ)
    assert ends == ["killed"] * LOCKED
    ends += killed("sometime", documents[LOCKED:], environ)
    assert "failed" not in ends
    made_before_the_kill = SealedDocument.objects.filter(state=DocumentState.SEALED).count()
    # Two sweeps at once find what is left.
    for sweep in [subprocess.Popen([sys.executable, "-c", SWEEP], env=environ) for _ in range(2)]:
        assert sweep.wait(120) == 0

    events = Counter(event.detail["document"] for event in AgreementEvent.objects.filter(kind=EventKind.SEALED))
    told = Counter(Nudge.objects.filter(kind="agreement_signed_by_all").values_list("recipient", "subject_id"))
    parties = AgreementParty.objects.count()
    print(
        f"{DOCUMENTS} workers: {ends.count('killed')} killed at work, {ends.count('done')} done before their kill; "
        f"{made_before_the_kill} documents stored before the sweep, {len(events)} after it; "
        f"{sum(told.values())} mails for {parties} people who sign; 0 twice."
    )
    assert set(SealedDocument.objects.values_list("state", flat=True)) == {DocumentState.SEALED}
    assert events == {str(one.pk): 1 for one in documents}
    assert set(told.values()) == {1}
    assert len(told) == parties
    assert verify_all() == []
