"""Which parts of an agreement one party reads. A sponsor reads their own; of the others, that they exist."""

from collections.abc import Iterable

from agreements.document import exchange
from agreements.enums import SectionKind, VersionState
from agreements.models import Agreement, AgreementSection, AgreementVersion
from agreements.selectors.reading import is_named_in, reads_own_parts_only
from people.models import Person


def is_for_sponsor(section: AgreementSection, sections: Iterable[AgreementSection]) -> bool:
    """Whether the sponsor reads this section; of goals the version's own exchange section decides. `sections` are all
    of the version."""
    if section.kind == SectionKind.GOALS:
        return exchange.sponsor_sees_goals(sections)
    return section.is_for_sponsor


def hidden_keys(person: Person, version: AgreementVersion, sections: Iterable[AgreementSection]) -> set[str]:
    """Keys of the sections whose words this person must not see. `sections` are all of the version."""
    if not reads_own_parts_only(version, person):
        return set()
    sections = list(sections)
    if version.content_hash and not is_named_in(version, person):
        return {section.key for section in sections}
    return {section.key for section in sections if not is_for_sponsor(section, sections)}


def sections_of(version: AgreementVersion) -> list[AgreementSection]:
    """All sections of a version in their order, joined to it, with whoever wrote each last (one query)."""
    sections = list(version.sections.select_related("edited_by"))
    for section in sections:
        section.version = version
    return sections


def version_talked_about(agreement: Agreement) -> AgreementVersion | None:
    """The version that is written, signed or in force: the one whose sections are talked about."""
    states = (VersionState.DRAFT, VersionState.PROPOSED, VersionState.IN_FORCE)
    version = agreement.versions.filter(state__in=states).order_by("-number").first()
    if version is not None:
        version.agreement = agreement
    return version
