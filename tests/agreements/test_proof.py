"""What the database refuses, what a copy of it shows, and what the check finds."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError

from agreements.models import AgreementEvent, AgreementSection, AgreementVersion, Goal, Signature
from agreements.services import goals, versions
from agreements.services.verification import verify_all
from tests.factories.agreements import (
    add_goal,
    guide_of,
    make_agreement,
    open_version,
    propose,
    seeker_of,
    sign,
    sign_by_all,
)
from tests.factories.matching import make_partnership

pytestmark = pytest.mark.django_db
SECRET = "I want to leave my team by spring"
TAMPERING = {
    "event": "UPDATE agreements_agreementevent SET detail = '{}' WHERE kind = 'signed'",
    "event deleted": "DELETE FROM agreements_agreementevent WHERE kind = 'signed'",
    "text": "UPDATE agreements_agreementversion SET content = '\\x00'",
    "hash": "UPDATE agreements_agreementversion SET content_hash = repeat('0', 64)",
    "signature": "UPDATE agreements_signature SET typed_name = 'Somebody Else'",
    "signature deleted": "DELETE FROM agreements_signature",
    "section": "UPDATE agreements_agreementsection SET data = '{\"minutes\": 5}' WHERE kind = 'schedule'",
}


def _execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("what", TAMPERING)
def test_the_database_refuses_to_change_what_was_signed(what: str) -> None:
    sign_by_all(make_partnership())

    with pytest.raises((InternalError, IntegrityError)):
        _execute(TAMPERING[what])


def test_no_version_comes_into_force_without_every_signature() -> None:
    agreement = make_agreement()
    sign(propose(agreement), seeker_of(agreement))

    with pytest.raises((InternalError, IntegrityError)):
        _execute("UPDATE agreements_agreementversion SET state = 'in_force', in_force_at = now()")


def test_a_copy_of_the_tables_holds_no_word_of_the_agreement() -> None:
    partnership = make_partnership()
    agreement = make_agreement(partnership)
    goal = add_goal(agreement, SECRET, measure=f"{SECRET} for good")
    purpose = open_version(agreement).sections.get(key="purpose").body
    versions.decline(propose(agreement), by=seeker_of(agreement), reason=SECRET)
    sign_by_all(partnership)
    goals.reach(Goal.objects.get(pk=goal.pk), by=guide_of(agreement))

    dump = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            dump += [row for (row,) in cursor.fetchall()]
    text = "\n".join(dump)
    forms = [SECRET, SECRET.encode().hex(), purpose, purpose.encode().hex()]
    assert [form for form in forms if form in text] == []
    assert goal.title == SECRET


def test_an_untouched_house_has_no_faults() -> None:
    sign_by_all(make_partnership())
    out = StringIO()

    call_command("verify_agreements", stdout=out)

    assert out.getvalue() == "1 agreements checked, 0 faults.\n"


@pytest.mark.parametrize(
    ("table", "statement", "fault"),
    [
        (
            "agreements_signature",
            "UPDATE agreements_signature SET typed_name = 'X'",
            "a signature on version 1 was altered",
        ),
        (
            "agreements_signature",
            "DELETE FROM agreements_signature WHERE id = (SELECT id FROM agreements_signature LIMIT 1)",
            "a signature on version 1 is missing",
        ),
        (
            "agreements_agreementevent",
            "UPDATE agreements_agreementevent SET happened_at = now() - interval '1 day' WHERE number = 2",
            "event 2 was altered",
        ),
        ("agreements_agreementevent", "DELETE FROM agreements_agreementevent WHERE number = 3", "event 3 is missing"),
        (
            "agreements_agreementversion",
            "UPDATE agreements_agreementversion SET content = '\\x01'",
            "the text of version 1 cannot be opened",
        ),
        (
            "agreements_agreementversion",
            "UPDATE agreements_agreementversion SET content_hash = repeat('0', 64)",
            "the text of version 1 is not the one that was offered",
        ),
    ],
)
def test_the_check_finds_what_somebody_changed_with_the_guards_off(table: str, statement: str, fault: str) -> None:
    sign_by_all(make_partnership())
    # Deferred checks of the rows made above must be settled before a trigger can be turned off.
    _execute("SET CONSTRAINTS ALL IMMEDIATE")
    _execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    _execute(statement)
    _execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("verify_agreements", "--json", stdout=out)

    said = json.loads(out.getvalue())
    assert (said["checked"], said["faults"][0]["what"]) == (1, fault)


def test_every_refused_change_left_the_proof_whole() -> None:
    sign_by_all(make_partnership())
    parts = AgreementSection.objects.count()
    for statement in TAMPERING.values():
        with pytest.raises((InternalError, IntegrityError)):
            _execute(statement)

    counts = [model.objects.count() for model in (Signature, AgreementVersion)]
    assert (counts, verify_all()) == ([2, 1], [])
    assert AgreementSection.objects.count() == parts
    assert AgreementEvent.objects.filter(kind="signed").count() == 2
