"""The text of a version as it would be offered now, made from the sections and goals of its draft."""

from collections.abc import Sequence

from agreements.document import content, exchange, parties, structured
from agreements.enums import SectionKind
from agreements.models import AgreementSection, AgreementVersion, Goal
from agreements.permissions import signers_of
from agreements.selectors.goals import goals_in
from program.enums import SEEKER_ROLES


def build(
    version: AgreementVersion, sections: Sequence[AgreementSection] | None = None, goals: Sequence[Goal] | None = None
) -> content.Content:
    """The whole text. `sections` and `goals` are the version's own, where they are at hand already."""
    agreement, language = version.agreement, version.agreement.template.language
    sections = list(version.sections.all()) if sections is None else sections
    goals = goals_in(version) if goals is None else goals
    sees_goals = exchange.sponsor_sees_goals(sections)
    people = parties.texts_of(signers_of(agreement), language)
    texts = [_section_text(section, version, goals, people, sees_goals) for section in sections]
    return content.Content(
        agreement=str(agreement.pk),
        version=version.number,
        language=language,
        name=agreement.template.name,
        program=agreement.partnership.program.name,
        parties=people,
        sections=[text for text in texts if text.text or text.lines or text.goals],
    )


def _section_text(
    section: AgreementSection,
    version: AgreementVersion,
    goals: Sequence[Goal],
    people: Sequence[content.PartyText],
    sees_goals: bool,
) -> content.SectionText:
    section.version = version
    language, is_goals = version.agreement.template.language, section.kind == SectionKind.GOALS
    return content.SectionText(
        key=section.key,
        kind=section.kind,
        title=section.title,
        text=section.body,
        lines=structured.lines(section.kind, section.data, language, people),
        data=section.data if structured.has_data(section.kind) else {},
        goals=[_goal_text(goal, language, people) for goal in goals] if is_goals else [],
        is_for_sponsor=sees_goals if is_goals else section.is_for_sponsor,
        salt=content.new_salt(),
    )


def _goal_text(goal: Goal, language: str, people: Sequence[content.PartyText]) -> content.GoalText:
    seekers = {one.person: one.name for one in people if one.role in SEEKER_ROLES}
    owner = seekers.get(str(goal.owner_id), "") if len(seekers) > 1 else ""
    return content.GoalText(
        goal=str(goal.replaces_id or goal.pk),
        title=goal.title,
        measure=goal.measure,
        by=goal.target_date.isoformat() if goal.target_date else "",
        lines=content.goal_lines(goal.measure, goal.target_date, language, owner),
        owner=owner,
    )
