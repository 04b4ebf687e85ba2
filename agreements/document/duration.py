"""How long it lasts: months from the last signature, or, once that is counted out, a last day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agreements import catalogue
from agreements.document.facts import Fact, Named
from agreements.document.placeholders import fill
from core.rules import Reason
from matching.services.partnerships import months_after
from program.models import Program

# As many months as a program may suggest.
MOST_MONTHS = 36


def until(data: Mapping[str, Any]) -> date | None:
    """The last day, where one is agreed."""
    return date.fromisoformat(data["until"]) if data.get("until") else None


def last_day(data: Mapping[str, Any], begun: date) -> date | None:
    """The last day, with months counted from the day of the last signature; None where nothing is agreed."""
    if until(data) or not isinstance(data.get("months"), int):
        return until(data)
    return months_after(begun, data["months"])


def data_until(day: date) -> dict[str, Any]:
    """What a section keeps that names the last day."""
    return {"until": day.isoformat()}


def lines(data: Mapping[str, Any], language: str, parties: Sequence[Named] = ()) -> list[str]:
    """One sentence of the agreement's language."""
    words, last_day = catalogue.phrases(language), until(data)
    if last_day:
        return [fill(words.lasts_until, {"date": _day(last_day, language)})]
    return [fill(words.lasts_months, {"months": words.count(words.months, data["months"])})]


def facts(data: Mapping[str, Any], language: str) -> list[Fact]:
    """The same as one fact, to be compared."""
    words, last_day = catalogue.phrases(language), until(data)
    if last_day:
        return [Fact("duration", "", fill(words.until, {"date": _day(last_day, language)}))]
    return [Fact("duration", "", words.count(words.months, data["months"]))]


def initial(program: Program) -> dict[str, Any]:
    """As long as the program suggests."""
    return {"months": program.duration_months}


def problem(data: Mapping[str, Any]) -> Reason | None:
    """What is missing, in words."""
    if data.get("until") or isinstance(data.get("months"), int):
        return None
    return _("Say how long it lasts.")


def _day(day: date, language: str) -> str:
    with translation.override(language):
        return date_format(day, catalogue.phrases(language).date_format)
