"""What is checked across rows and against everybody known."""

import pytest

from people.enums import EmploymentStatus
from people.models import Person, PersonImport, PersonSkill
from people.selectors.people import as_csv, as_xlsx
from people.services import import_runs, imports
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def check(*lines: str, **mapping: str) -> PersonImport:
    """Upload and check a file with these lines."""
    person_import = imports.upload("\n".join(lines).encode(), file_name="x.csv", by=None)
    imports.choose_columns(person_import, mapping or person_import.mapping, by=None)
    import_runs.work(person_import.pk)
    person_import.refresh_from_db()
    assert person_import.state == "checked", person_import.failure
    return person_import


def carry_out(person_import: PersonImport, only_good_rows: bool = False) -> PersonImport:
    imports.start(person_import, only_good_rows=only_good_rows, by=None)
    import_runs.work(person_import.pk)
    person_import.refresh_from_db()
    assert person_import.state == "done", person_import.failure
    return person_import


def found(person_import: PersonImport) -> list[tuple[int, str]]:
    return [(problem["row"], problem["reason"]) for problem in person_import.problems]


def test_circle_through_somebody_who_is_not_in_the_file_is_found() -> None:
    top = make_person(employee_id="1", email="top@x.example")
    middle = make_person(employee_id="2", email="mid@x.example", manager=top)
    make_person(employee_id="3", email="low@x.example", manager=middle)
    person_import = check("employee_id,email,name,manager", "1,top@x.example,Ada Nowak,3")
    assert found(person_import) == [(2, "These people would manage each other in a circle (row 2).")]


def test_circle_that_the_file_itself_undoes_is_none() -> None:
    one = make_person(employee_id="1", email="a@x.example")
    two = make_person(employee_id="2", email="b@x.example", manager=one)
    person_import = carry_out(check("employee_id,email,name,manager", "1,a@x.example,A B,2", "2,b@x.example,C D,"))
    assert person_import.counts["moved"] == 2
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.manager, two.manager) == (two, None)


def test_row_whose_managers_own_row_is_refused_comes_in_with_a_note() -> None:
    person_import = check("employee_id,email,name,manager", "1,nonsense,A B,", "2,b@x.example,C D,1")
    assert found(person_import) == [(2, "This is not an e-mail address.")]
    carry_out(person_import, only_good_rows=True)
    assert [note["row"] for note in person_import.notes] == [3]
    assert Person.objects.get().manager is None


def test_address_of_somebody_with_another_number_is_refused() -> None:
    make_person(employee_id="7", email="ada@x.example")
    person_import = check("employee_id,email,name", "8,ADA@x.example,Ada Nowak")
    assert found(person_import) == [(2, "This address belongs to somebody with another employee number (7).")]


def test_two_people_can_swap_their_addresses() -> None:
    one = make_person(employee_id="1", email="a@x.example")
    two = make_person(employee_id="2", email="b@x.example")
    carry_out(check("employee_id,email,name", "1,b@x.example,A B", "2,a@x.example,C D"))
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.email, two.email) == ("b@x.example", "a@x.example")


def test_address_that_its_holder_gives_up_goes_to_somebody_new() -> None:
    make_person(employee_id="1", email="a@x.example")
    carry_out(check("employee_id,email,name", "1,new@x.example,A B", "2,a@x.example,C D"))
    assert dict(Person.objects.values_list("employee_id", "email")) == {"1": "new@x.example", "2": "a@x.example"}


def test_somebody_without_a_number_is_found_by_address_and_gets_it() -> None:
    person = make_person(employee_id=None, email="ada@x.example")
    assert carry_out(check("employee_id,email,name", "8,Ada@X.example,Ada Nowak")).counts["changed"] == 1
    person.refresh_from_db()
    assert person.employee_id == "8"


def test_file_without_numbers_finds_people_by_address_and_leaves_the_rest_alone() -> None:
    person = make_person(employee_id="8", email="ada@x.example", department="Legal", grade=4, languages=["pl"])
    assert carry_out(check("email,name,grade", "ada@x.example,Ada Nowak,5")).counts["changed"] == 1
    person.refresh_from_db()
    assert (person.employee_id, person.department, person.grade, person.languages) == ("8", "Legal", 5, ["pl"])


def test_same_person_in_two_rows_is_refused_in_both() -> None:
    make_person(employee_id="8", email="ada@x.example")
    person_import = check("employee_id,email,name", "8,new@x.example,A B", "8,ada@x.example,A B")
    assert [row for row, _reason in found(person_import)] == [2, 3]


def test_imported_skill_that_the_file_no_longer_has_goes_and_own_ones_stay() -> None:
    header = "employee_id,email,name,skills"
    carry_out(check(header, "1,a@x.example,A B,Python;Sailing"))
    person = Person.objects.get()
    PersonSkill.objects.filter(skill__name="Sailing").update(source="own")
    assert carry_out(check(header, "1,a@x.example,A B,PYTHON;Rust")).counts["changed"] == 1
    assert sorted(person.skills.values_list("name", flat=True)) == ["Python", "Rust", "Sailing"]
    assert carry_out(check(header, "1,a@x.example,A B,")).counts["changed"] == 1
    assert list(person.skills.values_list("name", flat=True)) == ["Sailing"]


def test_rehired_person_can_sign_in_again() -> None:
    person = make_person(employee_id="1", email="a@x.example")
    header = "employee_id,email,name,status"
    carry_out(check(header, "1,a@x.example,Ada Nowak,terminated"))
    person.refresh_from_db()
    assert (person.is_active, person.left_on is not None) == (False, True)
    assert carry_out(check(header, "1,a@x.example,Ada Nowak,aktiv")).counts["returned"] == 1
    person.refresh_from_db()
    assert (person.is_active, person.left_on, person.employment_status) == (True, None, EmploymentStatus.ACTIVE)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-02-03", "2026-02-03"),
        ("3.2.2026", "2026-02-03"),
        ("2026/02/03", "2026-02-03"),
        ("31/12/2020", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("05/05/2020", "2020-05-05"),
        ("3 Mar 2021", "2021-03-03"),
        ("3. März 2021", "2021-03-03"),
        ("March 3, 2021", "2021-03-03"),
        ("2026-02-03 00:00:00", "2026-02-03"),
    ],
)
def test_date_that_can_be_read_in_one_way_is_read(cell: str, expected: str) -> None:
    carry_out(check("email;name;hire_date", f"a@x.example;A B;{cell}"))
    assert str(Person.objects.get().hire_date) == expected


def test_date_that_can_be_read_in_two_ways_is_refused_unless_its_column_shows_which() -> None:
    alone = check("email;name;hire_date", "a@x.example;A B;03/04/2020")
    assert found(alone) == [(2, "This date can be read in two ways. Write it like 2026-11-24.")]
    carry_out(check("email;name;hire_date", "a@x.example;A B;03/04/2020", "b@x.example;C D;28/02/2021"))
    assert str(Person.objects.get(email="a@x.example").hire_date) == "2020-04-03"


def test_row_with_cells_beyond_the_header_or_too_few_is_refused() -> None:
    person_import = check(
        "email,name,department", "a@x.example,Nowak, Ada,Legal", "b@x.example", "c@x.example,C D,Legal,,"
    )
    assert [row for row, _reason in found(person_import)] == [2, 3]


def test_own_export_comes_back_without_a_change() -> None:
    boss = make_person(first_name="=SUM(A1)", last_name="-Nowak", grade=9, email="boss@x.example")
    make_person(manager=boss, job_title="+1 engineer", languages=["pl", "en"], department="Ops, North")
    for content, name in ((as_csv(Person.objects.all()), "x.csv"), (as_xlsx(Person.objects.all()), "x.xlsx")):
        person_import = imports.upload(content, file_name=name, by=None)
        imports.choose_columns(person_import, person_import.mapping, by=None)
        import_runs.work(person_import.pk)
        person_import.refresh_from_db()
        assert (person_import.problems, person_import.counts["unchanged"]) == ([], 2)
