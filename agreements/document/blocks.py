"""Blocks of a template: what can be added, what is missing, and whether a wording can be accepted.

A block is kept as a plain mapping: key, kind, title, guidance, body, is_required, is_for_sponsor.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.catalogue.blocks import BLOCKS, Block, required, words
from agreements.document import canonical, placeholders
from agreements.enums import SectionKind, TemplateShape
from core.rules import Reason
from core.text import paragraphs, single_line

Section = Mapping[str, Any]

LONGEST_TITLE = 120
LONGEST_GUIDANCE = 1000
LONGEST_BODY = 20_000
MOST_BLOCKS = 60
OWN = "own_"


@dataclass(frozen=True, slots=True)
class Wording:
    """What an admin writes in a block. Control characters and direction overrides are dropped on the way in."""

    title: str
    guidance: str = ""
    body: str = ""
    is_for_sponsor: bool = True

    def onto(self, section: Section, shape: str) -> dict[str, Any]:
        """The block with these words."""
        reads = section.get("is_for_sponsor", True)
        return {
            **section,
            "title": single_line(self.title),
            "guidance": paragraphs(self.guidance),
            "body": paragraphs(self.body),
            "is_for_sponsor": reads if is_settled(section, shape) else self.is_for_sponsor,
        }


def find(sections: Sequence[Section], key: str) -> Section | None:
    """The block with this key."""
    return next((section for section in sections if section["key"] == key), None)


def stamp(section: Section) -> str:
    """Stands for a block as it was read: a save that names an older one never overwrites the newer."""
    return canonical.digest(canonical.dump(section))


def offered(sections: Sequence[Section], kind: str, shape: str) -> list[Block]:
    """What the catalogue still has for a template with these blocks."""
    there = {section["key"] for section in sections}
    return [block for block in BLOCKS.values() if block.fits(kind, shape) and block.key not in there]


def new_own(wording: Wording, shape: str) -> dict[str, Any]:
    """A block of free text under a key of its own."""
    empty = {"key": f"{OWN}{secrets.token_hex(4)}", "kind": SectionKind.TEXT.value, "is_required": False}
    return wording.onto(empty, shape)


def is_settled(section: Section, shape: str) -> bool:
    """Whether nobody chooses if a sponsor reads this block: there is none, or it follows from what the block is."""
    block = BLOCKS.get(section["key"])
    return shape != TemplateShape.SPONSORED or (block is not None and block.is_settled)


def is_removable(section: Section, kind: str, shape: str) -> bool:
    """Whether an agreement can do without this block."""
    return section["key"] not in required(kind, shape)


def problem(section: Section, kind: str, shape: str) -> Reason | None:
    """What is wrong with a block's wording, in words; None when it can be kept."""
    if not section["title"]:
        return _("Give this block a title.")
    limits = {"title": LONGEST_TITLE, "guidance": LONGEST_GUIDANCE, "body": LONGEST_BODY}
    if any(len(section[name]) > longest for name, longest in limits.items()):
        return _("This is too long. A block has room for 20,000 characters.")
    if section["kind"] == SectionKind.TEXT and not is_removable(section, kind, shape) and not section["body"]:
        return _("Every agreement needs this block. You can reword it, but not leave it empty.")
    known = placeholders.names(kind, shape)
    return unknown_words(placeholders.unknown((section[name] for name in limits), known), known)


def problem_of_all(sections: Sequence[Section], language: str, kind: str, shape: str) -> Reason | None:
    """What stands against publishing these blocks: one that every agreement needs is missing, or one has a problem."""
    if missing := required(kind, shape) - {section["key"] for section in sections}:
        titles = ", ".join(words(key, language, kind, shape).title for key in BLOCKS if key in missing)
        return _("Every agreement needs these blocks: %(titles)s.") % {"titles": titles}
    for section in sections:
        if found := problem(section, kind, shape):
            return _("%(title)s: %(problem)s") % {"title": section["title"] or "…", "problem": found}
    return None


def unknown_words(unknown: Sequence[str], known: Mapping[str, Reason]) -> Reason | None:
    """A sentence about placeholders that do not exist, with those that do."""
    if not unknown:
        return None
    return _("There is no placeholder %(unknown)s. These exist: %(known)s.") % {
        "unknown": ", ".join(f"{{{name}}}" for name in unknown),
        "known": ", ".join(f"{{{name}}}" for name in known),
    }
