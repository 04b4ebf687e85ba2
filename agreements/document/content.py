"""The text of a version as everybody is shown it: built once when it is proposed, then only read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from agreements import catalogue
from agreements.document import canonical
from agreements.document.placeholders import fill

FORMAT = 1
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
    """A goal, as worded in the text. `lines` are its measure and date in sentences."""

    goal: str
    title: str
    measure: str = ""
    by: str = ""
    lines: list[str] = field(default_factory=list)


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
        return canonical.dump({"format": FORMAT, **_plain(self)})

    @property
    def confidentiality(self) -> SectionText | None:
        """The section that stands above the signature."""
        return next((section for section in self.sections if section.key == CONFIDENTIALITY), None)


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


def goal_lines(measure: str, by: date | None, language: str) -> list[str]:
    """A goal's measure and date in sentences of the agreement's language."""
    words = catalogue.phrases(language)
    lines = [fill(words.measure, {"measure": measure})] if measure else []
    if by:
        with translation.override(language):
            lines.append(fill(words.by_date, {"date": date_format(by, words.date_format)}))
    return lines


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
