"""Going on together after the end that was agreed: a version whose first change is the new last day."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from agreements.document import duration
from agreements.enums import EventKind, SectionKind, VersionOccasion
from agreements.models import Agreement, AgreementSection, AgreementVersion
from agreements.permissions import may_renew
from agreements.services import events
from agreements.services.drafting import next_draft, note_edit
from agreements.services.locking import lock, open_version, version_in_force
from agreements.services.terms import end_of_renewal
from core.transitions import AlreadyChanged
from people.models import Person

# The section that says how long it lasts; in older agreements it holds words only.
DURATION = "duration"
FOLLOWS_DURATION = ("exit", "closure", "signatures")


@transaction.atomic
def renew(agreement: Agreement, *, by: Person) -> AgreementVersion:
    """Begin a version that lasts as long again as the program suggests; the signed one counts until all have signed it.

    Everything in it can still be changed. Raises AlreadyChanged when a version is open, Refusal when it is too early,
    or the partnership is being closed.
    """
    agreement = lock(agreement.pk)
    current = version_in_force(agreement)
    if current is None or open_version(agreement) is not None:
        raise AlreadyChanged
    may_renew.check(by, current)
    draft = next_draft(current, agreement, VersionOccasion.RENEWAL)
    events.append(agreement, EventKind.CREATED, by=by, version=draft.number, renews=current.number)
    if not draft.sections.filter(kind=SectionKind.DURATION).exists():
        _lasts_until(draft, end_of_renewal(agreement.partnership), by=by)
    return draft


def _lasts_until(draft: AgreementVersion, last_day: date, *, by: Person) -> None:
    """An agreement without a structured duration gets one. Words that name a length make way: it is over by then."""
    sections = list(draft.sections.all())
    section = next((one for one in sections if one.key == DURATION), None)
    if section is None:
        title = str(SectionKind.DURATION.label)
        section = AgreementSection(version=draft, key=DURATION, position=_make_room(sections), title=title)
    section.version = draft
    section.kind, section.body, section.data = SectionKind.DURATION, "", duration.data_until(last_day)
    section.edited_at, section.edited_by = timezone.now(), by
    section.save()
    note_edit(draft, by=by, section=section.key, revision=section.revision)


def _make_room(sections: Sequence[AgreementSection]) -> int:
    """The position before what an agreement ends with; that and what follows move on by one."""
    last = max((one.position for one in sections), default=0)
    free = next((one.position for one in sections if one.key in FOLLOWS_DURATION), last + 1)
    for section in reversed(sections):
        if section.position >= free:
            section.position += 1
            section.save(update_fields=["position"])
    return free
