"""Mail in files, and the debug page that shows it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.test import Client

from notifications import outbox
from people.models import Person
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_dir(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.MAIL_DIR = tmp_path / "mail"
    return settings.MAIL_DIR


def send(**fields: object) -> None:
    mail = EmailMultiAlternatives(
        **{"subject": "Zażółć", "body": "Text part", "from_email": "a@x.example", "to": ["b@x.example"], **fields}
    )
    mail.attach_alternative("<p>HTML part</p>", "text/html")
    get_connection("notifications.outbox.FileOutboxBackend").send_messages([mail])


def test_a_mail_becomes_one_whole_file(mail_dir: Path) -> None:
    send()
    [path] = outbox.files()
    message = outbox.read(path.name)
    assert [message["Subject"], message["To"]] == ["Zażółć", "b@x.example"]
    assert message.get_body(("plain",)).get_content().strip() == "Text part"
    assert message.get_body(("html",)).get_content().strip() == "<p>HTML part</p>"
    assert [each.name for each in mail_dir.iterdir()] == [path.name]


def test_newest_first() -> None:
    for subject in ("first", "second"):
        send(subject=subject)
    assert [outbox.read(path.name)["Subject"] for path in outbox.files()] == ["second", "first"]


@pytest.mark.parametrize("name", ["../keys/field-keys.json", "x.eml", "1764000000000000000-abcdef01.eml", ""])
def test_only_our_own_files_are_opened(name: str, mail_dir: Path) -> None:
    mail_dir.mkdir()
    (mail_dir / "x.eml").write_text("Subject: planted\n\n")
    assert outbox.read(name) is None


def test_a_plain_message_has_its_text() -> None:
    mail = EmailMessage("s", "only text", "a@x.example", ["b@x.example"])
    get_connection("notifications.outbox.FileOutboxBackend").send_messages([mail])
    [path] = outbox.files()
    assert outbox.read(path.name).get_content().strip() == "only text"


def test_the_pages_show_the_mail_as_inert_text(
    signed_in: Callable[[Person], Client], settings: pytest.FixtureRequest
) -> None:
    settings.DEBUG = True
    send(body="<script>alert(1)</script> https://x.example/page")
    client = signed_in(make_person())
    [path] = outbox.files()
    listing, page = client.get("/outbox/"), client.get(f"/outbox/{path.name}/")
    assert "Zażółć" in listing.content.decode()
    assert "<script>alert(1)" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()
    assert client.get("/outbox/1764000000000000000-abcdef01.eml/").status_code == 404


def test_outside_debugging_the_pages_do_not_exist(signed_in: Callable[[Person], Client]) -> None:
    send()
    client = signed_in(make_person())
    [path] = outbox.files()
    assert [client.get(address).status_code for address in ("/outbox/", f"/outbox/{path.name}/")] == [404, 404]
