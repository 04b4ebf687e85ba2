"""A template as an agreement that begins from it would look, with people who do not exist."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from agreements import catalogue
from agreements.document import content, exchange, placeholders, structured
from agreements.enums import SectionKind, TemplateShape
from program.enums import ProgramKind, Role
from program.models import Program

Section = Mapping[str, Any]

SEEKER, GUIDE, SPONSOR = "Anna Berg", "Tomasz Nowak", "Ines Costa"
OTHERS = ("Omar Haddad", "Yuki Tanaka")
PROGRAM_NAMES = {ProgramKind.MENTORING: "Mentoring", ProgramKind.COACHING: "Coaching"}
# A package that reads like one, where no program says how many sessions there are.
PACKAGE = 6
HOUR = "09:00"
TUESDAY = 1


def program_like(kind: str) -> Program:
    """A program that says nothing but the product's defaults; never stored."""
    package = PACKAGE if kind == ProgramKind.COACHING else None
    return Program(kind=kind, name=PROGRAM_NAMES[ProgramKind(kind)], package_meetings=package)


def example(
    name: str, sections: Sequence[Section], language: str, program: Program, shape: str, *, today: date, zone: str
) -> content.Content:
    """The blocks as the text of an agreement of this program. Goals and a first meeting are made up as well."""
    parties = _parties(program.kind, shape, language)
    values = values_like(program, shape, language)
    first_on = today + timedelta(days=7 + (TUESDAY - today.weekday()) % 7)
    first = {"first_on": first_on.isoformat(), "at": HOUR, "zone": zone}
    sees_goals = shape != TemplateShape.SPONSORED or exchange.DEFAULT["goals"]
    texts = [_text(section, values, program, parties, language, first, sees_goals) for section in sections]
    return content.Content(
        agreement="",
        version=1,
        language=language,
        name=name,
        program=program.name,
        parties=parties,
        sections=[text for text in texts if text.text or text.lines or text.goals],
    )


def values_like(program: Program, shape: str, language: str) -> dict[str, str]:
    """What the placeholders stand for in the example."""
    return placeholders.values(program, language, seeker=", ".join(_seekers(shape)), guide=GUIDE, sponsor=SPONSOR)


def _seekers(shape: str) -> tuple[str, ...]:
    return (SEEKER, *OTHERS) if shape == TemplateShape.GROUP else (SEEKER,)


def _parties(kind: str, shape: str, language: str) -> list[content.PartyText]:
    is_coaching = kind == ProgramKind.COACHING
    guide, seeker = (Role.COACH, Role.CLIENT) if is_coaching else (Role.MENTOR, Role.MENTEE)
    people = [(GUIDE, guide), *((name, seeker) for name in _seekers(shape))]
    if shape == TemplateShape.SPONSORED:
        people.append((SPONSOR, Role.SPONSOR))
    roles = catalogue.phrases(language).roles
    return [content.PartyText("", name, role.value, roles[role.value]) for name, role in people]


def _text(
    section: Section,
    values: Mapping[str, str],
    program: Program,
    parties: list[content.PartyText],
    language: str,
    first: Mapping[str, str],
    sees_goals: bool,
) -> content.SectionText:
    kind = section["kind"]
    data = structured.initial(kind, program)
    if kind == SectionKind.SCHEDULE:
        data = {**data, **first}
    is_goals = kind == SectionKind.GOALS
    return content.SectionText(
        key=section["key"],
        kind=kind,
        title=placeholders.fill(section["title"], values),
        text=placeholders.fill(section["body"], values),
        lines=structured.lines(kind, data, language, parties),
        goals=[_goal(language, date.fromisoformat(first["first_on"]))] if is_goals else [],
        is_for_sponsor=sees_goals if is_goals else section.get("is_for_sponsor", True),
    )


def _goal(language: str, first_on: date) -> content.GoalText:
    title, measure = catalogue.blocks.LANGUAGES.get(language, catalogue.blocks.LANGUAGES[catalogue.FALLBACK]).GOAL
    by = first_on + timedelta(days=180)
    return content.GoalText("", title, measure, by.isoformat(), content.goal_lines(measure, by, language))
