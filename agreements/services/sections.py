"""Writing an agreement section by section. A save that builds on an older text never overwrites the newer one."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.document import exchange
from agreements.document.schedule import Schedule
from agreements.enums import SectionKind
from agreements.models import AgreementSection, AgreementVersion, SectionRevision
from agreements.selectors.goals import goal_words, goals_in
from agreements.services.drafting import draft_of, keep_wording, note_edit, stamp
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

    A draft that was begun anew since then has the same section under another row: that is a conflict too, unless both
    say the same. Takes back the ready marks and keeps the wording before. The same text again changes nothing. Raises
    Refusal when the person may not edit, when the version is not a draft any more, or when a section that every
    agreement needs would be empty.
    """
    version = draft_of(section.version.agreement_id, by=by)
    current = version.sections.select_for_update().filter(key=section.key).first()
    if current is None or current.kind != section.kind:
        raise AlreadyChanged
    current.version = version
    data = current.data if data is None else data
    if current.body == body and current.data == data:
        return Saved(current)
    if current.revision != revision or current.pk != section.pk:
        return Saved(current, is_conflict=True)
    if current.is_required and not body and current.kind == SectionKind.TEXT:
        raise Refusal(_("Every agreement needs this section. You can reword it, but not leave it empty."))
    words = goal_words(goals_in(version), body) if current.kind == SectionKind.GOALS else None
    _keep_before(current, version)
    current.body, current.data = body, data
    stamp(current, by=by, words=words)
    note_edit(version, by=by, section=current.key, revision=current.revision)
    return Saved(current)


@transaction.atomic
def take_again(section: AgreementSection, wording: SectionRevision, *, by: Person, revision: int) -> Saved:
    """Save an earlier wording of a section once more, as a new one: nothing that came after it is lost.

    Raises like `write`, and Refusal for goals, which are taken out and added one by one.
    """
    if section.kind == SectionKind.GOALS:
        raise Refusal(_("Goals are changed one by one, so an earlier list cannot be taken again as a whole."))
    return write(section, by=by, revision=revision, body=wording.body, data=wording.data)


def _keep_before(section: AgreementSection, version: AgreementVersion) -> None:
    is_goals = section.kind == SectionKind.GOALS
    keep_wording(section, words=goal_words(goals_in(version), section.body) if is_goals else None)


def write_schedule(section: AgreementSection, schedule: Schedule, *, by: Person, revision: int, body: str) -> Saved:
    """Save the meeting schedule and the words beside it. Raises like `write`."""
    return write(section, by=by, revision=revision, body=body, data=schedule.as_data())


def write_exchange(
    section: AgreementSection, settings: dict[str, bool], *, by: Person, revision: int, body: str
) -> Saved:
    """Save what the sponsor sees and the words beside it. Raises like `write`."""
    return write(section, by=by, revision=revision, body=body, data=exchange.settings(settings))
