"""The page /verify/: what it answers to sealed, altered, foreign and hostile files, and that it keeps nothing."""

import http.client
import io
import re
import time
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.sealing import make_key
from core.ui.times import date_words
from tests.agreements.sealed import seal, signed_version
from tests.factories.people import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seal_keys")]


@pytest.fixture
def pdf() -> bytes:
    """A sealed agreement of this organization."""
    make_organization()
    return seal(signed_version()).pdf


def given(content: bytes, name: str = "agreement.pdf") -> tuple[int, str]:
    """Give the page a file, without an account; the status and the words that stand at the top of the answer."""
    answer = Client().post(reverse("verify"), {"file": SimpleUploadedFile(name, content, "application/pdf")})
    return answer.status_code, title_in(answer.content.decode())


def title_in(page: str) -> str:
    """The answer's heading; else the problem that the form names."""
    found = re.search(r'<h2 id="verdict">(.*?)</h2>', page) or re.search(
        r'class="invalid-feedback">.*?<strong>(.*?)<', page
    )
    return found[1] if found else ""


def test_anybody_can_open_it_and_learns_what_a_seal_says(client: Client) -> None:
    make_organization()
    answer = client.get(reverse("verify"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "simple electronic signature" in page
    assert reverse("verify_certificate") in page
    assert "no-store" in answer["Cache-Control"]


def test_a_sealed_file_is_unchanged_and_the_page_says_by_whom_and_when(pdf: bytes) -> None:
    status, title = given(pdf)
    assert status == 200
    assert title == f"Unchanged since sealed by Northwind Works on {date_words(timezone.now().date())}"


def test_one_byte_makes_it_altered(pdf: bytes) -> None:
    middle = len(pdf) // 2
    changed = pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]
    assert given(changed) == (200, "Altered: this is not the file that was sealed")
    assert given(pdf + b"\n%%EOF\n") == (200, "Altered: this is not the file that was sealed")


def test_a_file_that_another_organization_sealed_is_not_from_here(pdf: bytes, settings: Any, tmp_path: Path) -> None:
    make_key(tmp_path, "Somebody Else")
    settings.SEAL_KEYS_DIR = tmp_path
    assert given(pdf) == (200, "Not from here")


def test_nothing_is_stored_and_nothing_is_asked_of_the_database_but_the_organization(pdf: bytes) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        given(pdf)
    tables = {name for query in asked for name in re.findall(r'(?:FROM|INTO|UPDATE) "(\w+)"', query["sql"])}
    assert tables <= {"people_organization"}


def bomb() -> bytes:
    """A PDF of a few kilobytes whose one stream unpacks to a quarter of a gigabyte, and which points at itself."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(1024 * 1024)) for _ in range(256)] + [packer.flush()]
    stream = b"".join(parts)
    head = b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 9/First 9/Extends 1 0 R/Filter/FlateDecode/Length "
    return (
        head
        + b"%d>>\nstream\n" % len(stream)
        + stream
        + b"\nendstream\nendobj\ntrailer\n<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    )


HOSTILE = {
    "text": (b"Dear reader, this is no PDF.", 422, "This file cannot be read"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(1000), 422, "This file cannot be read"),
    "empty": (b"", 400, "The file is empty."),
    "encrypted": (b"%PDF-1.7\ntrailer\n<</Encrypt 9 0 R>>\n%%EOF\n", 422, "This file cannot be read"),
    "foreign": (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", 200, "Not from here"),
    "only a header": (b"%PDF-", 200, "Not from here"),
    "deep": (b"%PDF-1.7\n" + b"[" * 1_000_000, 200, "Not from here"),
    "nulls": (b"%PDF-1.7\n" + bytes(5_000_000), 200, "Not from here"),
    "marks": (b"%PDF-1.7\n" + b"agreement-seal/1 key=0123456789abcdef " * 200_000, 200, "Not from here"),
    "ranges": (b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3]" * 300_000, 200, "Not from here"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bad_files_end_in_words_within_seconds(name: str) -> None:
    content, status, words = HOSTILE[name]
    began = time.monotonic()
    assert given(content) == (status, words)
    assert time.monotonic() - began < 10


def test_a_bomb_is_never_unpacked() -> None:
    content = bomb()
    began = time.monotonic()
    assert given(content) == (200, "Not from here")
    assert time.monotonic() - began < 5


def test_without_a_file_it_asks_for_one() -> None:
    answer = Client().post(reverse("verify"))
    assert (answer.status_code, title_in(answer.content.decode())) == (400, "Choose a file.")
    raw = Client().post(reverse("verify"), b"%PDF-1.7", content_type="application/pdf")
    assert raw.status_code == 400


def test_a_file_that_is_too_large_is_named_so(settings: Any) -> None:
    settings.VERIFY_MAX_BYTES = 1024 * 1024
    assert given(b"%PDF-1.7\n" + bytes(1024 * 1024 + 1)) == (413, "This file cannot be read")
    assert given(b"%PDF-1.7\n" + bytes(1024 * 1024 - 9)) == (200, "Not from here")


def test_a_post_from_another_site_is_refused(pdf: bytes) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("verify"), {"file": io.BytesIO(pdf)}).status_code == 403


def test_many_files_from_one_address_have_to_wait(settings: Any) -> None:
    settings.VERIFY_TRIES_A_MINUTE = 2
    cache.clear()
    assert [given(b"x")[0] for _ in range(3)] == [422, 422, 429]
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").post(reverse("verify"), {"file": io.BytesIO(b"x")})
    assert elsewhere.status_code == 422


def test_the_certificates_can_be_had_by_anybody(seal_keys: Path, settings: Any, tmp_path: Path) -> None:
    answer = Client().get(reverse("verify_certificate"))
    assert answer.content == next(seal_keys.glob("*.cert.pem")).read_bytes()
    assert b"PRIVATE" not in answer.content
    settings.SEAL_KEYS_DIR = tmp_path
    assert Client().get(reverse("verify_certificate")).status_code == 404
    assert Client().get(reverse("verify")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_half_a_gigabyte_is_refused_in_seconds_with_a_sentence(live_server: Any) -> None:
    page = Client().get(reverse("verify"))
    token, cookie = page.context["csrf_token"], page.cookies
    boundary = "verify-boundary"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
    ).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    block, blocks = b"x" * (1024 * 1024), 500
    server = urlsplit(str(live_server))
    began = time.monotonic()
    sender = http.client.HTTPConnection(server.hostname or "", server.port, timeout=30)
    sender.putrequest("POST", reverse("verify"))
    sender.putheader("Content-Type", f"multipart/form-data; boundary={boundary}")
    sender.putheader("Content-Length", str(len(head) + len(block) * blocks + len(tail)))
    sender.putheader("Cookie", "; ".join(f"{name}={morsel.value}" for name, morsel in cookie.items()))
    sender.endheaders(head)
    for _ in range(blocks):
        sender.send(block)
    sender.send(tail)
    answer = sender.getresponse()
    words = answer.read().decode()
    sender.close()
    assert (answer.status, title_in(words)) == (413, "This file cannot be read")
    assert "It is larger than 10 MB." in words
    seconds = time.monotonic() - began
    print(f"500 MB answered after {seconds:.1f} s")
    assert seconds < 30
