"""People on a page: initials, a line, a row of them. A person is anything with get_full_name()."""

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from core.ui.library import register
from core.ui.words import Words

TINTS = 6


def name_of(person: object) -> str:
    """The full name of a person, or what the object says of itself."""
    full_name = getattr(person, "get_full_name", None)
    return (full_name() if callable(full_name) else "") or str(person)


def initials_of(person: object) -> str:
    """Two letters for a person: their own `initials`, else the first letters of the first and the last name."""
    own = getattr(person, "initials", None)
    if own:
        return str(own() if callable(own) else own)
    parts = name_of(person).split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def tint_of(person: object) -> int:
    """The same tint, 1 to 6, for the same name on every page."""
    return crc32(name_of(person).encode()) % TINTS + 1


@register.inclusion_tag("ui/avatar.html")
def avatar(person: object, size: str = "m") -> dict[str, Any]:
    """A person's initials on their tint; size s, m or l. Decoration: the name always stands beside it."""
    return {"initials": initials_of(person), "tint": tint_of(person), "size": size}


@register.inclusion_tag("ui/person_line.html")
def person_line(person: object, sub: Words = "", url: str = "", size: str = "m") -> dict[str, Any]:
    """Initials, name (a link when `url` is given) and one quiet line below it."""
    return {"person": person, "name": name_of(person), "sub": sub, "url": url, "size": size}


@register.inclusion_tag("ui/person_chips.html")
def person_chips(people: Iterable[object], label: Words = "") -> dict[str, Any]:
    """Several people in one wrapping row."""
    return {"people": [{"person": person, "name": name_of(person)} for person in people], "label": label}
