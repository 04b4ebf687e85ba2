"""Writing an agreement section by section. A save that builds on an older text never overwrites the newer one."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.document import exchange
from agreements.document.schedule import Schedule
from agreements.enums import SectionKind
from agreements.models import AgreementSection
from agreements.services.drafting import draft_of, note_edit, stamp
from core.rules import Refusal
from core.transitions import AlreadyChanged
from people.models import Person


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: `is_conflict` when somebody else saved this section meanwhile; nothing changed."""

    section: AgreementSection
    is_conflict: bool = False


@transaction.atomic
def write(
    section: AgreementSection, *, by: Person, revision: int, body: str, data: dict[str, Any] | None = None
) -> Saved:
    """Save a section's text (and its data, for a structured one), if `revision` is still the one that was read.

    Takes back the ready marks. The same text again changes nothing. Raises Refusal when the person may not edit, when
    the version is not a draft any more, or when a section that every agreement needs would be empty.
    """
    version = draft_of(section.version.agreement_id, by=by)
    current = version.sections.select_for_update().filter(pk=section.pk).first()
    if current is None:
        raise AlreadyChanged
    current.version = version
    data = current.data if data is None else data
    if current.body == body and current.data == data:
        return Saved(current)
    if current.revision != revision:
        return Saved(current, is_conflict=True)
    if current.is_required and not body and current.kind == SectionKind.TEXT:
        raise Refusal(_("Every agreement needs this section. You can reword it, but not leave it empty."))
    current.body, current.data = body, data
    stamp(current, by=by)
    note_edit(version, by=by, section=current.key, revision=current.revision)
    return Saved(current)


def write_schedule(section: AgreementSection, schedule: Schedule, *, by: Person, revision: int, body: str) -> Saved:
    """Save the meeting schedule and the words beside it. Raises like `write`."""
    return write(section, by=by, revision=revision, body=body, data=schedule.as_data())


def write_exchange(
    section: AgreementSection, settings: dict[str, bool], *, by: Person, revision: int, body: str
) -> Saved:
    """Save what the sponsor sees and the words beside it. Raises like `write`."""
    return write(section, by=by, revision=revision, body=body, data=exchange.settings(settings))
