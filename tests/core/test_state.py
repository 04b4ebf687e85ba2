"""State changes are compare-and-set, refused in words, and leave evidence."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from core import audit
from core.middleware import RefusalMiddleware, client_address
from core.models import AuditEntry
from core.rules import Refusal, Rule
from core.transitions import AlreadyChanged, move, table
from program.enums import ProgramState
from program.models import Program
from tests.factories.people import make_person
from tests.factories.program import make_program

pytestmark = pytest.mark.django_db


def test_a_move_changes_the_row_and_leaves_an_entry() -> None:
    program, admin = make_program(state=ProgramState.DRAFT), make_person()
    move(program, ProgramState.OPEN, by=admin)
    program.refresh_from_db()
    assert program.state == ProgramState.OPEN
    [entry] = audit.entries_about(program)
    assert (entry.actor, entry.action, entry.detail) == (admin, "program.open", {"before": "draft", "after": "open"})


def test_a_move_from_a_state_that_is_no_more_is_refused() -> None:
    program, admin = make_program(state=ProgramState.DRAFT), make_person()
    elsewhere = Program.objects.get(pk=program.pk)
    move(elsewhere, ProgramState.OPEN, by=admin)
    with pytest.raises(AlreadyChanged):
        move(program, ProgramState.OPEN, by=admin)
    assert AuditEntry.objects.count() == 1


def test_a_move_that_the_table_does_not_have_is_refused() -> None:
    with pytest.raises(AlreadyChanged):
        move(make_program(state=ProgramState.CLOSED), ProgramState.RUNNING, by=None)


def test_a_table_reads_its_words() -> None:
    assert table(draft="open archived") == {"draft": frozenset({"open", "archived"})}


@pytest.mark.parametrize("statement", ["UPDATE core_auditentry SET action = 'x'", "DELETE FROM core_auditentry"])
def test_the_database_refuses_to_alter_the_trail(statement: str) -> None:
    audit.record("thing.done", make_program())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().action == "thing.done"


def test_a_rule_answers_checks_and_explains() -> None:
    @Rule
    def may_enter(person: str, door: str) -> str | None:
        """Whether the door is open."""
        return "The door is shut." if door == "shut" else None

    assert (may_enter.allows("a", "open"), may_enter.reason("a", "shut")) == (True, "The door is shut.")
    with pytest.raises(Refusal, match="The door is shut"):
        may_enter.check("a", "shut")


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[HttpResponse | None, list[str]]]:
    """What a refused request is answered, and the words shown."""
    said: list[str] = []
    monkeypatch.setattr("django.contrib.messages.warning", lambda request, text: said.append(text))

    def answer(exception: Exception, **headers: str) -> tuple[HttpResponse | None, list[str]]:
        request: HttpRequest = RequestFactory().post("/act/", headers=headers)
        return RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, exception), said

    return answer


@pytest.mark.parametrize(
    ("referer", "target"),
    [("http://testserver/from/", "http://testserver/from/"), ("https://evil.example/", "/"), ("", "/")],
)
def test_a_refusal_leads_back_with_its_reason(refused: Callable[..., object], referer: str, target: str) -> None:
    response, said = refused(Refusal("Because."), referer=referer)  # type: ignore[misc]
    assert (response.status_code, response["Location"], said) == (303, target, ["Because."])


def test_any_other_exception_is_a_bug_and_passes(refused: Callable[..., object]) -> None:
    response, said = refused(ValueError("bug"))  # type: ignore[misc]
    assert (response, said) == (None, [])


@pytest.mark.parametrize(("trusted", "address"), [(False, "127.0.0.1"), (True, "203.0.113.9")])
def test_only_a_trusted_proxy_names_the_caller(settings: pytest.FixtureRequest, trusted: bool, address: str) -> None:
    settings.TRUST_PROXY = trusted
    request = RequestFactory().get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"})
    assert client_address(request) == address


@pytest.mark.parametrize(
    ("reported", "address"),
    [
        ("203.0.113.9:4711", "203.0.113.9"),
        ("2001:db8::9", "2001:db8::9"),
        ("[2001:db8::9]:4711", "2001:db8::9"),
        ("unknown", None),
        ("1.2.3.4' OR 1", None),
    ],
)
def test_only_an_address_is_taken_for_one(settings: pytest.FixtureRequest, reported: str, address: str | None) -> None:
    settings.TRUST_PROXY = True
    assert client_address(RequestFactory().get("/", headers={"x-forwarded-for": reported})) == address
