"""The blocks of a template version for the pages on which it is composed."""

from dataclasses import dataclass

from django.utils import timezone

from agreements import catalogue
from agreements.catalogue.blocks import BLOCKS
from agreements.document import blocks, examples, structured
from agreements.document.content import SectionText
from agreements.enums import SectionKind, TemplateShape
from agreements.models import TemplateVersion
from core.rules import Reason
from people.models import Organization


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block in its place."""

    key: str
    title: str
    first_words: str
    is_filled_in: bool
    is_removable: bool
    is_first: bool
    is_last: bool
    sponsor: str


@dataclass(frozen=True, slots=True)
class OfferedBlock:
    """A block of the catalogue that is not in the template yet."""

    key: str
    title: str
    guidance: str


def rows_of(version: TemplateVersion) -> list[BlockRow]:
    """The blocks in their order; asks no database."""
    kind, shape = version.template.kind, version.template.shape
    last = len(version.sections) - 1
    return [
        BlockRow(
            key=section["key"],
            title=section["title"],
            first_words=section["body"].strip().split("\n", 1)[0],
            is_filled_in=section["kind"] == SectionKind.GOALS or structured.has_data(section["kind"]),
            is_removable=blocks.is_removable(section, kind, shape),
            is_first=position == 0,
            is_last=position == last,
            sponsor=_sponsor(section, shape),
        )
        for position, section in enumerate(version.sections)
    ]


def offered_for(version: TemplateVersion) -> list[OfferedBlock]:
    """What the catalogue still has for this template, in its language."""
    kind, shape = version.template.kind, version.template.shape
    found = [
        (block.key, catalogue.blocks.words(block.key, version.language, kind, shape))
        for block in blocks.offered(version.sections, kind, shape)
    ]
    return [OfferedBlock(key, words.title, words.guidance) for key, words in found]


def problem_of(version: TemplateVersion) -> Reason | None:
    """What stands against publishing this draft; None when nothing does."""
    return blocks.problem_of_all(version.sections, version.language, version.template.kind, version.template.shape)


def example_of(version: TemplateVersion, section: blocks.Section) -> SectionText | None:
    """One block as it would read in an agreement; None for one that says nothing yet."""
    text = examples.example(
        version.name,
        [section],
        version.language,
        examples.program_like(version.template.kind),
        version.template.shape,
        today=timezone.localdate(),
        zone=Organization.get().time_zone,
    )
    return next(iter(text.sections), None)


def _sponsor(section: blocks.Section, shape: str) -> str:
    """'reads', 'hidden' or 'agreed' (the goals); nothing where there is no sponsor."""
    if shape != TemplateShape.SPONSORED:
        return ""
    if BLOCKS.get(section["key"]) and section["kind"] == SectionKind.GOALS:
        return "agreed"
    return "reads" if section.get("is_for_sponsor", True) else "hidden"
