"""What differs between two versions of a template, block by block."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.enums import TemplateShape
from agreements.models import TemplateVersion
from agreements.selectors.history import Piece, pieces_between


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What differs in one block of two versions; `state` is added, removed, changed or moved."""

    title: str
    state: str
    pieces: list[Piece]


def changes_between(older: TemplateVersion | None, newer: TemplateVersion) -> list[BlockChange]:
    """Block by block in their new order, only those that differ; without an older one every block is new."""
    before = {one["key"]: one for one in older.sections} if older else {}
    after = {one["key"]: one for one in newer.sections}
    kept_before, kept_after = [key for key in before if key in after], [key for key in after if key in before]
    moved = _moved(kept_before, kept_after)
    gone = [key for key in before if key not in after]
    shape = newer.template.shape
    found = [_change(before.get(key), after.get(key), key in moved, shape) for key in [*after, *gone]]
    return [change for change in found if change is not None]


def pieces_of(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, shape: str) -> list[Piece]:
    """What differs between two wordings of a block."""
    has_sponsor = shape == TemplateShape.SPONSORED
    return pieces_between(_words(before, has_sponsor), _words(after, has_sponsor))


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Keys that stand elsewhere, as few as explain the new order."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    stayed = {key for block in matcher.get_matching_blocks() for key in after[block.b : block.b + block.size]}
    return set(after) - stayed


def _change(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, is_moved: bool, shape: str
) -> BlockChange | None:
    known = after or before
    assert known is not None
    pieces = pieces_of(before, after, shape)
    state = "added" if before is None else "removed" if after is None else "changed"
    if any(kind != "same" for kind, _text in pieces):
        return BlockChange(known["title"], state, pieces)
    return BlockChange(known["title"], "moved", []) if is_moved else None


def _words(section: Mapping[str, Any] | None, has_sponsor: bool) -> list[str]:
    if section is None:
        return []
    lines = [section["title"], *section.get("guidance", "").split("\n"), *section.get("body", "").split("\n")]
    if has_sponsor and not section.get("is_for_sponsor", True):
        lines.append(_("The sponsor does not read this block."))
    return [line for line in lines if line]
