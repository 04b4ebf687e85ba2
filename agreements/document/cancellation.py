"""The rule for late cancellation. The sentences say what the product does: a coach's cancellation never counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements import catalogue
from agreements.document.facts import Fact, Named, any_of, guides, seekers
from agreements.document.placeholders import fill
from core.rules import Reason
from program.enums import Role
from program.models import Program

MOST_HOURS = 240


def lines(data: Mapping[str, Any], language: str, parties: Sequence[Named] = ()) -> list[str]:
    """One sentence or two of the agreement's language. In mentoring nothing is used up by a late cancellation."""
    words, hours = catalogue.phrases(language), data["hours"]
    is_mentoring = any(one.role == Role.MENTOR for one in parties)
    if not hours:
        return [words.late_mentoring_never if is_mentoring else words.late_coaching_never]
    values = {
        "hours": words.count(words.hours, hours),
        "seeker": any_of(seekers(parties), words.seeker, words),
        "guide": any_of(guides(parties), words.guide, words),
    }
    return [fill(words.late_mentoring if is_mentoring else words.late_coaching, values)]


def facts(data: Mapping[str, Any], language: str) -> list[Fact]:
    """The same as one fact, to be compared."""
    words = catalogue.phrases(language)
    return [Fact("hours", words.facts["hours"], words.count(words.hours, data["hours"]))]


def initial(program: Program) -> dict[str, Any]:
    """As the program suggests."""
    return {"hours": program.late_cancellation_hours}


def problem(data: Mapping[str, Any]) -> Reason | None:
    """What is missing, in words."""
    return None if isinstance(data.get("hours"), int) else _("Say from when on a cancellation is late.")
