"""An import in the browser, without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from people.forms.imports import ColumnsForm
from people.models import Person, PersonImport
from people.tasks import sweep_imports, work_on_import
from tests.factories.people import make_admin, make_person

DATA = Path(__file__).resolve().parents[2] / "demo" / "data"
pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def admin_client(signed_in: SignIn) -> Client:
    return signed_in(make_admin(employee_id="A1", languages=["en"]))


def send(client: Client, content: bytes, name: str = "people.csv") -> HttpResponse:
    return client.post(reverse("person_import_upload"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def confirm(client: Client, person_import: PersonImport) -> HttpResponse:
    """Accept the guessed columns, as the form stands on the page."""
    form = ColumnsForm(person_import=person_import)
    data = {name: field.initial for name, field in form.fields.items()}
    return client.post(reverse("person_import_columns", args=[person_import.pk]), data, follow=True)


def counts(person_import: PersonImport, *names: str) -> list[int]:
    person_import.refresh_from_db()
    return [person_import.counts[name] for name in names]


def test_import_from_upload_to_receipt(admin_client: Client) -> None:
    send(admin_client, (DATA / "people.csv").read_bytes())
    person_import = PersonImport.objects.get()
    assert person_import.mapping["manager"] == "manager_employee_id"
    page = confirm(admin_client, person_import)
    assert page.templates[0].name == "people/import_checked.html"
    assert Person.objects.count() == 1
    page = admin_client.post(reverse("person_import_start", args=[person_import.pk]), follow=True)
    assert page.templates[0].name == "people/import_done.html"
    assert counts(person_import, "created", "changed", "unchanged", "refused", "not_in_file") == [420, 0, 0, 0, 1]
    assert (person_import.state, person_import.content) == ("done", None)


def test_problems_are_shown_and_only_the_choice_imports_good_rows(admin_client: Client) -> None:
    send(admin_client, (DATA / "people-broken.csv").read_bytes())
    person_import = PersonImport.objects.get()
    page = confirm(admin_client, person_import)
    assert len(page.context["problems"].object_list) == 28
    admin_client.post(reverse("person_import_start", args=[person_import.pk]))
    assert Person.objects.count() == 1
    admin_client.post(reverse("person_import_start", args=[person_import.pk]), {"only_good_rows": "yes"})
    assert counts(person_import, "created", "refused") == [32, 28]
    assert Person.objects.count() == 33


def test_formula_and_markup_are_inert_on_pages_and_in_exports(admin_client: Client) -> None:
    send(admin_client, (DATA / "people-broken.csv").read_bytes())
    person_import = PersonImport.objects.get()
    confirm(admin_client, person_import)
    admin_client.post(reverse("person_import_start", args=[person_import.pk]), {"only_good_rows": "yes"})
    page = admin_client.get(reverse("person_list"), {"q": "Cantú"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Cantú" in page
    exported = admin_client.get(reverse("person_export", args=["csv"])).content.decode("utf-8-sig")
    assert """'=HYPERLINK(""http://example.invalid"")""" in exported
    assert ",'+1 engineer," in exported


def test_second_start_of_the_same_import_has_no_effect(admin_client: Client) -> None:
    send(admin_client, (DATA / "people.csv").read_bytes())
    person_import = PersonImport.objects.get()
    confirm(admin_client, person_import)
    for _ in range(2):
        admin_client.post(reverse("person_import_start", args=[person_import.pk]))
    assert counts(person_import, "created") == [420]
    assert Person.objects.count() == 421


def test_same_file_sent_twice_is_one_import(admin_client: Client) -> None:
    for _ in range(2):
        send(admin_client, (DATA / "people.csv").read_bytes())
    assert PersonImport.objects.count() == 1


@pytest.mark.parametrize("name", ["person_list", "person_import_list", "organization_edit"])
def test_pages_are_not_there_for_others(signed_in: SignIn, name: str) -> None:
    assert signed_in(make_person()).get(reverse(name)).status_code == 404


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("person_import_detail", "get"),
        ("person_import_progress", "get"),
        ("person_import_problems", "get"),
        ("person_import_columns", "post"),
        ("person_import_columns_again", "post"),
        ("person_import_start", "post"),
        ("person_import_discard", "post"),
    ],
)
def test_imports_are_not_there_for_others(admin_client: Client, signed_in: SignIn, name: str, method: str) -> None:
    send(admin_client, (DATA / "people-broken.csv").read_bytes())
    person_import = PersonImport.objects.get()
    answer = getattr(signed_in(make_person()), method)(reverse(name, args=[person_import.pk]))
    assert answer.status_code == 404
    assert b"b.sheila" not in answer.content
    person_import.refresh_from_db()
    assert person_import.state == "mapping"


def test_large_file_is_left_to_a_worker_and_its_page_shows_how_it_stands(admin_client: Client) -> None:
    rows = b"".join(b"%d,p%d@x.example,Person Number%d,%s\n" % (n, n, n, b"Department " * 9) for n in range(3500))
    send(admin_client, b"employee_id,email,name,department\n" + rows)
    person_import = PersonImport.objects.get()
    page = confirm(admin_client, person_import)
    assert page.templates[0].name == "people/import_progress.html"
    progress = reverse("person_import_progress", args=[person_import.pk])
    assert "HX-Refresh" not in admin_client.get(progress).headers
    sweep_imports()
    assert admin_client.get(progress).headers["HX-Refresh"] == "true"
    admin_client.post(reverse("person_import_start", args=[person_import.pk]))
    work_on_import(str(person_import.pk))
    assert counts(person_import, "rows", "created") == [3500, 3500]
    assert (person_import.state, person_import.rows_done) == ("done", 3500)


def test_discarded_file_is_gone(admin_client: Client) -> None:
    send(admin_client, (DATA / "people.csv").read_bytes())
    person_import = PersonImport.objects.get()
    admin_client.post(reverse("person_import_discard", args=[person_import.pk]))
    person_import.refresh_from_db()
    assert (person_import.state, person_import.content, person_import.preview) == ("discarded", None, {})


def test_two_columns_for_one_of_ours_are_refused_and_nothing_chosen_is_lost(admin_client: Client) -> None:
    send(admin_client, b"email,name,mail2\nada@x.example,Ada Nowak,b@x.example\n")
    person_import = PersonImport.objects.get()
    data = {"column_0": "email", "column_1": "full_name", "column_2": "email"}
    page = admin_client.post(reverse("person_import_columns", args=[person_import.pk]), data)
    assert page.context["form"].errors == {"column_2": ["“E-mail address” is chosen twice."]}
    assert page.context["form"]["column_2"].value() == "email"


def test_missing_columns_are_named(admin_client: Client) -> None:
    send(admin_client, b"number;town\n1;Lyon\n")
    page = confirm(admin_client, PersonImport.objects.get())
    assert page.context["form"].non_field_errors() == ["No column is chosen for: E-mail address, First name."]
