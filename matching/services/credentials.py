"""Credentials of coaches, recorded by those who run a program."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.text import single_line
from core.transitions import AlreadyChanged
from matching.models import Credential
from people.models import Person


@transaction.atomic
def record(person: Person, name: str, *, issuer: str, valid_until: date | None, by: Person) -> Credential:
    """Note a credential of a coach. Raises Refusal when one of this name is on record: then it is changed instead."""
    _lock(person)
    _refuse_name(person, name)
    found = Credential.objects.create(
        person=person, name=single_line(name), issuer=single_line(issuer), valid_until=valid_until
    )
    audit.record("credential.record", found, by=by, person=person.pk)
    return found


@transaction.atomic
def change(credential: Credential, name: str, *, issuer: str, valid_until: date | None, by: Person) -> None:
    """Write down a new name, issuer or day. Raises Refusal for a name on record, AlreadyChanged when it is gone."""
    _lock(credential.person)
    current = _held(credential)
    _refuse_name(current.person, name, besides=current)
    values = {"name": single_line(name), "issuer": single_line(issuer), "valid_until": valid_until}
    changed = [field for field, value in values.items() if getattr(current, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(current, field, values[field])
    current.save(update_fields=changed)
    audit.record("credential.change", current, by=by, person=current.person_id, fields=changed)


@transaction.atomic
def remove(credential: Credential, *, by: Person) -> None:
    """Take it off the record. Raises AlreadyChanged when it is gone already."""
    current = _held(credential)
    audit.record("credential.remove", current, by=by, person=current.person_id)
    current.delete()


def _lock(person: Person) -> None:
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _held(credential: Credential) -> Credential:
    rows = Credential.objects.select_for_update(of=("self",)).select_related("person")
    found = rows.filter(pk=credential.pk).first()
    if found is None:
        raise AlreadyChanged
    return found


def _refuse_name(person: Person, name: str, besides: Credential | None = None) -> None:
    taken = Credential.objects.filter(person=person, name__iexact=single_line(name))
    if (taken.exclude(pk=besides.pk) if besides else taken).exists():
        raise Refusal(_("This credential is on record already. You can change the day there."))
