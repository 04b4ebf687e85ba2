"""An agreement begins with its partnership and closes with it."""

from collections.abc import Callable, Iterable
from functools import cache
from uuid import UUID

from django.db import transaction

from agreements import catalogue
from agreements.document import structured
from agreements.document.placeholders import fill, values
from agreements.enums import EventKind, GoalState, SectionKind, TemplateShape, VersionState, VoidReason
from agreements.models import (
    Agreement,
    AgreementParty,
    AgreementSection,
    AgreementVersion,
    Goal,
    TemplateVersion,
)
from agreements.services import events, templates
from agreements.services.locking import lock
from agreements.services.voiding import void_signatures
from core.encryption.keys import keys_at_hand
from core.transitions import move
from matching.models import Partnership, PartnershipMember
from people.models import Organization, Person
from program.enums import GUIDE_ROLES, SEEKER_ROLES, Role
from program.models import Program

# So many rows go to the database at once, however many agreements begin.
BATCH = 2000


@transaction.atomic
def begin(partnership: Partnership, *, by: Person | None = None) -> Agreement:
    """Make the agreement of a new partnership: its parties are all members, its first draft comes from the template.

    A second call for the same partnership changes nothing and answers with what is there.
    """
    begin_all([partnership], by=by)
    return Agreement.objects.get(partnership=partnership)


@transaction.atomic
def begin_all(partnerships: Iterable[Partnership], *, by: Person | None = None) -> None:
    """The same for many partnerships at once, with as few queries as for one."""
    wanted = {partnership.pk: partnership for partnership in partnerships}
    for begun in Agreement.objects.filter(partnership__in=list(wanted)).values_list("partnership", flat=True):
        del wanted[begun]
    members: dict[UUID, list[PartnershipMember]] = {pk: [] for pk in wanted}
    present = PartnershipMember.objects.filter(partnership__in=list(wanted), left_at=None)
    for member in present.select_related("person"):
        members[member.partnership_id].append(member)
    language, find_template = Organization.get().language, cache(templates.in_use)
    agreements = [
        Agreement(partnership=partnership, template=_template_for(partnership, members[pk], language, find_template))
        for pk, partnership in wanted.items()
    ]
    Agreement.objects.bulk_create(agreements)
    AgreementParty.objects.bulk_create(
        (
            AgreementParty(agreement=agreement, person=member.person, role=member.role)
            for agreement in agreements
            for member in members[agreement.partnership_id]
        ),
        batch_size=BATCH,
    )
    with keys_at_hand(agreement.key_owner for agreement in agreements):
        versions = AgreementVersion.objects.bulk_create(
            [AgreementVersion(agreement=agreement, number=1) for agreement in agreements]
        )
        AgreementSection.objects.bulk_create(
            (section for one in versions for section in _sections(one, members[one.agreement.partnership_id])),
            batch_size=BATCH,
        )
    events.begin([(one, {"version": 1, "template": one.template.number}) for one in agreements], by=by)


def _template_for(
    partnership: Partnership,
    members: list[PartnershipMember],
    language: str,
    find: Callable[[Program, TemplateShape, str], TemplateVersion],
) -> TemplateVersion:
    roles = [member.role for member in members]
    shape = TemplateShape.PAIR
    if Role.SPONSOR in roles:
        shape = TemplateShape.SPONSORED
    elif sum(role in SEEKER_ROLES for role in roles) > 1:
        shape = TemplateShape.GROUP
    return find(partnership.program, shape, _language_for(members, language))


def _sections(version: AgreementVersion, members: list[PartnershipMember]) -> list[AgreementSection]:
    """The first draft of an agreement, filled in from its template."""
    partnership, template = version.agreement.partnership, version.agreement.template
    known = _values(partnership, members, template.language)
    return [
        _section(version, position, given, known, partnership, members)
        for position, given in enumerate(template.sections, start=1)
    ]


@transaction.atomic
def close(partnership: Partnership, *, by: Person | None = None) -> None:
    """The partnership ended: the open version and the one in force are closed, drafted goals dropped.

    Signatures on an offer that not everybody signed do not count any more; those on the version in force do.
    """
    agreement = Agreement.objects.filter(partnership=partnership).first()
    if agreement is None:
        return
    agreement = lock(agreement.pk)
    open_states = [VersionState.DRAFT, VersionState.PROPOSED, VersionState.IN_FORCE]
    numbers = []
    for version in agreement.versions.filter(state__in=open_states):
        if version.state == VersionState.PROPOSED:
            void_signatures(version, VoidReason.PARTY_LEFT)
        move(version, VersionState.CLOSED, by=by)
        numbers.append(version.number)
    for goal in Goal.objects.filter(partnership=partnership, state=GoalState.DRAFT):
        move(goal, GoalState.DROPPED, by=by)
    if numbers:
        events.append(agreement, EventKind.CLOSED, by=by, versions=numbers)


def _language_for(members: list[PartnershipMember], organization: str) -> str:
    """The language that everybody's pages are in; else the organization's if all speak it; else a common one."""
    people = [member.person for member in members]
    chosen = {person.language for person in people}
    if len(chosen) == 1 and chosen <= catalogue.LANGUAGES.keys():
        return chosen.pop()
    spoken = [set(person.languages) for person in people if person.languages]
    common = [code for code in catalogue.LANGUAGES if all(code in codes for codes in spoken)]
    return organization if organization in common else next(iter(common), catalogue.FALLBACK)


def _values(partnership: Partnership, members: list[PartnershipMember], language: str) -> dict[str, str]:
    """What the placeholders of a template stand for."""

    def names(*roles: str) -> str:
        return ", ".join(member.person.get_full_name() for member in members if member.role in roles)

    return values(
        partnership.program,
        language,
        seeker=names(*SEEKER_ROLES),
        guide=names(*GUIDE_ROLES),
        sponsor=names(Role.SPONSOR),
    )


def _section(
    version: AgreementVersion,
    position: int,
    given: dict[str, object],
    known: dict[str, str],
    partnership: Partnership,
    members: list[PartnershipMember],
) -> AgreementSection:
    kind = str(given.get("kind", SectionKind.TEXT))
    seeker = next((member for member in members if member.role in SEEKER_ROLES), members[0])
    return AgreementSection(
        version=version,
        position=position,
        key=str(given["key"]),
        kind=kind,
        title=fill(str(given["title"]), known)[:120],
        guidance=fill(str(given.get("guidance", "")), known),
        body=fill(str(given.get("body", "")), known),
        is_required=bool(given.get("is_required")),
        is_for_sponsor=bool(given.get("is_for_sponsor", True)),
        data=structured.initial(kind, partnership.program, zone=seeker.person.time_zone),
    )
