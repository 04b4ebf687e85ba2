"""The exports in demo/data, through the command."""

import csv
import datetime as dt
import json
from contextlib import nullcontext
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command

from people.models import Person, PersonSkill
from tests.factories.people import give_skills, make_person

DATA = Path(__file__).resolve().parents[2] / "demo" / "data"
BAD_ROWS = [
    *(4, 6, 7, 8, 9, 10, 12, 14, 16, 17, 19, 21, 23, 25, 27, 29, 30, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 51),
]
pytestmark = pytest.mark.django_db


def run(name: str, *options: str, status: int = 0) -> dict[str, Any]:
    """The command's JSON."""
    out = StringIO()
    with pytest.raises(SystemExit) if status else nullcontext() as ended:
        call_command("import_people", str(DATA / name), "--json", *options, stdout=out)
    assert (ended.value.code if ended else 0) == status
    return json.loads(out.getvalue())


def some(counts: dict[str, int], *names: str) -> list[int]:
    return [counts[name] for name in names]


def test_whole_organization_goes_in_and_again_changes_nothing() -> None:
    first = run("people.csv")
    assert some(first["counts"], "rows", "created", "changed", "unchanged", "refused") == [420, 420, 0, 0, 0]
    assert Person.objects.count() == 420
    assert PersonSkill.objects.filter(source="imported").count() > 420
    again = run("people.csv")
    assert some(again["counts"], "rows", "created", "changed", "unchanged", "refused") == [420, 0, 0, 420, 0]


def test_workbook_of_the_same_people_changes_nothing(tmp_path: Path) -> None:
    """Numbers as numbers and dates as dates, as a spreadsheet stores them."""
    run("people.csv")
    book = openpyxl.Workbook()
    with (DATA / "people.csv").open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.reader(file)):
            cells: list[Any] = [cell or None for cell in row]
            if place:
                cells[7] = int(row[7])
                cells[9:11] = [dt.datetime.fromisoformat(day) if day else None for day in row[9:11]]
            book.active.append(cells)
    book.save(tmp_path / "people.xlsx")
    assert some(run(str(tmp_path / "people.xlsx"))["counts"], "rows", "changed", "unchanged") == [420, 0, 420]


def test_december_is_an_update_with_joiners_leavers_and_moves() -> None:
    run("people.csv")
    counts = run("people-december.csv")["counts"]
    assert some(counts, "created", "changed", "left", "on_leave", "moved", "renamed", "promoted") == [
        *(12, 26, 9, 5, 5, 3, 4),
    ]
    assert Person.objects.filter(is_active=False, left_on__isnull=False, employment_status="terminated").count() == 9
    assert Person.objects.filter(employment_status="leave").count() == 18
    again = run("people-december.csv")["counts"]
    assert some(again, "created", "changed", "unchanged") == [0, 0, 432]


def test_other_systems_file_is_understood_and_wipes_nothing() -> None:
    run("people.csv")
    before = list(Person.objects.order_by("pk").values())
    report = run("people-other-system.csv")
    assert some(report["counts"], "rows", "created", "changed", "unchanged", "refused") == [117, 0, 0, 117, 0]
    assert report["columns"]["manager"] == "Vorgesetzte/r"
    assert list(Person.objects.order_by("pk").values()) == before


def test_other_systems_file_alone_names_managers_who_are_nowhere() -> None:
    report = run("people-other-system.csv", "--dry-run", status=1)
    assert {problem["column"] for problem in report["problems"]} == {"Vorgesetzte/r"}


def test_columns_can_be_mapped_and_left_out_by_hand() -> None:
    report = run("people-other-system.csv", "--map", "manager=", "location=")
    assert report["ignored_columns"] == ["Vorgesetzte/r", "Standort"]
    assert report["counts"]["created"] == 117
    person = Person.objects.get(employee_id="E10003")
    assert [person.get_full_name(), person.location, str(person.hire_date)] == ["Cecília Pacheco", "", "2022-02-06"]


def test_broken_file_names_exactly_its_bad_rows_and_changes_nothing() -> None:
    make_person(employee_id="T1")
    report = run("people-broken.csv", status=1)
    assert sorted({problem["row"] for problem in report["problems"]}) == BAD_ROWS
    assert len(report["problems"]) == len(BAD_ROWS)
    assert some(report["counts"], "rows", "refused", "created") == [60, 28, 32]
    assert not report["imported"]
    assert Person.objects.count() == 1


def test_broken_file_names_the_column_of_each_problem() -> None:
    report = run("people-broken.csv", "--dry-run", status=1)
    columns = {problem["row"]: problem["column"] for problem in report["problems"]}
    expected = {
        "email": (4, 6, 7, 8, 37, 45),
        "employee_id": (9, 10, 30, 31, 43),
        "manager_employee_id": (12, 14, 16, 17),
        "hire_date": (19, 21, 39, 47),
        "grade": (23, 41),
        "time_zone": (25,),
        "first_name": (27, 35, 49),
        "job_title": (29,),
        "employment_status": (33,),
        "languages": (51,),
    }
    assert columns == {row: column for column, rows in expected.items() for row in rows}


def test_good_rows_come_in_with_exactly_their_text() -> None:
    report = run("people-broken.csv", "--good-rows")
    assert report["imported"]
    assert Person.objects.count() == 32
    names = dict(Person.objects.values_list("employee_id", "first_name"))
    assert names["B10061"] == '=HYPERLINK("http://example.invalid")'
    assert names["B10065"] == "<script>alert(1)</script>"
    assert Person.objects.get(employee_id="B10063").job_title == "+1 engineer"
    assert Person.objects.get(employee_id="B10067").last_name == "O'Brien-Żółć"


def test_own_skills_survive_an_import() -> None:
    run("people.csv")
    person = Person.objects.get(employee_id="E10003")
    give_skills(person, "Sailing")
    PersonSkill.objects.filter(person=person, skill__name="Sailing").update(source="own")
    assert run("people.csv")["counts"]["changed"] == 0
    assert set(person.skills.values_list("name", flat=True)) == {"Roadmapping", "Sailing"}
