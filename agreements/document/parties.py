"""Who signs, one line each. Nobody writes these lines: they are the names and roles of the agreement's parties."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agreements import catalogue
from agreements.document.content import PartyText
from agreements.document.facts import Fact, Named
from agreements.document.placeholders import fill
from core.rules import Reason
from program.models import Program


def texts_of(parties: Iterable[Any], language: str) -> list[PartyText]:
    """The parties as the text names them. `parties` are rows of AgreementParty: those who have to sign."""
    roles = catalogue.phrases(language).roles
    return [
        PartyText(str(party.person_id), party.person.get_full_name(), party.role, roles[party.role])
        for party in parties
    ]


def lines(data: Mapping[str, Any], language: str, parties: Sequence[Named] = ()) -> list[str]:
    """'Maria Silva (Mentee)' for everybody who signs."""
    sentence = catalogue.phrases(language).party
    return [fill(sentence, {"name": one.name, "role": one.role_name}) for one in parties]


def facts(data: Mapping[str, Any], language: str) -> list[Fact]:
    """None of its own: the parties of two versions are compared as such."""
    return []


def initial(program: Program) -> dict[str, Any]:
    """Nothing is filled in."""
    return {}


def problem(data: Mapping[str, Any]) -> Reason | None:
    """Never anything: everybody who signs is named."""
    return None


def differences(before: Iterable[Named], after: Iterable[Named], language: str) -> list[str]:
    """Who signs now and did not, and the other way round."""
    words, old, new = catalogue.phrases(language), list(before), list(after)
    came, went = _names(new) - _names(old), _names(old) - _names(new)
    found = [
        (words.now_also, lines({}, language, [one for one in new if (one.name, one.role) in came])),
        (words.no_longer, lines({}, language, [one for one in old if (one.name, one.role) in went])),
    ]
    return [fill(sentence, {"what": "; ".join(who)}) for sentence, who in found if who]


def _names(parties: Iterable[Named]) -> set[tuple[str, str]]:
    return {(one.name, one.role) for one in parties}
