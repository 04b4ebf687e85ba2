"""The registry of structured sections: for every kind its sentences, what is missing, and how two states differ.

Each kind is a module with the functions of `Kind`; a kind without one (plain text, goals, signatures) has words only.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from agreements import catalogue
from agreements.catalogue.phrases import Phrases
from agreements.document import cancellation, communication, duration, exchange, package, parties, schedule
from agreements.document.facts import Fact, Named
from agreements.document.placeholders import fill
from agreements.enums import SectionKind
from core.rules import Reason
from program.models import Program

Data = Mapping[str, Any]


class Kind(Protocol):
    """What a module of one kind offers."""

    def lines(self, data: Data, language: str, parties: Sequence[Named] = ()) -> list[str]:
        """Sentences of the agreement's language; they are part of what is signed. `parties` are named in some."""

    def facts(self, data: Data, language: str) -> list[Fact]:
        """The same in single facts, to be compared."""

    def initial(self, program: Program) -> dict[str, Any]:
        """First data, from what the program suggests."""

    def problem(self, data: Data) -> Reason | None:
        """What is missing, in words; None when it is complete."""


KINDS: Mapping[str, Kind] = {
    SectionKind.PARTIES: parties,
    SectionKind.SCHEDULE: schedule,
    SectionKind.COMMUNICATION: communication,
    SectionKind.DURATION: duration,
    SectionKind.PACKAGE: package,
    SectionKind.CANCELLATION: cancellation,
    SectionKind.EXCHANGE: exchange,
}
# A page of an agreement has words for these, but nobody fills in data.
WORDS_ONLY = (SectionKind.TEXT, SectionKind.PARTIES, SectionKind.GOALS, SectionKind.SIGNATURES)


def lines(kind: str, data: Data, language: str, parties: Sequence[Named] = ()) -> list[str]:
    """The sentences of a section; none while it is not complete, or when it has words only.

    `parties` are the people who sign, as `content.PartyText` or anything with a name, a role and a role_name.
    """
    if kind not in KINDS or not is_complete(kind, data):
        return []
    return KINDS[kind].lines(data, language, parties)


def initial(kind: str, program: Program, *, zone: str = "") -> dict[str, Any]:
    """The data that a section of this kind begins with. `zone` is the seeker's time zone, for a schedule."""
    data = KINDS[kind].initial(program) if kind in KINDS else {}
    return {**data, "zone": zone} if kind == SectionKind.SCHEDULE and zone else data


def problem(kind: str, data: Data) -> Reason | None:
    """What is missing in a section of this kind, in words for the people who write it; None when nothing is."""
    return KINDS[kind].problem(data) if kind in KINDS else None


def is_complete(kind: str, data: Data) -> bool:
    """Whether the data of a section says everything that its kind needs."""
    return problem(kind, data) is None


def has_data(kind: str) -> bool:
    """Whether people fill in more than words."""
    return kind not in WORDS_ONLY


def differences(kind: str, before: Data, after: Data, language: str) -> list[str]:
    """What changed, each a line like 'every 2 weeks → every 3 weeks' or 'The sponsor sees: now also the agreed goals'.

    Both are data of this kind; the section's title is for the caller to say.
    """
    if kind not in KINDS:
        return []
    words = catalogue.phrases(language)
    old = {fact.key: fact for fact in _facts(kind, before, language)}
    new = {fact.key: fact for fact in _facts(kind, after, language)}
    keys = [*new, *(key for key in old if key not in new)]
    return [line for key in keys for line in _difference(old.get(key), new.get(key), words)]


def _facts(kind: str, data: Data, language: str) -> list[Fact]:
    return KINDS[kind].facts(data, language) if is_complete(kind, data) else []


def _difference(before: Fact | None, after: Fact | None, words: Phrases) -> list[str]:
    known = after or before
    if known is None or (before and after and before.value == after.value):
        return []
    if known.items is not None:
        old, new = before.items or () if before else (), after.items or () if after else ()
        came, went = [one for one in new if one not in old], [one for one in old if one not in new]
        found = [(words.now_also, came), (words.no_longer, went)]
        return [_labelled(known, fill(words_of, {"what": "; ".join(what)})) for words_of, what in found if what]
    values = (one.value if one else words.not_agreed for one in (before, after))
    return [_labelled(known, " → ".join(values))]


def _labelled(fact: Fact, words: str) -> str:
    return f"{fact.label}: {words}" if fact.label else words
