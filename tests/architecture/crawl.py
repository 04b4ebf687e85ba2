"""Opens every address of the matrix as every role, once, and keeps what came back for the tests to read."""

import io
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

import structlog
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from agreements.sealing import make_key
from notifications.services import sweep
from tests.architecture import world as worlds
from tests.architecture.matrix import MATRIX, PAGE, ROLES, Row
from tests.factories.people import PASSWORD

LOOKING = ("get", "head", "options")
# Signing in and the keeping of a sign-in are no change that a page makes.
NOT_COMPARED = {"django_session", "django_migrations"}
ACCENT = "?accent=%231d6f5b"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one role got from one address."""

    row: Row
    role: str
    method: str
    status: int
    headers: dict[str, str]
    body: str

    @property
    def is_page(self) -> bool:
        """A whole HTML page."""
        return self.headers.get("content-type", "").startswith("text/html") and "<html" in self.body

    @property
    def name(self) -> str:
        """For a report."""
        return f"{self.method} {self.row.name} as {self.role}"


@dataclass(slots=True)
class Crawl:
    """Everything that came back, what the tables held when looking changed them, and what was logged meanwhile."""

    world: worlds.World
    answers: list[Answer] = field(default_factory=list)
    # {row name: tables that changed}
    changed_by_looking: dict[str, list[str]] = field(default_factory=dict)
    changed_by_refused: dict[str, list[str]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    # What is left behind: {table: its rows as a dump has them}, and every mail of the weeks after.
    tables: dict[str, str] = field(default_factory=dict)
    mails: list[str] = field(default_factory=list)

    def of(self, row: Row, method: str) -> dict[str, int]:
        """The status that each role got."""
        return {one.role: one.status for one in self.answers if one.row is row and one.method == method}

    def pages(self) -> list[Answer]:
        """Every HTML page that somebody saw, error pages included."""
        return [one for one in self.answers if one.method == "get" and one.is_page]


class _Ears(logging.Handler):
    """Keeps every log line as it would be written, tracebacks included."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def heard(lines: list[str]) -> Iterator[None]:
    """Keep what is logged, in the format that the settings configure."""
    ears = _Ears(lines)
    root = logging.getLogger()
    # Not pytest's own handlers, but the one that the settings made.
    ours = [one.formatter for one in root.handlers if isinstance(one.formatter, structlog.stdlib.ProcessorFormatter)]
    ears.setFormatter(ours[0])
    root.addHandler(ears)
    try:
        yield
    finally:
        root.removeHandler(ears)


@contextmanager
def kept_out_of_the_database() -> Iterator[None]:
    """Everything inside is rolled back; agreements are sealed with a key that nobody keeps."""
    with (
        tempfile.TemporaryDirectory() as keys,
        transaction.atomic(),
        override_settings(
            SEAL_KEYS_DIR=Path(keys),
            TSA_URL="",
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
            EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
            ACCOUNT_RATE_LIMITS=False,
        ),
    ):
        make_key(Path(keys), "Northwind Works")
        yield
        transaction.set_rollback(True)


def fingerprint() -> dict[str, str]:
    """Of each table, a hash of all its rows; the time of the last sign-in is left out."""
    tables = [name for name in connection.introspection.table_names() if name not in NOT_COMPARED]
    parts = [
        f"SELECT '{name}', md5(coalesce(string_agg(row, '|' ORDER BY row), ''))"
        f" FROM (SELECT (to_jsonb(t) - 'last_login')::text AS row FROM \"{name}\" t) rows"
        for name in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def dump() -> dict[str, str]:
    """Every table as text, as a plain dump of the database holds it."""
    texts = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            text = io.StringIO()
            cursor.copy_expert(f'COPY "{name}" TO STDOUT', text)
            texts[name] = text.getvalue()
    return texts


def mails_of_the_weeks_after() -> list[str]:
    """Everything that is sent, now and at working hours of the coming weeks, with headers and both parts."""
    noon = timezone.now().replace(hour=11, minute=0)
    for days in (0, 1, 2, 3, 4, 5, 6, 8, 11, 15, 22, 30, 60, 100):
        sweep.run(noon + timedelta(days=days))
    return [_readable(message) for message in mail.outbox]


def _readable(message: mail.EmailMultiAlternatives) -> str:
    parts = [str(content) for content, _kind in message.alternatives]
    return "\n".join([message.message().as_string(), message.subject, str(message.body), *parts])


def differences(row: Row, before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """Under the row's name, the tables whose rows changed; nothing when none did."""
    changed = [name for name in before if before[name] != after[name]]
    return {row.name: changed} if changed else {}


def address(row: Row, world: worlds.World) -> str:
    """The row's address in this world."""
    url = reverse(row.route, args=[str(world.things.get(word, word)) for word in row.about.split()])
    return url + ACCENT if row.route == "brand_css" else url


def signed_in(world: worlds.World, role: str) -> Client:
    """A browser in which this role has signed in through the sign-in page."""
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        email = world.people[role].email
        answer = client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
        assert answer.status_code == 302, (role, answer.status_code)
    return client


def look(crawl: Crawl, clients: dict[str, Client], row: Row) -> None:
    """GET as everybody; HEAD and OPTIONS as those who are answered more than 'there is no such thing'."""
    url = address(row, crawl.world)
    for role in ROLES:
        for method in LOOKING:
            if method == "get" or role in row.answers:
                crawl.answers.append(_asked(clients[role], row, role, method, url))


def try_posting(crawl: Crawl, clients: dict[str, Client], row: Row) -> None:
    """POST as everybody who may not."""
    url = address(row, crawl.world)
    for role in ROLES:
        if not row.may(role) or row.kind == PAGE:
            crawl.answers.append(_asked(clients[role], row, role, "post", url))


def _asked(client: Client, row: Row, role: str, method: str, url: str) -> Answer:
    response = getattr(client, method)(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name.lower(): value for name, value in response.items()}
    return Answer(row, role, method, response.status_code, headers, body.decode(errors="replace"))


@cache
def crawl_everything() -> Crawl:
    """Build a world, open everything as everybody, and forget the world. Needs an open database."""
    lines: list[str] = []
    with kept_out_of_the_database(), heard(lines):
        crawl = Crawl(worlds.build(), log=lines)
        clients = {role: signed_in(crawl.world, role) for role in ROLES}
        before = fingerprint()
        for row in MATRIX:
            look(crawl, clients, row)
            after = fingerprint()
            crawl.changed_by_looking |= differences(row, before, after)
            before = after
            # Whoever is signed out and in again by the sign-in pages is no stranger to them.
            if not row.is_public:
                try_posting(crawl, clients, row)
                after = fingerprint()
                crawl.changed_by_refused |= differences(row, before, after)
                before = after
        crawl.mails = mails_of_the_weeks_after()
        crawl.tables = dump()
    return crawl
