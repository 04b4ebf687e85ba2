"""The text of a version as everybody is shown it: built once when it is proposed, then only read."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements import catalogue
from agreements.document import canonical
from agreements.document.placeholders import fill

FORMAT = 2
SALT_BYTES = 16
CONFIDENTIALITY = "confidentiality"


@dataclass(frozen=True, slots=True)
class PartyText:
    """Somebody who must sign, as named in the text."""

    person: str
    name: str
    role: str
    role_name: str


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal, as worded in the text. `lines` are its measure and date in sentences; `owner` is the name of whose goal
    it is, where there are several people whose it could be, and then stands in the first of the lines."""

    goal: str
    title: str
    measure: str = ""
    by: str = ""
    lines: list[str] = field(default_factory=list)
    owner: str = ""


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section. `lines` are sentences made from `data`; both are signed, so that words and product cannot differ."""

    key: str
    kind: str
    title: str
    text: str = ""
    lines: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    goals: list[GoalText] = field(default_factory=list)
    is_for_sponsor: bool = True
    # Makes the fingerprint of a hidden section useless for guessing what it says.
    salt: str = ""
    # Given in place of the words to somebody who signs the whole but reads only their own parts.
    hidden_fingerprint: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether only its title and fingerprint are here."""
        return bool(self.hidden_fingerprint)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 that stands for this section in the hash of the whole."""
        return self.hidden_fingerprint or canonical.digest(canonical.dump(_section_plain(self)))


@dataclass(frozen=True, slots=True)
class Content:
    """A whole version."""

    agreement: str
    version: int
    language: str
    name: str
    program: str
    parties: list[PartyText]
    sections: list[SectionText]

    def dump(self) -> str:
        """The canonical JSON that is stored, hashed and signed."""
        return canonical.dump(
            {"format": FORMAT, **self._head(), "sections": [_section_plain(one) for one in self.sections]}
        )

    @property
    def hash(self) -> str:
        """What is signed: the hash of the head and of every section's fingerprint. Whoever holds only their own parts
        and the fingerprints of the others comes to the same hash as whoever holds everything."""
        parts = [one.fingerprint for one in self.sections]
        return canonical.digest(canonical.dump({"format": FORMAT, **self._head(), "sections": parts}))

    def for_sponsor(self) -> "Content":
        """The sponsor's own parts; of every other section only the title and the fingerprint."""
        return replace(self, sections=[one if one.is_for_sponsor else _hide(one) for one in self.sections])

    def titles_only(self) -> "Content":
        """Of every section only the title and the fingerprint: for whoever does not sign this text."""
        return replace(self, sections=[_hide(one) for one in self.sections])

    def names(self, person: str) -> bool:
        """Whether the person with this id is one of those who sign."""
        return any(party.person == person for party in self.parties)

    def _head(self) -> dict[str, Any]:
        names = ("agreement", "version", "language", "name", "program", "parties")
        return {name: _plain(getattr(self, name)) for name in names}

    @property
    def confidentiality(self) -> SectionText | None:
        """The section that stands above the signature."""
        return next((section for section in self.sections if section.key == CONFIDENTIALITY), None)


def new_salt() -> str:
    """Random, so that nobody finds a hidden section by trying what it might say."""
    return secrets.token_hex(SALT_BYTES)


def digest(text: str) -> str:
    """The hash that belongs to a stored text. Texts of the first format are hashed whole."""
    return canonical.digest(text) if is_first_format(text) else load(text).hash


def is_first_format(text: str) -> bool:
    """Whether a stored text is from the time when it was hashed whole and everybody read all of it."""
    return bool(json.loads(text).get("format") == 1)


def load(text: str) -> Content:
    """The content from its canonical JSON. Raises ValueError or KeyError for anything else."""
    value = json.loads(text)
    sections = [
        SectionText(**{**section, "goals": [GoalText(**goal) for goal in section["goals"]]})
        for section in value["sections"]
    ]
    return Content(
        agreement=value["agreement"],
        version=value["version"],
        language=value["language"],
        name=value["name"],
        program=value["program"],
        parties=[PartyText(**party) for party in value["parties"]],
        sections=sections,
    )


def goal_lines(measure: str, by: date | None, language: str, owner: str = "") -> list[str]:
    """Whose goal it is (if that is given), its measure and its date, in sentences of the agreement's language."""
    words = catalogue.phrases(language)
    with translation.override(language):
        lines = [_("A goal of") + f" {owner}"] if owner else []
    lines += [fill(words.measure, {"measure": measure})] if measure else []
    if by:
        with translation.override(language):
            lines.append(fill(words.by_date, {"date": date_format(by, words.date_format)}))
    return lines


def _hide(section: SectionText) -> SectionText:
    return SectionText(
        section.key, section.kind, section.title, is_for_sponsor=False, hidden_fingerprint=section.fingerprint
    )


def _section_plain(section: SectionText) -> dict[str, Any]:
    plain = {name: item for name, item in _plain(section).items() if name != "hidden_fingerprint"}
    # Texts from before goals named their owner must keep the hash that was signed.
    plain["goals"] = [{name: item for name, item in goal.items() if item or name != "owner"} for goal in plain["goals"]]
    return plain


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
