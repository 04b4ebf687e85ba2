"""How many sessions there are, and how long each lasts. No sessions counted is an agreement too."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements import catalogue
from agreements.document.facts import Fact, Named
from agreements.document.placeholders import fill
from core.rules import Reason
from program.models import Program

MOST_MEETINGS = 100


def lines(data: Mapping[str, Any], language: str, parties: Sequence[Named] = ()) -> list[str]:
    """One sentence of the agreement's language."""
    words = catalogue.phrases(language)
    minutes, meetings = words.count(words.minutes, data["minutes"]), data["meetings"]
    if not meetings:
        return [fill(words.package_open, {"minutes": minutes})]
    return [fill(words.count(words.package_agreed, meetings), {"minutes": minutes})]


def facts(data: Mapping[str, Any], language: str) -> list[Fact]:
    """The same in single facts, to be compared."""
    words, meetings = catalogue.phrases(language), data["meetings"]
    return [
        Fact("meetings", "", words.count(words.package, meetings) if meetings else words.no_number),
        Fact("minutes", "", words.count(words.minutes, data["minutes"])),
    ]


def initial(program: Program) -> dict[str, Any]:
    """As many as the program suggests; 0 where it counts none."""
    return {"meetings": program.package_meetings or 0, "minutes": program.meeting_minutes}


def problem(data: Mapping[str, Any]) -> Reason | None:
    """What is missing, in words."""
    if isinstance(data.get("meetings"), int) and isinstance(data.get("minutes"), int):
        return None
    return _("Say how many sessions there are, and how long each lasts.")
