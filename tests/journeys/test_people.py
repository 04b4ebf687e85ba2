"""The people story in a browser: signing in, importing HR's files, and what a person says about themself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from people.models import Person
from tests.factories.people import make_admin, make_organization, make_person
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OpenDesk = Callable[..., Desk]
DATA = Path(__file__).resolve().parents[2] / "demo" / "data"
BAD_ROWS = [4, 6, 7, 8, 9, 10, 12, 14, 16, 17, 19, 21, 23, 25, 27, 29, 30, 31]
BAD_ROWS += [33, 35, 37, 39, 41, 43, 45, 47, 49, 51]


@pytest.fixture
def admin() -> Person:
    make_organization()
    return make_admin(first_name="Hanna", last_name="Berg", employee_id="A1", time_zone="Europe/Berlin")


def upload(window: Desk, file: str | Path) -> Desk:
    """Choose a file on the import page and have it looked at."""
    window.go("/people/import/").page.get_by_label("CSV or XLSX file").set_input_files(file)
    return window.do("Look at the file")


def figures(window: Desk) -> dict[str, str]:
    """The large figures of the page by their label."""
    return {
        stat.locator(".stat__label").inner_text(): stat.locator(".stat__value").inner_text()
        for stat in window.page.locator("main .stat").all()
    }


def heading(window: Desk, text: str) -> None:
    expect(window.page.get_by_role("heading", level=1)).to_have_text(text)


def try_sign_in(window: Desk, email: str, password: str) -> str:
    """Fill the sign-in form; the words of the refusal."""
    window.go("/account/login/").page.locator("#id_login").fill(email)
    window.page.locator("#id_password").fill(password)
    window.do("Sign in", within="main")
    return window.page.locator("main [role=alert]").first.inner_text()


def test_signing_in_tells_nobody_who_has_an_account(desk: OpenDesk, admin: Person) -> None:
    window = desk()
    wrong = try_sign_in(window, admin.email, "not my password")
    window.look("sign-in-wrong")
    assert try_sign_in(window, "nobody@people.example", "not my password") == wrong
    window.sign_in(admin.email).sees("Hanna")
    heading(window.go("/people/"), "People")


def test_people_come_in_from_files_of_hr(desk: OpenDesk, admin: Person) -> None:
    window = desk(admin)
    window.do("People", within="nav:visible").look("people-alone").do("Import people").look("import")
    upload(window, DATA / "people.csv")
    heading(window.look("import-columns"), "Which column is which?")
    window.do("Check the file")
    heading(window.look("import-checked"), "What would happen")
    assert Person.objects.count() == 1
    window.do("Import everything")
    heading(window.look("import-receipt"), "Imported")
    assert figures(window)["New"] == "420"
    upload(window, DATA / "people.csv").do("Check the file").do("Import everything")
    assert {name: figures(window)[name] for name in ("New", "Changed", "Unchanged")} == {
        "New": "0",
        "Changed": "0",
        "Unchanged": "420",
    }
    december(window)
    other_system(window)
    window.go("/people/?q=Ruszczak").look("people-found").do("Malwina Ruszczak").look("person")
    window.sees("Chief Executive Officer")


def december(window: Desk) -> None:
    """A month later: joiners, leavers, leave, moves."""
    upload(window, DATA / "people-december.csv").do("Check the file").look("import-december-checked")
    window.do("Import everything")
    heading(window.look("import-december"), "Imported")
    assert figures(window)["New"] == "12"
    changes = {
        row.locator("dt").inner_text(): row.locator("dd").inner_text()
        for row in window.page.locator("main dl.facts > div").all()
    }
    assert changes == {
        "Left the organization": "9",
        "Went on leave": "5",
        "Have another manager": "5",
        "Were promoted": "4",
        "Have another name": "3",
    }
    assert Person.objects.filter(employment_status="terminated", is_active=False).count() == 9


def other_system(window: Desk) -> None:
    """Another system's file: one column is chosen by hand, the rest was guessed right."""
    before = Person.objects.get(email="geert.stey@northwind-works.example").department
    upload(window, DATA / "people-other-system.csv").look("import-other-columns")
    window.page.get_by_label("Abteilung").select_option("")
    window.do("Check the file").look("import-other-checked").sees("Abteilung").do("Import everything")
    heading(window, "Imported")
    assert figures(window)["New"] == "0"
    assert Person.objects.get(email="geert.stey@northwind-works.example").department == before


def test_bad_rows_are_named_and_only_a_choice_brings_in_the_good_ones(desk: OpenDesk, admin: Person) -> None:
    window = desk(admin)
    upload(window, DATA / "people-broken.csv").do("Check the file").look("import-broken")
    rows = [cell.inner_text() for cell in window.page.locator("#problems tbody th").all()]
    assert sorted({int(row.split()[-1]) for row in rows}) == BAD_ROWS
    assert Person.objects.count() == 1
    window.do("Import the good rows")
    heading(window.look("import-broken-receipt"), "Imported")
    assert Person.objects.count() == 33
    window.go("/people/?q=Comar")
    expect(window.page.locator("main tbody")).to_contain_text('=HYPERLINK("http://example.invalid")')
    assert window.page.locator("main a[href*='example.invalid']").count() == 0
    window.go("/people/?q=Cantú").sees("<script>alert(1)</script> Cantú")
    window.do("<script>alert(1)</script> Cantú").look("person-odd-name")


def test_file_that_is_none_gets_a_clear_word(desk: OpenDesk, admin: Person, tmp_path: Path) -> None:
    window = desk(admin)
    picture, nothing = tmp_path / "people.png", tmp_path / "people.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    nothing.write_bytes(b"")
    said = []
    for file in (picture, nothing):
        upload(window, file).look(f"import-refused-{file.suffix[1:]}")
        heading(window, "Import people")
        said.append(window.page.locator("main [role=alert], main .invalid-feedback").first.inner_text())
    assert "The file is empty." in said[1]
    assert said[0] not in ("", said[1])


def test_own_profile_says_who_reads_what(desk: OpenDesk) -> None:
    make_organization()
    window = desk(make_person("Mina", "Sato", department="Engineering"))
    window.go("/me/").look("profile-own")
    labels = [label.inner_text().split("\n")[-1] for label in window.page.locator(".privacy:visible").all()]
    assert labels[0] == "Everyone in the organization's programs"
    assert len(labels) == 3
    window.fill("About me", "I like long walks.").do("Save", within="main").says("Your profile is saved.")
    assert Person.objects.get(first_name="Mina").about == "I like long walks."
