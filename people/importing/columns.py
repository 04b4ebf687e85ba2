"""Our columns, the names other systems give them, and the guess which is which."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.importing.problems import Unreadable

# {our key: their column}
Columns = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One of our columns: its key, its name for people, and the header names that mean it."""

    key: str
    label: str | Promise
    names: tuple[str, ...]
    hint: str | Promise = ""


FIELDS: tuple[Field, ...] = (
    Field(
        "employee_id",
        gettext_lazy("Employee number"),
        (
            *("employeeid", "employeenumber", "employeeno", "empid", "staffid", "staffnumber", "personid", "workerid"),
            *("personnelnumber", "personalnummer", "personalnr", "persnr", "mitarbeiternummer", "mitarbeiternr"),
            *("mitarbeiterid",),
        ),
        gettext_lazy("how a person is found again"),
    ),
    Field("first_name", gettext_lazy("First name"), ("firstname", "givenname", "forename", "vorname", "rufname")),
    Field(
        "last_name",
        gettext_lazy("Last name"),
        ("lastname", "surname", "familyname", "nachname", "familienname", "zuname"),
    ),
    Field(
        "full_name",
        gettext_lazy("Whole name"),
        ("name", "fullname", "displayname", "employeename", "vollstandigername", "mitarbeiter", "anzeigename"),
        gettext_lazy("“Last, First” or “First Last”"),
    ),
    Field(
        "email",
        gettext_lazy("E-mail address"),
        (
            *("email", "emailaddress", "mail", "workemail", "businessemail", "primaryemail", "emailadresse"),
            *("mailadresse", "dienstlicheemail"),
        ),
    ),
    Field(
        "job_title",
        gettext_lazy("Job title"),
        (
            *("jobtitle", "title", "position", "role", "job", "stelle", "stellenbezeichnung", "funktion"),
            *("berufsbezeichnung", "tatigkeit", "positionsbezeichnung"),
        ),
    ),
    Field(
        "department",
        gettext_lazy("Department"),
        ("department", "dept", "division", "team", "orgunit", "abteilung", "bereich", "organisationseinheit"),
    ),
    Field(
        "location",
        gettext_lazy("Location"),
        ("location", "site", "office", "city", "worklocation", "standort", "ort", "arbeitsort", "dienstort", "buro"),
    ),
    Field(
        "grade",
        gettext_lazy("Grade"),
        ("grade", "joblevel", "level", "band", "paygrade", "stufe", "entgeltgruppe", "karrierestufe"),
        gettext_lazy("a whole number, 0 to 99"),
    ),
    Field(
        "manager",
        gettext_lazy("Manager"),
        (
            *("manageremployeeid", "managerid", "manager", "manageremail", "linemanager", "supervisor", "supervisorid"),
            *("supervisoremail", "reportsto", "managernumber", "vorgesetzter", "vorgesetzte", "vorgesetzteremail"),
            *("fuhrungskraft", "vorgesetztenummer", "vorgesetzterpersonalnummer", "disziplinarischervorgesetzter"),
        ),
        gettext_lazy("their employee number or e-mail address"),
    ),
    Field(
        "hire_date",
        gettext_lazy("Hired on"),
        (
            *("hiredate", "hiredon", "startdate", "dateofhire", "joindate", "joiningdate", "entrydate", "eintritt"),
            *("eintrittsdatum", "einstellungsdatum"),
        ),
    ),
    Field(
        "last_promotion_date",
        gettext_lazy("Last promoted on"),
        ("lastpromotiondate", "promotiondate", "lastpromotion", "letztebeforderung", "beforderungsdatum"),
    ),
    Field(
        "left_on",
        gettext_lazy("Left on"),
        ("lefton", "enddate", "terminationdate", "leavingdate", "lastday", "austritt", "austrittsdatum"),
    ),
    Field(
        "time_zone", gettext_lazy("Time zone"), ("timezone", "tz", "zeitzone"), gettext_lazy("such as Europe/Berlin")
    ),
    Field(
        "languages",
        gettext_lazy("Languages"),
        ("languages", "language", "spokenlanguages", "sprachen", "sprache", "sprachkenntnisse"),
        gettext_lazy("separated by semicolons"),
    ),
    Field(
        "skills",
        gettext_lazy("Skills"),
        ("skills", "skill", "competencies", "expertise", "kenntnisse", "fahigkeiten", "kompetenzen"),
        gettext_lazy("separated by semicolons"),
    ),
    Field(
        "employment_status",
        gettext_lazy("Employment"),
        (
            *("employmentstatus", "status", "employeestatus", "workerstatus", "beschaftigungsstatus"),
            *("mitarbeiterstatus", "anstellungsstatus"),
        ),
        gettext_lazy("active, on leave or terminated"),
    ),
)
BY_KEY = {field.key: field for field in FIELDS}
_KEY_OF_NAME = {name: field.key for field in FIELDS for name in (*field.names, field.key.replace("_", ""))}


def plain(header: str) -> str:
    """A header without case, accents, spaces and signs: 'Vorgesetzte/r' is 'vorgesetzter'."""
    bare = unicodedata.normalize("NFKD", header.casefold().replace("ß", "ss"))
    return re.sub(r"[^a-z0-9]", "", bare)


def guess(headers: list[str]) -> dict[str, str]:
    """Our key for each of their columns that has a known name: {our key: their column}. The first of two wins."""
    found: dict[str, str] = {}
    for header in headers:
        key = _KEY_OF_NAME.get(plain(header))
        if key and key not in found:
            found[key] = header
    if "first_name" in found and "last_name" in found:
        found.pop("full_name", None)
    if "full_name" in found:
        found.pop("first_name", None)
        found.pop("last_name", None)
    return {field.key: found[field.key] for field in FIELDS if field.key in found}


def ignored(headers: list[str], mapping: Columns) -> list[str]:
    """Their columns that nothing is read from."""
    used = set(mapping.values())
    return [header for header in headers if header not in used]


def problem_with(mapping: Columns, headers: list[str]) -> str:
    """Why this assignment of columns cannot be used, in words; empty when it can."""
    missing = []
    if "email" not in mapping:
        missing.append(str(BY_KEY["email"].label))
    if not {"first_name", "full_name"} & mapping.keys():
        missing.append(str(BY_KEY["first_name"].label))
    if missing:
        return _("No column is chosen for: %(missing)s.") % {"missing": ", ".join(missing)}
    if "full_name" in mapping and {"first_name", "last_name"} & mapping.keys():
        return _("Choose either one column with the whole name, or columns for first and last name.")
    unknown = [column for column in mapping.values() if column not in headers]
    if unknown:
        return _("The file has no column “%(column)s”.") % {"column": unknown[0]}
    if len(set(mapping.values())) < len(mapping):
        return _("One column cannot stand for two things.")
    return ""


def from_words(words: list[str], headers: list[str]) -> dict[str, str]:
    """Changes to the guess, from `ours=theirs` words; `ours=` ignores it. Raises Unreadable for an unknown name."""
    mapping = guess(headers)
    for word in words:
        key, sign, column = word.partition("=")
        if not sign or key not in BY_KEY:
            known = ", ".join(BY_KEY)
            raise Unreadable(_("“%(word)s” is not ours=theirs. Ours are: %(known)s.") % {"word": word, "known": known})
        mapping = {ours: theirs for ours, theirs in mapping.items() if ours != key and theirs != column}
        if column:
            mapping[key] = column
    return mapping
