"""An import that changes somebody's address tells the old one: no account is taken over in silence."""

import pytest
from django.core import mail
from django.test import TestCase

from core.models import AuditEntry
from people.models import Person
from people.services import import_runs, imports
from tests.factories.people import make_admin, make_organization, make_person

pytestmark = pytest.mark.django_db


def bring_in(by: Person, *rows: str) -> None:
    """Import these rows of employee number, first name and address, to the end."""
    content = "\n".join(["employee_id,first_name,email", *rows]).encode()
    person_import = imports.upload(content, file_name="people.csv", by=by)
    imports.choose_columns(person_import, person_import.mapping, by=by)
    import_runs.work(person_import.pk)
    person_import.refresh_from_db()
    imports.start(person_import, only_good_rows=False, by=by)
    with TestCase.captureOnCommitCallbacks(execute=True):
        import_runs.work(person_import.pk)


def someone(number: str, email: str, password: str | None = "a-long-password") -> Person:
    """A person HR knows by this number; without a password they never signed in."""
    person = make_person("Mina", employee_id=number, email=email)
    person.set_password(password)
    person.save()
    return person


def test_the_old_address_hears_of_the_new_one_and_it_is_on_record() -> None:
    make_organization()
    admin, person = make_admin(), someone("7", "mina@old.example")
    bring_in(admin, "7,Mina,hr@new.example")
    [letter] = mail.outbox
    assert [address.split("<")[-1].strip(">") for address in letter.to] == ["mina@old.example"]
    assert "hr@new.example" in letter.body
    assert "/reset" not in letter.body
    entry = AuditEntry.objects.get(action="person.address")
    assert (entry.subject_id, entry.actor) == (person.pk, admin)
    person.refresh_from_db()
    assert person.email == "hr@new.example"


def test_nobody_is_written_to_without_need() -> None:
    make_organization()
    admin = make_admin()
    someone("1", "same@old.example")
    someone("2", "never@old.example", password=None)
    bring_in(admin, "1,Nina,Same@old.example", "2,Mina,never@new.example", "3,Newt,new@new.example")
    assert mail.outbox == []
    assert not AuditEntry.objects.filter(action="person.address").exists()
