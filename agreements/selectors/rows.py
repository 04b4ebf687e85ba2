"""The sections of an agreement as its page shows them: the draft's own rows, or the text that is fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.document import content, parties, structured
from agreements.enums import SectionKind, VersionState
from agreements.models import AgreementSection, AgreementVersion, Goal
from agreements.permissions import signers_of
from agreements.selectors.comments import Counts
from agreements.selectors.parts import is_for_sponsor
from agreements.selectors.reading import text_for
from core.rules import Reason
from people.models import Person
from program.enums import SEEKER_ROLES

NO_COMMENTS = Counts()
NO_GOALS = _("Not written yet: at least one goal.")
NO_WORDS = _("Not written yet, and every agreement needs it.")


@dataclass(slots=True)
class SectionRow:
    """One section. Of one that is hidden from the reader only the title is here."""

    key: str
    kind: str
    title: str
    text: str = ""
    lines: list[str] = field(default_factory=list)
    goals: Sequence[Any] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    section: AgreementSection | None = None
    missing: Reason | None = None
    is_hidden: bool = False
    is_for_sponsor: bool = True
    comments: Counts = NO_COMMENTS


def is_fixed(version: AgreementVersion) -> bool:
    """Whether the version's text cannot change any more."""
    return version.state != VersionState.DRAFT and bool(version.content_hash)


def fixed_rows(version: AgreementVersion, person: Person) -> list[SectionRow]:
    """The sections of a version whose text is fixed, as it was offered for signature, as far as this party reads it."""
    return [
        SectionRow(
            part.key,
            part.kind,
            part.title,
            part.text,
            part.lines,
            part.goals,
            part.data,
            is_hidden=part.is_hidden,
            is_for_sponsor=part.is_for_sponsor,
        )
        for part in text_for(version, person).sections
    ]


def draft_rows(
    version: AgreementVersion, sections: Sequence[AgreementSection], goals: Sequence[Goal], hidden: set[str]
) -> list[SectionRow]:
    """The sections of a draft. `hidden` are the keys that this party does not read."""
    language = version.agreement.template.language
    signers = signers_of(version.agreement)
    people = parties.texts_of(signers, language)
    owners = {party.person_id: party.person for party in signers if party.role in SEEKER_ROLES}
    rows = []
    for section in sections:
        seen_by_sponsor = is_for_sponsor(section, sections)
        row = SectionRow(section.key, section.kind, section.title, section=section, is_for_sponsor=seen_by_sponsor)
        if section.key in hidden:
            row.section, row.is_hidden = None, True
        else:
            row.text, row.data, row.missing = section.body, section.data, missing_of(section, goals)
            row.lines = structured.lines(section.kind, section.data, language, people)
            if section.kind == SectionKind.GOALS:
                row.goals = [_goal(goal, language, owners) for goal in goals]
        rows.append(row)
    return rows


def missing_of(section: AgreementSection, goals: Sequence[Goal]) -> Reason | None:
    """What is not written yet in a section of a draft; None when nothing is."""
    if section.kind == SectionKind.GOALS:
        return None if goals else NO_GOALS
    if structured.has_data(section.kind):
        return structured.problem(section.kind, section.data)
    needs_words = section.is_required and section.kind == SectionKind.TEXT
    return NO_WORDS if needs_words and not section.body else None


def _goal(goal: Goal, language: str, owners: Mapping[Any, Person]) -> dict[str, Any]:
    """A goal with its lines; whose it is stands there where there are several."""
    lines = content.goal_lines(goal.measure, goal.target_date, language)
    owner = owners.get(goal.owner_id) if len(owners) > 1 else None
    return {"goal": goal, "title": goal.title, "lines": lines, "owner": owner}
