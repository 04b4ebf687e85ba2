"""What the sponsor sees: each item yes or no."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agreements import catalogue
from agreements.document.facts import Fact, Named
from agreements.document.placeholders import fill
from agreements.enums import SectionKind
from core.rules import Reason
from program.models import Program

ITEMS = ("attendance", "goals", "midpoint", "closing", "assessment")
DEFAULT = {"attendance": True, "goals": True, "midpoint": False, "closing": True, "assessment": False}


def settings(data: Mapping[str, Any]) -> dict[str, bool]:
    """Yes or no for every item; no when nothing is said."""
    return {item: data.get(item) is True for item in ITEMS}


def sponsor_sees_goals(sections: Iterable[Any]) -> bool:
    """Whether a version's goals are a part that the sponsor reads: its exchange section says so. Without such a section
    nobody is kept from them, because there is no sponsor. `sections` have a kind and data."""
    given = next((settings(section.data) for section in sections if section.kind == SectionKind.EXCHANGE), None)
    return given is None or given["goals"]


def lines(data: Mapping[str, Any], language: str, parties: Sequence[Named] = ()) -> list[str]:
    """The exchange in sentences of the agreement's language; they are part of what is signed."""
    words = catalogue.phrases(language)
    given = settings(data)
    parts = []
    for sentence, is_seen in ((words.sponsor_sees, True), (words.sponsor_sees_not, False)):
        what = "; ".join(words.exchange[item] for item in ITEMS if given[item] is is_seen)
        if what:
            parts.append(fill(sentence, {"what": what}))
    return parts


def facts(data: Mapping[str, Any], language: str) -> list[Fact]:
    """What the sponsor sees, to be compared."""
    words, given = catalogue.phrases(language), settings(data)
    seen = tuple(words.exchange[item] for item in ITEMS if given[item])
    return [Fact("sees", words.facts["sees"], "; ".join(seen), seen)]


def initial(program: Program) -> dict[str, Any]:
    """What many agree on; every item can be changed."""
    return dict(DEFAULT)


def problem(data: Mapping[str, Any]) -> Reason | None:
    """Never anything: what is not said is a no."""
    return None
