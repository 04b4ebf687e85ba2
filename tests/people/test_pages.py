"""The directory, one's own profile and the organization's settings."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEntry
from people.models import DottedLine, Organization, Person, PersonImport
from people.selectors.steps import steps_for
from tests.factories.people import give_skills, make_admin, make_organization, make_person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def names(page: Any) -> list[str]:
    return [person.get_full_name() for person in page.context["page"]]


def test_list_takes_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    make_organization()
    admin = make_admin()
    client = signed_in(admin)
    make_person(manager=admin, department="Legal")
    url = reverse("person_list")
    queries(client, url)
    one = queries(client, url)
    for _ in range(2):
        make_person(manager=make_person(), department="Ops")
    assert queries(client, url) == one


def test_page_of_a_person_takes_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    make_organization()
    person, client = make_person(), signed_in(make_admin())
    url = reverse("person_detail", args=[person.pk])
    counted = []
    for _ in range(2):
        for _ in range(len(counted) * 2 + 1):
            make_person(manager=person)
            DottedLine.objects.create(person=person, manager=make_person())
            give_skills(person, f"Skill {PersonCount.next()}")
        queries(client, url)
        counted.append(queries(client, url))
    assert counted[0] == counted[1]


class PersonCount:
    """Different words for skills."""

    last = 0

    @classmethod
    def next(cls) -> int:
        cls.last += 1
        return cls.last


def test_import_list_takes_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    make_organization()
    admin = make_admin()
    client, url = signed_in(admin), reverse("person_import_list")
    PersonImport.objects.create(file_name="a.csv", uploaded_by=admin)
    queries(client, url)
    one = queries(client, url)
    for name in "bc":
        PersonImport.objects.create(file_name=name, uploaded_by=make_admin())
    assert queries(client, url) == one


def test_search_finds_by_every_word_in_name_job_and_department(signed_in: SignIn) -> None:
    client = signed_in(make_admin(first_name="Zoe", last_name="Admin"))
    make_person("Ada", "Nowak", department="Legal", job_title="Counsel")
    make_person("Ada", "Kowal", department="Sales")
    make_person("Bob", "Nowak", department="Sales")
    url = reverse("person_list")
    assert names(client.get(url, {"q": "ada"})) == ["Ada Kowal", "Ada Nowak"]
    assert names(client.get(url, {"q": "now legal"})) == ["Ada Nowak"]
    assert names(client.get(url, {"department": "Sales"})) == ["Ada Kowal", "Bob Nowak"]
    assert names(client.get(url, {"q": "%"})) == []
    assert names(client.get(url, {"q": "bob", "status": "leave"})) == []


def test_search_uses_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, values = Person.objects.matching_words("nowak").order_by().query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "person_search_trigrams" in plan


def test_page_of_a_person_is_not_there_for_others(signed_in: SignIn) -> None:
    person = make_person("Secret", grade=9)
    answer = signed_in(make_person()).get(reverse("person_detail", args=[person.pk]))
    assert answer.status_code == 404
    assert b"Secret" not in answer.content


def test_workbook_of_the_directory_holds_text_and_never_formulas(signed_in: SignIn) -> None:
    boss = make_person("Boss", employee_id="7")
    make_person("=HYPERLINK(1)", "@Nowak", manager=boss, grade=3, job_title="+1 engineer", department="Ops")
    client = signed_in(make_admin())
    answer = client.get(reverse("person_export", args=["xlsx"]), {"department": "Ops"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    head, row = sheet.iter_rows()
    facts = {name.value: cell for name, cell in zip(head, row, strict=True)}
    assert [facts[name].value for name in ("first_name", "last_name", "job_title", "grade", "manager_employee_id")] == [
        *("=HYPERLINK(1)", "@Nowak", "+1 engineer", 3, "7"),
    ]
    assert {facts[name].data_type for name in ("first_name", "last_name", "job_title")} == {"s"}
    assert facts["first_name"].quotePrefix


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_exported_list_reads_back_as_it_was(signed_in: SignIn, kind: str) -> None:
    give_skills(make_person(department="Ops", languages=["pl", "en"]), "Welding", "Budgeting")
    answer = signed_in(make_admin()).get(reverse("person_export", args=[kind]), {"department": "Ops"})
    if kind == "csv":
        [row] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    else:
        head, cells = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
        row = dict(zip(head, cells, strict=True))
    assert (row["skills"], row["languages"]) == ("Budgeting;Welding", "pl;en")


def test_export_is_not_there_for_others(signed_in: SignIn) -> None:
    make_person("Secret")
    answer = signed_in(make_person()).get(reverse("person_export", args=["csv"]))
    assert (answer.status_code, b"Secret" in answer.content) == (404, False)


def profile(**changes: str) -> dict[str, str]:
    words = {"about": "", "languages": "", "own_skills": "", "time_zone": "UTC", "language": "", "theme": "auto"}
    return words | changes


def test_profile_stores_own_words_and_keeps_what_hr_says(signed_in: SignIn) -> None:
    person = make_person(grade=4)
    give_skills(person, "Python")
    give_skills(make_person(), "Sailing")
    data = profile(
        about="Line one\r\nLine two", languages="Polski, english ; de", own_skills="sailing\n\nGo\ngo\nPYTHON",
        time_zone="Asia/Tokyo", language="de", theme="dark",
    )  # fmt: skip
    signed_in(person).post(reverse("profile_edit"), {**data, "grade": "9", "is_organization_admin": "on"})
    person.refresh_from_db()
    assert person.about == "Line one\nLine two"
    assert person.languages == ["pl", "en", "de"]
    assert (person.time_zone, person.language, person.theme) == ("Asia/Tokyo", "de", "dark")
    assert (person.grade, person.is_organization_admin) == (4, False)
    skills = dict(person.person_skills.values_list("skill__name", "source"))
    assert skills == {"Python": "imported", "Sailing": "own", "Go": "own"}
    entry = AuditEntry.objects.get(action="person.profile")
    assert entry.detail == {"fields": ["about", "language", "languages", "theme", "time_zone", "skills"]}


def test_unknown_language_is_refused_and_nothing_typed_is_lost(signed_in: SignIn) -> None:
    person = make_person()
    page = signed_in(person).post(reverse("profile_edit"), profile(languages="Klingon", about="Kept"))
    assert page.context["form"].errors == {"languages": ["“Klingon” is not a language we know."]}
    assert page.context["form"]["about"].value() == "Kept"
    person.refresh_from_db()
    assert person.languages == ["en"]


def test_theme_switch_goes_back_to_its_page_and_nowhere_else(signed_in: SignIn) -> None:
    person = make_person()
    client = signed_in(person)
    assert client.post(reverse("theme_set"), {"theme": "dark", "next": "/me/"}).url == "/me/"
    person.refresh_from_db()
    assert person.theme == "dark"
    assert client.post(reverse("theme_set"), {"theme": "pink", "next": "https://evil.example/"}).url == "/"


def test_organization_is_changed_and_an_unreadable_colour_is_explained(signed_in: SignIn) -> None:
    data = {
        "name": "Acme",
        "accent": "#ffee00",
        "time_zone": "Europe/Berlin",
        "language": "de",
        "working_days": ["1", "7"],
    }
    page = signed_in(make_admin()).post(reverse("organization_edit"), data, follow=True)
    organization = Organization.objects.get()
    assert (organization.name, organization.accent, organization.working_days) == ("Acme", "#ffee00", [1, 7])
    assert len(list(page.context["messages"])) == 2


def test_admin_of_an_empty_directory_is_asked_to_import() -> None:
    admin = make_admin(about="x")
    assert [step.title for step in steps_for(admin)] == ["Import your people"]
    make_person()
    assert steps_for(admin) == []


def test_person_without_languages_or_words_is_asked_for_them() -> None:
    assert [step.title for step in steps_for(make_person(languages=[], about=""))] == ["Complete your profile"]
    assert steps_for(make_person(about="Hello")) == []


def test_what_is_not_there_looks_the_same_while_developing(signed_in: SignIn, settings: Any) -> None:
    settings.DEBUG = True
    answer = signed_in(make_person()).get(reverse("person_list"))
    assert (answer.status_code, "There is nothing here" in answer.content.decode()) == (404, True)
    assert "URLconf" not in answer.content.decode()
