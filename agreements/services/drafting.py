"""What every change of a draft has in common: it is a fact of the chain, keeps the wording that was, and takes back the
ready marks."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from agreements.enums import EventKind, VersionState
from agreements.models import Agreement, AgreementSection, AgreementVersion, SectionRevision
from agreements.permissions import may_edit
from agreements.services import events, terms
from agreements.services.locking import lock, open_version
from core.transitions import AlreadyChanged
from people.models import Person


def draft_of(agreement_id: UUID, *, by: Person) -> AgreementVersion:
    """Lock the agreement and give its draft. Raises Refusal when this person may not change it (any more)."""
    version = open_version(lock(agreement_id))
    if version is None:
        raise AlreadyChanged
    may_edit.check(by, version)
    return version


def note_edit(version: AgreementVersion, *, by: Person, **detail: Any) -> None:
    """Record an edit and take back every ready mark."""
    version.agreement.parties.filter(ready_at__isnull=False).update(ready_at=None)
    events.append(version.agreement, EventKind.EDITED, by=by, version=version.number, **detail)


def keep_wording(section: AgreementSection, *, words: str | None = None) -> None:
    """Keep what the section says now as its wording of this number, unless it is kept already.

    Called before a change, so that the very first wording (the template's) is kept too. `words` stand in for the body
    where the words live elsewhere (goals). In the caller's transaction, under the agreement's lock.
    """
    if SectionRevision.objects.filter(section=section, number=section.revision).exists():
        return
    SectionRevision(
        section=section,
        number=section.revision,
        body=section.body if words is None else words,
        data=section.data,
        edited_at=section.edited_at or section.version.created_at,
        edited_by_id=section.edited_by_id,
    ).save(force_insert=True)


def stamp(section: AgreementSection, *, by: Person, words: str | None = None) -> None:
    """Save the section under its next revision, written by this person now, and keep that wording for good.

    The caller has kept the wording before it (`keep_wording`); `words` as there.
    """
    section.revision += 1
    section.edited_at, section.edited_by = timezone.now(), by
    section.save(update_fields=["body", "data", "revision", "edited_at", "edited_by"])
    keep_wording(section, words=words)


def copy_sections(source: AgreementVersion, target: AgreementVersion) -> None:
    """The same sections in a new draft. Who wrote what last stays visible."""
    AgreementSection.objects.bulk_create(_copies(source.sections.all(), source, target))


def next_draft(source: AgreementVersion, agreement: Agreement, occasion: str = "") -> AgreementVersion:
    """A new draft with the next number and the sections of `source`; ready marks are taken back.

    Without an `occasion` it keeps that of `source`, which it begins again word for word.
    """
    number = agreement.versions.order_by("-number").values_list("number", flat=True)[0] + 1
    draft = AgreementVersion.objects.create(
        agreement=agreement, number=number, state=VersionState.DRAFT, occasion=occasion or source.occasion
    )
    copy_sections(source, draft)
    if occasion:
        terms.carry_over(draft)
    agreement.parties.filter(ready_at__isnull=False).update(ready_at=None)
    return draft


def _copies(
    sections: Iterable[AgreementSection], source: AgreementVersion, target: AgreementVersion
) -> list[AgreementSection]:
    copies = []
    for section in sections:
        section.version = source
        copies.append(
            AgreementSection(
                version=target,
                key=section.key,
                kind=section.kind,
                position=section.position,
                title=section.title,
                guidance=section.guidance,
                body=section.body,
                data=section.data,
                is_required=section.is_required,
                is_for_sponsor=section.is_for_sponsor,
                edited_at=section.edited_at,
                edited_by_id=section.edited_by_id,
            )
        )
    return copies
