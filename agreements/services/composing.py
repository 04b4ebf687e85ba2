"""Composing a draft of a template, block by block. A save that builds on older words never overwrites newer ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import catalogue
from agreements.document import blocks, placeholders
from agreements.models import TemplateVersion
from agreements.permissions_templates import may_change_draft
from core import audit
from core.rules import Refusal
from core.text import single_line
from core.transitions import AlreadyChanged
from people.models import Person

Section = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: `is_conflict` when somebody else saved this block meanwhile; nothing changed."""

    section: Section
    is_conflict: bool = False


def locked_draft(version: TemplateVersion, *, by: Person | None) -> TemplateVersion:
    """The draft as it is now, locked. Raises Refusal when it may not change, or AlreadyChanged when it is gone."""
    rows = TemplateVersion.objects.select_for_update(of=("self",)).select_related("template")
    draft = rows.filter(pk=version.pk).first()
    if draft is None:
        raise AlreadyChanged
    may_change_draft.check(by, draft)
    return draft


@transaction.atomic
def save_heading(version: TemplateVersion, name: str, *, by: Person | None, shown: str) -> TemplateVersion:
    """Change the heading of the agreements. Raises Refusal when it was changed from `shown` meanwhile."""
    draft = locked_draft(version, by=by)
    name = single_line(name)
    if not name or len(name) > blocks.LONGEST_TITLE:
        raise Refusal(_("A heading has 1 to 120 characters."))
    known = placeholders.names(draft.template.kind, draft.template.shape)
    if unknown := placeholders.used(name):
        raise Refusal(blocks.unknown_words(unknown, known) or "")
    if draft.name not in (shown, name):
        raise Refusal(_("Somebody else changed the heading to “%(name)s” meanwhile.") % {"name": draft.name})
    if draft.name != name:
        draft.name = name
        _keep(draft, "save_heading", by=by)
    return draft


@transaction.atomic
def save_block(version: TemplateVersion, key: str, wording: blocks.Wording, *, by: Person | None, stamp: str) -> Saved:
    """Save the words of a block, if it still is the one that was read (`stamp`); the same words change nothing.

    Raises Refusal for a wording that cannot be kept (a placeholder that does not exist, a required block left empty),
    and AlreadyChanged when the block was taken out meanwhile.
    """
    draft = locked_draft(version, by=by)
    current = _block(draft, key)
    wanted = wording.onto(current, draft.template.shape)
    if wanted == current:
        return Saved(current)
    if blocks.stamp(current) != stamp:
        return Saved(current, is_conflict=True)
    _accept(wanted, draft)
    draft.sections = [wanted if section["key"] == key else section for section in draft.sections]
    _keep(draft, "save_block", by=by, key=key)
    return Saved(wanted)


@transaction.atomic
def add_block(version: TemplateVersion, key: str, *, by: Person | None) -> Section:
    """Add a block of the catalogue with its first words, before the closing ones. Raises Refusal for one that is
    there already or does not fit."""
    draft = locked_draft(version, by=by)
    kind, shape = draft.template.kind, draft.template.shape
    if key not in {block.key for block in blocks.offered(draft.sections, kind, shape)}:
        raise Refusal(_("This block is in the template already, or does not fit it."))
    section = catalogue.section(key, draft.language, kind, shape)
    _insert(draft, section, by=by)
    return section


@transaction.atomic
def add_own_block(version: TemplateVersion, wording: blocks.Wording, *, by: Person | None) -> Section:
    """Add a block of free text. Raises Refusal for a wording that cannot be kept."""
    draft = locked_draft(version, by=by)
    section = blocks.new_own(wording, draft.template.shape)
    _accept(section, draft)
    _insert(draft, section, by=by)
    return section


@transaction.atomic
def remove_block(version: TemplateVersion, key: str, *, by: Person | None) -> Section:
    """Take a block out. Raises Refusal for one that every agreement needs, AlreadyChanged when it is gone already."""
    draft = locked_draft(version, by=by)
    section = _block(draft, key)
    if not blocks.is_removable(section, draft.template.kind, draft.template.shape):
        raise Refusal(_("Every agreement needs this block. You can reword it, but not take it out."))
    draft.sections = [one for one in draft.sections if one["key"] != key]
    _keep(draft, "remove_block", by=by, key=key)
    return section


@transaction.atomic
def move_block(version: TemplateVersion, key: str, steps: int, *, by: Person | None) -> None:
    """Move a block up (negative) or down by so many places, as far as there are any."""
    draft = locked_draft(version, by=by)
    section = _block(draft, key)
    sections = list(draft.sections)
    before = sections.index(section)
    sections.remove(section)
    sections.insert(max(0, before + steps), section)
    if sections != draft.sections:
        draft.sections = sections
        _keep(draft, "move_block", by=by, key=key)


def _block(draft: TemplateVersion, key: str) -> Section:
    section = blocks.find(draft.sections, key)
    if section is None:
        raise AlreadyChanged
    return section


def _accept(section: Section, draft: TemplateVersion) -> None:
    problem = blocks.problem(section, draft.template.kind, draft.template.shape)
    if problem:
        raise Refusal(problem)


def _insert(draft: TemplateVersion, section: Section, *, by: Person | None) -> None:
    """Before the signatures, which come last as long as nobody moves them."""
    if len(draft.sections) >= blocks.MOST_BLOCKS:
        raise Refusal(_("A template has room for %(count)s blocks.") % {"count": blocks.MOST_BLOCKS})
    sections = list(draft.sections)
    ends_with_signatures = bool(sections) and sections[-1]["key"] == "signatures"
    sections.insert(len(sections) - ends_with_signatures, dict(section))
    draft.sections = sections
    _keep(draft, "add_block", by=by, key=section["key"])


def _keep(draft: TemplateVersion, verb: str, *, by: Person | None, **detail: Any) -> None:
    draft.revision += 1
    draft.edited_at, draft.edited_by = (timezone.now(), by) if by else (None, None)
    draft.save(update_fields=["name", "sections", "revision", "edited_at", "edited_by"])
    audit.record(f"template.{verb}", draft, by=by, **detail)
