"""The agreement page: who signs, how far it is, what it says, who wrote what. The same number of queries always."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from agreements.document import content, exchange
from agreements.document.schedule import Schedule
from agreements.enums import SectionKind, VersionState
from agreements.models import Agreement, AgreementParty, AgreementSection, AgreementVersion, Goal
from agreements.permissions import may_amend, may_edit, may_sign, may_take_back
from agreements.selectors.completeness import missing_in
from agreements.selectors.goals import shown_goals
from agreements.selectors.previews import Preview, previews_for
from core.rules import Reason
from people.models import Person
from program.enums import Role

OPEN = (VersionState.DRAFT, VersionState.PROPOSED)


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody who must sign, and how far they are."""

    party: AgreementParty
    is_me: bool
    signed_at: datetime | None = None

    @property
    def state(self) -> str:
        """'signed', 'ready' or nothing yet."""
        return "signed" if self.signed_at else "ready" if self.party.ready_at else "waiting"


@dataclass(slots=True)
class SectionRow:
    """One section as the page shows it: the draft's own row, or the fixed text."""

    key: str
    kind: str
    title: str
    text: str = ""
    lines: list[str] = field(default_factory=list)
    goals: Sequence[Any] = ()
    section: AgreementSection | None = None
    is_missing: bool = False


@dataclass(slots=True)
class AgreementPage:
    """Everything the page shows, with the reason against each action (None: it may be done)."""

    agreement: Agreement
    version: AgreementVersion
    me: AgreementParty
    parties: list[PartyRow]
    sections: list[SectionRow]
    previews: list[Preview]
    versions: list[AgreementVersion]
    missing: list[Reason]
    declined: AgreementVersion | None
    is_amendment: bool
    edit_reason: Reason | None
    take_back_reason: Reason | None
    sign_reason: Reason | None
    amend_reason: Reason | None

    @property
    def is_draft(self) -> bool:
        """Being written."""
        return self.version.state == VersionState.DRAFT

    @property
    def is_proposed(self) -> bool:
        """Waiting for signatures."""
        return self.version.state == VersionState.PROPOSED

    @property
    def my_signature(self) -> datetime | None:
        """When the reader signed this version."""
        return next((row.signed_at for row in self.parties if row.is_me), None)

    @property
    def step(self) -> int:
        """The position on the way of an agreement: writing, signing, past the end."""
        return 0 if self.is_draft else 1 if self.is_proposed else 3

    @property
    def others_names(self) -> str:
        """Everybody else who signs, by name."""
        return get_text_list([row.party.person.get_full_name() for row in self.parties if not row.is_me], _("and"))

    @property
    def next_title(self) -> str:
        """What the page is about right now."""
        if self.is_draft:
            return _("Nearly there") if not self.missing else _("Write it together")
        if self.is_proposed:
            return _("You have signed") if self.my_signature else _("It is your turn to sign")
        return _("Signed by everybody") if self.version.state == VersionState.IN_FORCE else _("Closed")

    @property
    def fixed_versions(self) -> list[AgreementVersion]:
        """Versions with a text that can be read, the latest first."""
        return [version for version in reversed(self.versions) if version.content_hash]

    @property
    def unready(self) -> list[PartyRow]:
        """Other writers who have not marked the draft as ready."""
        others = (row for row in self.parties if not row.is_me and row.party.role != Role.SPONSOR)
        return [row for row in others if not row.party.ready_at]


def page_for(agreement: Agreement, person: Person) -> AgreementPage:
    """The page for one party. `agreement` is one that the person may see."""
    agreement = Agreement.objects.for_pages().get(pk=agreement.pk)
    versions = list(agreement.versions.all())
    for each in versions:
        each.agreement = agreement
    version = shown_version(versions)
    in_force = next((each for each in versions if each.state == VersionState.IN_FORCE), None)
    me = next(party for party in agreement.parties.all() if party.person_id == person.pk)
    sections, missing = _sections(version)
    is_open = version.state in OPEN
    return AgreementPage(
        agreement=agreement,
        version=version,
        me=me,
        parties=_parties(version, person),
        sections=sections,
        previews=previews_for(_schedule(sections, version), agreement, person) if is_open else [],
        versions=versions,
        missing=missing,
        declined=_declined_before(version, versions),
        is_amendment=in_force is not None and in_force is not version,
        edit_reason=may_edit.reason(person, version),
        take_back_reason=may_take_back.reason(person, version),
        sign_reason=may_sign.reason(person, version),
        amend_reason=may_amend.reason(person, version),
    )


def shown_version(versions: Sequence[AgreementVersion]) -> AgreementVersion:
    """The one in question: being written or signed, else in force, else the last that ever was, else the latest."""
    for states in (OPEN, (VersionState.IN_FORCE,)):
        for version in versions:
            if version.state in states:
                return version
    return next((version for version in reversed(versions) if version.in_force_at), versions[-1])


def fixed_sections(version: AgreementVersion) -> list[SectionRow]:
    """The sections of a version whose text is fixed, exactly as it was offered for signature."""
    return [
        SectionRow(part.key, part.kind, part.title, part.text, part.lines, part.goals)
        for part in content.load(version.content).sections
    ]


def lines_of(section: AgreementSection, language: str) -> list[str]:
    """The structured part of a draft's section in sentences; none for plain text."""
    if section.kind == SectionKind.EXCHANGE:
        return exchange.lines(section.data, language)
    schedule = Schedule.from_data(section.data) if section.kind == SectionKind.SCHEDULE else None
    return schedule.lines(language) if schedule else []


def steps_of_signing(page: AgreementPage) -> list[dict[str, str]]:
    """The way of an agreement, for the steps component."""
    signed = sum(1 for row in page.parties if row.signed_at)
    counted = _("%(signed)s of %(all)s have signed") % {"signed": signed, "all": len(page.parties)}
    return [
        {"key": VersionState.DRAFT.value, "label": _("Write it together")},
        {
            "key": VersionState.PROPOSED.value,
            "label": _("Everybody signs"),
            "hint": counted if page.is_proposed else "",
        },
        {"key": VersionState.IN_FORCE.value, "label": _("It counts")},
    ]


def _parties(version: AgreementVersion, person: Person) -> list[PartyRow]:
    signed = {one.party_id: one.signed_at for one in version.signatures.all() if one.voided_at is None}
    parties = version.agreement.parties.all()
    return [PartyRow(party, party.person_id == person.pk, signed.get(party.pk)) for party in parties]


def _sections(version: AgreementVersion) -> tuple[list[SectionRow], list[Reason]]:
    if version.state != VersionState.DRAFT and version.content_hash:
        return fixed_sections(version), []
    rows = list(version.sections.select_related("edited_by"))
    for section in rows:
        section.version = version
    dropped = {pk for section in rows if section.kind == SectionKind.GOALS for pk in section.data.get("dropped", [])}
    goals = shown_goals(Goal.objects.filter(partnership=version.agreement.partnership_id), dropped)
    for goal in goals:
        goal.partnership = version.agreement.partnership
    language = version.agreement.template.language
    return [_draft_row(section, goals, language) for section in rows], missing_in(version, rows, goals)


def _draft_row(section: AgreementSection, goals: list[Goal], language: str) -> SectionRow:
    lines = lines_of(section, language)
    row = SectionRow(section.key, section.kind, section.title, section.body, lines, section=section)
    if section.kind == SectionKind.GOALS:
        row.goals = [
            {"goal": goal, "title": goal.title, "lines": content.goal_lines(goal.measure, goal.target_date, language)}
            for goal in goals
        ]
        row.is_missing = not goals
    elif section.kind == SectionKind.SCHEDULE:
        row.is_missing = not lines
    else:
        row.is_missing = section.is_required and not section.body
    return row


def _schedule(sections: list[SectionRow], version: AgreementVersion) -> Schedule | None:
    part = next((row for row in sections if row.kind == SectionKind.SCHEDULE), None)
    if part is None:
        return None
    if part.section is not None:
        return Schedule.from_data(part.section.data)
    fixed = next(one for one in content.load(version.content).sections if one.kind == SectionKind.SCHEDULE)
    return Schedule.from_data(fixed.data)


def _declined_before(version: AgreementVersion, versions: list[AgreementVersion]) -> AgreementVersion | None:
    """The version before this draft, if somebody asked for a change instead of signing it."""
    if version.state != VersionState.DRAFT:
        return None
    before = next((each for each in versions if each.number == version.number - 1), None)
    return before if before is not None and before.declined_at else None
