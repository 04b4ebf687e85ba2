"""Communication between meetings: which ways, how fast somebody answers, when not to be disturbed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements import catalogue
from agreements.document.facts import Fact, Named
from agreements.document.placeholders import fill
from core.rules import Reason
from program.models import Program

CHANNELS = ("mail", "chat", "phone", "video", "in_person")
MOST_DAYS = 14
LONGEST_QUIET = 300


def channels(data: Mapping[str, Any]) -> list[str]:
    """The ways agreed, always in the same order."""
    given = data.get("channels") or ()
    return [channel for channel in CHANNELS if channel in given]


def lines(data: Mapping[str, Any], language: str, parties: Sequence[Named] = ()) -> list[str]:
    """Sentences of the agreement's language."""
    words = catalogue.phrases(language)
    ways = [words.channels[channel] for channel in channels(data)]
    quiet = data.get("quiet", "")
    return [
        fill(words.channels_used, {"what": words.join(ways)}),
        words.count(words.answer, data["answer_days"]),
        *([fill(words.quiet, {"quiet": quiet})] if quiet else []),
    ]


def facts(data: Mapping[str, Any], language: str) -> list[Fact]:
    """The same in single facts, to be compared."""
    words = catalogue.phrases(language)
    ways = tuple(words.channels[channel] for channel in channels(data))
    found = [
        Fact("channels", words.facts["channels"], words.join(ways), ways),
        Fact("answer_days", "", words.count(words.answer_days, data["answer_days"])),
    ]
    if data.get("quiet"):
        found.append(Fact("quiet", words.facts["quiet"], data["quiet"]))
    return found


def initial(program: Program) -> dict[str, Any]:
    """Short messages, answered within three working days."""
    return {"channels": ["mail", "chat", "phone"], "answer_days": 3, "quiet": ""}


def problem(data: Mapping[str, Any]) -> Reason | None:
    """What is missing, in words."""
    if not channels(data):
        return _("Choose at least one way of keeping in touch between meetings.")
    if not isinstance(data.get("answer_days"), int):
        return _("Say within how many days you answer each other.")
    return None
