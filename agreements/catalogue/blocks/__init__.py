"""The blocks that templates are composed of: what each is, and its words in every language. Data only."""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass

from agreements.catalogue.blocks import english, german
from agreements.catalogue.blocks.words import BlockWords, Words
from agreements.enums import SectionKind, TemplateShape
from program.enums import ProgramKind

LANGUAGES = {"en": english, "de": german}
FALLBACK = "en"
EVERYWHERE = frozenset(ProgramKind)
IN_COACHING = frozenset({ProgramKind.COACHING})


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the catalogue. A required one can be reworded, but never taken out.

    `is_for_sponsor` is whether a sponsor reads it, where there is one; nobody can choose otherwise when that
    `is_settled`: a sponsor reads what they promise, and never where and about what the two talk. What they see of the
    goals is agreed in the block about information for the sponsor.
    """

    key: str
    kind: SectionKind = SectionKind.TEXT
    is_required: bool = False
    is_for_sponsor: bool = True
    is_settled: bool = False
    kinds: frozenset[ProgramKind] = EVERYWHERE
    needs_sponsor: bool = False

    def fits(self, kind: str, shape: str) -> bool:
        """Whether an agreement of this kind and shape can have it."""
        return kind in self.kinds and (shape == TemplateShape.SPONSORED or not self.needs_sponsor)


# In the order in which they are offered.
BLOCKS: Mapping[str, Block] = {
    block.key: block
    for block in (
        Block("parties", SectionKind.PARTIES, is_required=True, is_settled=True),
        Block("purpose"),
        Block("goals", SectionKind.GOALS, is_required=True, is_settled=True),
        Block("learning", is_for_sponsor=False),
        Block("roles"),
        Block("schedule", SectionKind.SCHEDULE, is_required=True, is_for_sponsor=False, is_settled=True),
        Block("package", SectionKind.PACKAGE, is_settled=True, kinds=IN_COACHING),
        Block("cancellation", SectionKind.CANCELLATION, is_settled=True),
        Block("communication", SectionKind.COMMUNICATION, is_for_sponsor=False),
        Block("ground_rules", is_for_sponsor=False),
        Block("confidentiality", is_required=True, is_settled=True),
        Block(
            "exchange",
            SectionKind.EXCHANGE,
            is_required=True,
            is_settled=True,
            kinds=IN_COACHING,
            needs_sponsor=True,
        ),
        Block("plain_statements", kinds=IN_COACHING),
        Block("assessments", kinds=IN_COACHING),
        Block("records", kinds=IN_COACHING),
        Block("ethics", kinds=IN_COACHING),
        Block("feedback", is_for_sponsor=False),
        Block("duration", SectionKind.DURATION, is_required=True, is_settled=True),
        Block("exit", is_required=True, is_settled=True),
        Block("closure"),
        Block("signatures", SectionKind.SIGNATURES, is_required=True, is_settled=True),
    )
}


def required(kind: str, shape: str) -> frozenset[str]:
    """Keys of the blocks that every template of this kind and shape has."""
    return frozenset(block.key for block in BLOCKS.values() if block.is_required and block.fits(kind, shape))


def words(key: str, language: str, kind: str, shape: str) -> Words:
    """The words of a block: the sponsored's or the group's own, else its kind's, else those that fit every agreement.

    In the fallback's language where there are none in the wanted one. Raises KeyError for a block that does not fit.
    """
    return _all_words(language if language in LANGUAGES else FALLBACK, kind, shape)[key]


def _all_words(language: str, kind: str, shape: str) -> Mapping[str, Words]:
    texts = LANGUAGES[language]
    of_kind = texts.COACHING if kind == ProgramKind.COACHING else texts.MENTORING
    of_shape: BlockWords = {}
    if shape == TemplateShape.SPONSORED:
        of_shape = texts.SPONSORED
    elif shape == TemplateShape.GROUP:
        of_shape = texts.GROUP
    return ChainMap(of_shape, of_kind, texts.SHARED)
