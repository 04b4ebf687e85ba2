"""Two imports at once, an import killed on the way, a file that is far too large: real threads, processes and bytes."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from core.rules import Refusal
from people.enums import EmploymentStatus
from people.models import Person, PersonImport, Skill
from people.services import employment, import_runs, imports
from tests.factories.people import make_admin, make_person

DATA = Path(__file__).resolve().parents[2] / "demo" / "data"
pytestmark = pytest.mark.django_db(transaction=True)


def ready(content: bytes, by: Person | None = None) -> PersonImport:
    """An import that is checked and started, and on which nobody works yet."""
    person_import = imports.upload(content, file_name="people.csv", by=by)
    imports.choose_columns(person_import, person_import.mapping, by=by)
    import_runs.work(person_import.pk)
    person_import.refresh_from_db()
    imports.start(person_import, only_good_rows=False, by=by)
    return person_import


def at_once(*works: object) -> list[object]:
    """Run functions in threads that begin together; their answers."""
    gate, answers = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int) -> None:
        try:
            gate.wait()
            answers[place] = works[place]()  # type: ignore[operator]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_one_import_taken_up_twice_at_once_is_carried_out_once() -> None:
    person_import = ready((DATA / "people.csv").read_bytes())
    answers = at_once(*[lambda: import_runs.work(person_import.pk)] * 3)
    assert True in answers
    person_import.refresh_from_db()
    assert (person_import.state, person_import.counts["created"], Person.objects.count()) == ("done", 420, 420)
    assert AuditEntry.objects.filter(action="personimport.done").count() == 1


def test_two_imports_of_the_same_people_at_once_double_nobody() -> None:
    content = (DATA / "people.csv").read_bytes()
    one, two = ready(content), ready(content + b"\r\n")
    at_once(lambda: import_runs.work(one.pk), lambda: import_runs.work(two.pk))
    one.refresh_from_db()
    two.refresh_from_db()
    assert sorted([one.counts["created"], two.counts["created"]]) == [0, 420]
    assert sorted([one.counts["unchanged"], two.counts["unchanged"]]) == [0, 420]
    assert Person.objects.count() == 420


def test_start_pressed_twice_at_once_starts_once(signed_in: object) -> None:
    admin = make_admin(employee_id="A1")
    person_import = imports.upload((DATA / "people.csv").read_bytes(), file_name="p.csv", by=admin)
    imports.choose_columns(person_import, person_import.mapping, by=admin)
    import_runs.work(person_import.pk)
    clients: list[Client] = [signed_in(admin), signed_in(admin)]  # type: ignore[operator]
    url = reverse("person_import_start", args=[person_import.pk])
    at_once(*[lambda client=client: client.post(url) for client in clients])
    assert Person.objects.count() == 421
    assert AuditEntry.objects.filter(action="personimport.running").count() == 1


def test_last_two_admins_cannot_both_leave_at_once() -> None:
    admins = [make_admin(), make_admin()]

    def leave(admin: Person) -> bool:
        try:
            employment.change(admin, EmploymentStatus.TERMINATED, by=None)
        except Refusal:
            return False
        return True

    assert sorted(map(str, at_once(*[lambda admin=admin: leave(admin) for admin in admins]))) == ["False", "True"]
    assert Person.objects.filter(is_active=True).count() == 1


def wait_for(condition: object, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def stuck_importer() -> Iterator[object]:
    """Starts a real process that works on an import and cannot finish, because we hold a word it wants to add."""
    started: list[subprocess.Popen[bytes]] = []

    def start(person_import: PersonImport) -> subprocess.Popen[bytes]:
        code = (
            "import django, uuid; django.setup(); from people.services import import_runs;"
            f"import_runs.work(uuid.UUID('{person_import.pk}'))"
        )
        url = _with_database(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
        environ = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
        started.append(subprocess.Popen([sys.executable, "-c", code], env=environ))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def _with_database(url: str, name: str) -> str:
    parts = urlsplit(url)
    return parts._replace(path=f"/{name}").geturl()


def test_killed_import_leaves_nothing_half_done_and_is_taken_up(stuck_importer: object) -> None:
    make_person(employee_id="E10002", email="geert.stey@northwind-works.example", first_name="Old")
    person_import = ready((DATA / "people.csv").read_bytes())
    holder = threading.Event()
    is_held = threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Skill.objects.create(name="Roadmapping")
            is_held.set()
            holder.wait()
            transaction.set_rollback(True)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        is_held.wait()
        process = stuck_importer(person_import)  # type: ignore[operator]
        wait_for(lambda: _is_waiting_for_a_lock() or process.poll() is not None)
        assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    finally:
        holder.set()
        thread.join()
    assert list(Person.objects.values_list("first_name", flat=True)) == ["Old"]
    person_import.refresh_from_db()
    assert person_import.state == "running"
    wait_for(lambda: import_runs.resume_stale() == 1)
    person_import.refresh_from_db()
    assert (person_import.state, person_import.counts["created"], person_import.counts["changed"]) == ("done", 419, 1)


def _is_waiting_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def test_import_that_dies_again_and_again_is_given_up() -> None:
    person_import = ready((DATA / "people.csv").read_bytes())
    PersonImport.objects.filter(pk=person_import.pk).update(attempts=import_runs.MOST_ATTEMPTS)
    import_runs.resume_stale()
    person_import.refresh_from_db()
    assert (person_import.state, person_import.content, Person.objects.count()) == ("failed", None, 0)


def test_two_hundred_megabytes_are_refused_in_seconds_with_a_sentence(live_server: object, signed_in: object) -> None:
    client: Client = signed_in(make_admin())  # type: ignore[operator]
    page = client.get(reverse("person_import_list"))
    token, cookie = page.context["csrf_token"], client.cookies
    boundary = "people-boundary"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    ).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    block, blocks = b"x" * (1024 * 1024), 200
    server = urlsplit(str(live_server))
    started = time.monotonic()
    sender = http.client.HTTPConnection(server.hostname or "", server.port, timeout=30)
    sender.putrequest("POST", reverse("person_import_upload"))
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
    assert answer.status == 200
    assert "The file is larger than 20 MB." in words
    assert time.monotonic() - started < 30  # seconds, not minutes, on any machine
    assert PersonImport.objects.count() == 0
