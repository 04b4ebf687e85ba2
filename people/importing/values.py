"""From a cell's text to a value. Each reader raises Wrong with the reason, in words for the person who exports."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from people.enums import EmploymentStatus
from people.importing.problems import Wrong
from people.languages import code_of

Reader = Callable[[str], Any]

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_is_email = EmailValidator()
_NOT_A_PLACE = {"Factory", "localtime"}

_STATUS_WORDS: dict[EmploymentStatus, str] = {
    EmploymentStatus.ACTIVE: "active aktiv employed working beschäftigt angestellt",
    EmploymentStatus.LEAVE: (
        "leave|on leave|on_leave|absent|parental leave|maternity leave|sabbatical|beurlaubt|elternzeit|mutterschutz"
        "|abwesend"
    ),
    EmploymentStatus.TERMINATED: "terminated left former ausgeschieden ausgetreten ehemalig",
}
_STATUSES = {
    word: status for status, words in _STATUS_WORDS.items() for word in words.split("|" if "|" in words else None)
}


def line(text: str) -> str:
    """Text of one line, as it stands, without space around it. Raises Wrong for line breaks and hidden characters."""
    value = unicodedata.normalize("NFC", text.strip(" \t\r\n\xa0\ufeff"))
    # The mark that exports put before a formula (core.text.inert_cell): what we exported comes back as it was.
    if value.startswith("'") and value[1:2] in tuple("=+-@"):
        value = value[1:]
    if found := _CONTROL.search(value):
        code = ord(found.group())
        if code in (10, 13, 0x2028, 0x2029):
            raise Wrong(_("There is a line break in this cell."))
        if code == 0:
            raise Wrong(_("There is a NUL character in this cell, which no text may hold."))
        raise Wrong(_("There is a control character in this cell (number %(code)d).") % {"code": code})
    if _DIRECTION.search(value):
        raise Wrong(_("There is a hidden character in this cell that turns the reading direction."))
    return value


def at_most(most: int) -> Reader:
    """A reader for one line of at most so many characters."""

    def read(text: str) -> str:
        value = line(text)
        if len(value) > most:
            raise Wrong(
                _("This text has %(length)d characters; at most %(most)d fit.") % {"length": len(value), "most": most}
            )
        return value

    return read


def employee_id(text: str) -> str:
    """The employee number as text, leading zeros kept."""
    value: str = at_most(40)(text)
    if not value:
        raise Wrong(_("The employee number is missing."))
    return value


def email(text: str) -> str:
    """One e-mail address in lower case."""
    value = line(text).lower()
    if not value:
        raise Wrong(_("The e-mail address is missing."))
    if value.count("@") > 1 or re.search(r"[;,\s]", value):
        raise Wrong(_("There is more than one address in this cell. Keep one."))
    local = value.rpartition("@")[0]
    if local and not local.isascii():
        raise Wrong(
            _("Before the @ stand letters outside a to z. Many mail servers cannot deliver to such an address.")
        )
    try:
        _is_email(value)
    except ValidationError:
        raise Wrong(_("This is not an e-mail address.")) from None
    if len(value) > 254:
        raise Wrong(_("This address is too long: at most 254 characters fit."))
    return value


def grade(text: str) -> int | None:
    """A whole number from 0 to 99; nothing for an empty cell."""
    value = line(text)
    if not value:
        return None
    if re.fullmatch(r"[0-9]{1,2}", value):
        return int(value)
    if re.fullmatch(r"[+-]?[0-9]+", value):
        raise Wrong(_("A grade is between 0 and 99."))
    raise Wrong(_("A grade is a whole number between 0 and 99."))


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() - _NOT_A_PLACE}


def time_zone(text: str) -> str | None:
    """The name of a time zone as the world's list has it; nothing for an empty cell."""
    value = line(text)
    if not value:
        return None
    found = _zones().get(value.lower())
    if found is None:
        raise Wrong(_("There is no time zone of this name. It is written like Europe/Berlin or America/New_York."))
    return found


def parts(text: str) -> list[str]:
    """The words of a cell that holds several: between semicolons, else commas; each once."""
    value = line(text)
    return _distinct(re.split(r"[;|]" if re.search(r"[;|]", value) else ",", value))


def _distinct(found: list[str]) -> list[str]:
    words = (word.strip() for word in found)
    return list({word.casefold(): word for word in reversed([w for w in words if w])}.values())[::-1]


def languages(text: str) -> list[str]:
    """ISO codes of the languages named, in the order given."""
    codes = []
    for word in _distinct(re.split(r"[;|,/]", line(text))):
        code = code_of(word)
        if code is None:
            raise Wrong(_("“%(word)s” is not a language we know.") % {"word": word[:40]})
        codes.append(code)
    return list(dict.fromkeys(codes))


def skills(text: str) -> list[str]:
    """The skills named, each at most 80 characters."""
    words = parts(text)
    for word in words:
        if len(word) > 80:
            raise Wrong(_("A skill has at most 80 characters. Separate skills with semicolons."))
    return words


def employment_status(text: str) -> EmploymentStatus | None:
    """Active, on leave or terminated, by their English and German names; nothing for an empty cell."""
    value = " ".join(line(text).lower().split())
    if not value:
        return None
    status = _STATUSES.get(value)
    if status is None:
        raise Wrong(_("This is not an employment status. It is active, on leave or terminated."))
    return status


def split_name(text: str) -> tuple[str, str]:
    """First and last name from 'Last, First' or 'First Last'."""
    value = line(text)
    if "," in value:
        last, _comma, first = value.partition(",")
    else:
        first, _space, last = value.rpartition(" ")
    first, last = first.strip(), last.strip()
    if not first:
        first, last = last, ""
    if not first:
        raise Wrong(_("The name is missing."))
    if len(first) > 100 or len(last) > 100:
        raise Wrong(_("A name has at most 100 characters."))
    return first, last
