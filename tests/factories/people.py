"""People for tests."""

from itertools import count
from typing import Any

from people.models import Organization, Person, PersonSkill, Skill

PASSWORD = "correct horse battery"
_numbers = count(1)


def make_person(first_name: str = "Ada", last_name: str = "Nowak", **fields: Any) -> Person:
    """A person at work who can sign in with PASSWORD."""
    number = next(_numbers)
    fields.setdefault("email", f"person.{number}@people.example")
    fields.setdefault("employee_id", f"T{number:05}")
    fields.setdefault("languages", ["en"])
    fields.setdefault("time_zone", "Europe/Warsaw")
    return Person.objects.create_user(password=PASSWORD, first_name=first_name, last_name=last_name, **fields)


def make_admin(**fields: Any) -> Person:
    """An organization admin."""
    fields.setdefault("first_name", "Hanna")
    return make_person(is_organization_admin=True, **fields)


def make_skill(name: str) -> Skill:
    """A word of the vocabulary, made once."""
    return Skill.objects.get_or_create(name=name)[0]


def give_skills(person: Person, *names: str) -> None:
    """Skills that the person has."""
    for name in names:
        PersonSkill.objects.create(person=person, skill=make_skill(name))


def make_organization(**fields: Any) -> Organization:
    """The one organization."""
    fields.setdefault("name", "Northwind Works")
    return Organization.objects.create(**fields)
