"""What a draft lacks for a sponsor who was named after it had begun without one."""

from collections.abc import Mapping, Sequence
from typing import Any

from agreements import catalogue
from agreements.document import exchange
from agreements.document.placeholders import fill, values
from agreements.enums import SectionKind, TemplateShape
from agreements.models import Agreement, AgreementSection, AgreementVersion
from agreements.permissions import signers_of
from agreements.services import templates
from agreements.services.drafting import note_edit
from people.models import Person
from program.enums import GUIDE_ROLES, SEEKER_ROLES, Role

EXCHANGE = "exchange"
# What the sponsor learns follows what stays between the two, as in the templates with a sponsor.
FOLLOWS = "confidentiality"
BEFORE = (SectionKind.DURATION, SectionKind.SIGNATURES)


def make_room(draft: AgreementVersion, *, by: Person) -> None:
    """Give a draft without it the section that says what the sponsor sees: a no to everything, goals too.

    Of the other sections the sponsor reads what they read in a template with a sponsor; whatever such a template does
    not know stays between the two who work together. A draft that has the section already is left as it is. In the
    caller's transaction, under the agreement's lock.
    """
    sections = list(draft.sections.all())
    if any(section.kind == SectionKind.EXCHANGE for section in sections):
        return
    blocks = _blocks(draft.agreement)
    for section in sections:
        section.is_for_sponsor = section.key in blocks and blocks[section.key]["is_for_sponsor"]
    sections.insert(_place(sections), _exchange(draft, blocks[EXCHANGE]))
    for position, section in enumerate(sections, start=1):
        section.position = position
    added = [section for section in sections if section.kind == SectionKind.EXCHANGE]
    known = [section for section in sections if section.kind != SectionKind.EXCHANGE]
    AgreementSection.objects.bulk_update(known, ["position", "is_for_sponsor"])
    AgreementSection.objects.bulk_create(added)
    note_edit(draft, by=by, section=EXCHANGE, revision=0)


def _blocks(agreement: Agreement) -> Mapping[str, Mapping[str, Any]]:
    """The blocks of an agreement with a sponsor in this one's language, by key: those of the template that the program
    uses; ours where it has none or not in this language."""
    program, language = agreement.partnership.program, agreement.template.language
    ours = [catalogue.section(key, language, program.kind, TemplateShape.SPONSORED) for key in catalogue.SPONSORED]
    used = templates.in_use(program, TemplateShape.SPONSORED, language)
    is_usable = used.template.shape == TemplateShape.SPONSORED and used.language == language
    sections = used.sections if is_usable else ours
    found = {section["key"]: {"is_for_sponsor": True, **section} for section in sections}
    return {EXCHANGE: next(section for section in ours if section["key"] == EXCHANGE), **found}


def _exchange(draft: AgreementVersion, block: Mapping[str, Any]) -> AgreementSection:
    agreement = draft.agreement
    known = values(
        agreement.partnership.program,
        agreement.template.language,
        seeker=_names(agreement, *SEEKER_ROLES),
        guide=_names(agreement, *GUIDE_ROLES),
        sponsor=_names(agreement, Role.SPONSOR),
    )
    return AgreementSection(
        version=draft,
        key=EXCHANGE,
        kind=SectionKind.EXCHANGE,
        position=0,
        title=fill(block["title"], known)[:120],
        guidance=fill(block["guidance"], known),
        body=fill(block["body"], known),
        data=exchange.settings({}),
        is_required=True,
        is_for_sponsor=True,
    )


def _names(agreement: Agreement, *roles: str) -> str:
    return ", ".join(party.person.get_full_name() for party in signers_of(agreement) if party.role in roles)


def _place(sections: Sequence[AgreementSection]) -> int:
    """Where the new section belongs among these."""
    for index, section in enumerate(sections):
        if section.key == FOLLOWS:
            return index + 1
    return next((index for index, one in enumerate(sections) if one.kind in BEFORE), len(sections))
