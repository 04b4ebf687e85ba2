"""The directory as pages and exports show it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from django.contrib.postgres.aggregates import StringAgg
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell

from core.audit import entries_about
from core.text import inert_cell
from core.ui.times import date_words
from people.enums import EmploymentStatus
from people.languages import names_of
from people.models import Person
from people.models.person import PersonQuerySet

# The names that an import understands, so that an export can come back in.
EXPORTED = (
    *("employee_id", "first_name", "last_name", "email", "job_title", "department", "location", "grade"),
    *("manager_employee_id", "hire_date", "last_promotion_date", "time_zone", "languages", "skills"),
    *("employment_status", "left_on"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of people is narrowed to; empty words mean everybody."""

    words: str = ""
    department: str = ""
    status: str = ""

    def apply(self, people: PersonQuerySet) -> PersonQuerySet:
        """The people who fit, by name."""
        if self.words:
            people = people.matching_words(self.words)
        if self.department:
            people = people.filter(department=self.department)
        if self.status:
            people = people.filter(employment_status=self.status)
        return people


def departments() -> list[str]:
    """Every department that somebody is in."""
    names = Person.objects.exclude(department="").order_by("department").values_list("department", flat=True)
    return list(names.distinct())


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything on the page of one person."""

    person: Person
    reports: list[Person]
    dotted_managers: list[Person]
    facts: list[tuple[Any, Any]]
    skills: list[str]
    languages: list[str]
    history: list[dict[str, Any]]


def page_of(person: Person) -> PersonPage:
    """The person's facts, lines and history, in a fixed number of queries."""
    return PersonPage(
        person=person,
        reports=list(person.reports.employed()[:50]),
        dotted_managers=[line.manager for line in person.dotted_lines.select_related("manager")],
        facts=[*contact_facts(person), *hr_facts(person)],
        skills=list(person.person_skills.order_by("skill__name").values_list("skill__name", flat=True)),
        languages=names_of(person.languages),
        history=[
            {
                "text": EmploymentStatus(entry.detail["after"]).label,
                "detail": entry.actor and entry.actor.get_full_name(),
                "at": entry.created_at,
            }
            for entry in entries_about(person).filter(action="person.employment").order_by("-created_at")[:20]
        ],
    )


def contact_facts(person: Person) -> list[tuple[Any, Any]]:
    """How and where to reach the person."""
    return [(_("E-mail address"), person.email), (_("Location"), person.location), (_("Time zone"), person.time_zone)]


def hr_facts(person: Person) -> list[tuple[Any, Any]]:
    """What HR's list says; what is not known is empty."""
    return [
        (_("Employee number"), person.employee_id),
        (_("Department"), person.department),
        (_("Grade"), person.grade),
        (_("Hired on"), date_words(person.hire_date)),
        (_("Last promoted on"), date_words(person.last_promotion_date)),
        (_("Left on"), date_words(person.left_on)),
    ]


def _rows(people: PersonQuerySet) -> Iterator[list[Any]]:
    skills = StringAgg("skills__name", delimiter=";", order_by="skills__name")
    found = people.annotate(all_skills=skills).select_related("manager")
    for person in found.iterator(chunk_size=2000):
        facts = {
            "manager_employee_id": (person.manager.employee_id or person.manager.email) if person.manager else "",
            "languages": ";".join(person.languages),
            "skills": person.all_skills,
        }
        yield [facts[name] if name in facts else getattr(person, name) for name in EXPORTED]


def as_csv(people: PersonQuerySet) -> bytes:
    """The directory as CSV in UTF-8 with a mark, as spreadsheets expect it; no cell of it is ever a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(EXPORTED)
    for row in _rows(people):
        writer.writerow(["" if cell is None else inert_cell(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(people: PersonQuerySet) -> bytes:
    """The directory as a workbook whose cells are text and numbers, exactly as stored, never formulas."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("People")
    sheet.append(list(EXPORTED))
    for row in _rows(people):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value if isinstance(value, int) else None)
            if not isinstance(value, int) and value is not None:
                cell.value = str(value)
                # The library takes a text that begins with = for a formula: it is text, and stays so when edited.
                cell.data_type = "s"
                cell.quotePrefix = inert_cell(str(value)) != str(value)
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
