"""What the sponsor sees: each item yes or no."""

from collections.abc import Iterable, Mapping
from typing import Any

from agreements import catalogue
from agreements.document.placeholders import fill
from agreements.enums import SectionKind

ITEMS = ("attendance", "goals", "midpoint", "closing")
DEFAULT = {"attendance": True, "goals": True, "midpoint": False, "closing": True}


def settings(data: Mapping[str, Any]) -> dict[str, bool]:
    """Yes or no for every item; no when nothing is said."""
    return {item: data.get(item) is True for item in ITEMS}


def sponsor_sees_goals(sections: Iterable[Any]) -> bool:
    """Whether a version's goals are a part that the sponsor reads: its exchange section says so. Without such a section
    nobody is kept from them, because there is no sponsor. `sections` have a kind and data."""
    given = next((settings(section.data) for section in sections if section.kind == SectionKind.EXCHANGE), None)
    return given is None or given["goals"]


def lines(data: Mapping[str, Any], language: str) -> list[str]:
    """The exchange in sentences of the agreement's language; they are part of what is signed."""
    words = catalogue.phrases(language)
    given = settings(data)
    parts = []
    for sentence, is_seen in ((words.sponsor_sees, True), (words.sponsor_sees_not, False)):
        what = "; ".join(words.exchange[item] for item in ITEMS if given[item] is is_seen)
        if what:
            parts.append(fill(sentence, {"what": what}))
    return parts
