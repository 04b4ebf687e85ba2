"""The agreement page: who signs, how far it is, what it says, who wrote what. The same number of queries always."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from agreements.document.schedule import Schedule
from agreements.enums import SectionKind, VersionState, VoidReason
from agreements.models import Agreement, AgreementParty, AgreementSection, AgreementVersion, Goal
from agreements.permissions import (
    may_amend,
    may_comment,
    may_edit,
    may_renew,
    may_sign,
    may_take_back,
    may_withdraw,
    signers_of,
)
from agreements.selectors.agreement_page import AgreementPage, FixedVersion, PartyRow
from agreements.selectors.comments import counts_of
from agreements.selectors.completeness import missing_in
from agreements.selectors.goals import shown_goals
from agreements.selectors.parts import hidden_keys, sections_of
from agreements.selectors.previews import previews_for
from agreements.selectors.readiness import Cleared, cleared_mark, wording_of
from agreements.selectors.reading import is_named_in, reads_own_parts_only
from agreements.selectors.rows import NO_COMMENTS, SectionRow, draft_rows, fixed_rows, is_fixed
from core.rules import Reason
from people.models import Person
from program.enums import Role

OPEN = (VersionState.DRAFT, VersionState.PROPOSED)


def page_for(agreement: Agreement, person: Person) -> AgreementPage:
    """The page for one party. `agreement` is one that the person may see, loaded with `for_pages`."""
    versions = list(agreement.versions.all())
    for each in versions:
        each.agreement = agreement
    version = shown_version(versions)
    in_force = next((each for each in versions if each.state == VersionState.IN_FORCE), None)
    me = next(party for party in agreement.parties.all() if party.person_id == person.pk)
    sections = sections_of(version)
    rows, missing = _rows(version, sections, person)
    is_open = version.state in OPEN
    return AgreementPage(
        agreement=agreement,
        version=version,
        me=me,
        wording=wording_of(version, sections),
        parties=_parties(version, person),
        sections=rows,
        previews=previews_for(_schedule(rows), agreement, person) if is_open else [],
        versions=versions,
        fixed_versions=_fixed(versions, person),
        missing=missing,
        cleared=_cleared(version, me, rows),
        declined=_declined_before(version, versions, person),
        is_amendment=in_force is not None and in_force is not version,
        edit_reason=may_edit.reason(person, version),
        comment_reason=may_comment.reason(person, version),
        take_back_reason=may_take_back.reason(person, version),
        sign_reason=may_sign.reason(person, version),
        withdraw_reason=may_withdraw.reason(person, version),
        amend_reason=may_amend.reason(person, version),
        renew_reason=may_renew.reason(person, version),
        lapsed=_lapsed_before(version, versions),
    )


def row_of(version: AgreementVersion, key: str, person: Person) -> SectionRow | None:
    """One section as the page of the agreement shows it, without its comments."""
    rows, _missing = _read(version, sections_of(version), person)
    return next((row for row in rows if row.key == key), None)


def shown_version(versions: Sequence[AgreementVersion]) -> AgreementVersion:
    """The one in question: being written or signed, else in force, else the last that ever was, else the latest."""
    for states in (OPEN, (VersionState.IN_FORCE,)):
        for version in versions:
            if version.state in states:
                return version
    return next((version for version in reversed(versions) if version.in_force_at), versions[-1])


def stamp_of(version: AgreementVersion) -> str:
    """The stamp of a page that shows this version now (see `AgreementPage.stamp`)."""
    return f"{wording_of(version)}.{version.state}"


def readers_of(agreement: Agreement, is_for_sponsor: bool) -> Reason:
    """Who reads a part, for its privacy label."""
    has_sponsor = any(party.role == Role.SPONSOR for party in signers_of(agreement))
    return _("Between coach and client") if has_sponsor and not is_for_sponsor else "parties"


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
    return [
        PartyRow(party, party.person_id == person.pk, signed.get(party.pk)) for party in signers_of(version.agreement)
    ]


def _fixed(versions: Sequence[AgreementVersion], person: Person) -> list[FixedVersion]:
    """The versions whose text this person reads; one who was named later does not read earlier texts."""
    fixed = [version for version in reversed(versions) if version.content_hash]
    # Those who write are named in every text, so theirs need not be opened to know.
    named = [not reads_own_parts_only(version, person) or is_named_in(version, person) for version in fixed]
    before = [*named, False][1:]
    rows = zip(fixed, named, before, strict=True)
    return [FixedVersion(version, was_named) for version, is_named, was_named in rows if is_named]


def _rows(
    version: AgreementVersion, sections: Sequence[AgreementSection], person: Person
) -> tuple[list[SectionRow], list[Reason]]:
    """The sections with the comments that this person reads, and what is missing in a draft."""
    rows, missing = _read(version, sections, person)
    hidden = {row.key for row in rows if row.is_hidden}
    counts = counts_of(version.agreement, person, hidden)
    for row in rows:
        row.comments = counts.get(row.key, NO_COMMENTS)
    return rows, missing


def _read(
    version: AgreementVersion, sections: Sequence[AgreementSection], person: Person
) -> tuple[list[SectionRow], list[Reason]]:
    if is_fixed(version):
        return fixed_rows(version, person), []
    dropped = {
        pk for section in sections if section.kind == SectionKind.GOALS for pk in section.data.get("dropped", [])
    }
    goals = shown_goals(Goal.objects.filter(partnership=version.agreement.partnership_id), dropped)
    for goal in goals:
        goal.partnership = version.agreement.partnership
    hidden = hidden_keys(person, version, sections)
    return draft_rows(version, sections, goals, hidden), missing_in(version, sections, goals)


def _schedule(rows: list[SectionRow]) -> Schedule | None:
    part = next((row for row in rows if row.kind == SectionKind.SCHEDULE and not row.is_hidden), None)
    return Schedule.from_data(part.data) if part else None


def _cleared(version: AgreementVersion, me: AgreementParty, rows: list[SectionRow]) -> Cleared | None:
    if version.state != VersionState.DRAFT:
        return None
    return cleared_mark(version, me, {row.key: row.title for row in rows if not row.is_hidden})


def _lapsed_before(version: AgreementVersion, versions: list[AgreementVersion]) -> AgreementVersion | None:
    """The version before this draft, if it was voided and nobody had asked for that."""
    if version.state != VersionState.DRAFT:
        return None
    before = next((each for each in versions if each.number == version.number - 1), None)
    is_lapsed = before is not None and before.void_reason in {VoidReason.EXPIRED, VoidReason.PARTY_LEFT}
    return before if is_lapsed else None


def _declined_before(
    version: AgreementVersion, versions: list[AgreementVersion], person: Person
) -> AgreementVersion | None:
    """The version before this draft, if somebody asked for a change instead of signing it; the reason is for those who
    were to sign that one."""
    if version.state != VersionState.DRAFT:
        return None
    before = next((each for each in versions if each.number == version.number - 1), None)
    return before if before is not None and before.declined_at and is_named_in(before, person) else None
