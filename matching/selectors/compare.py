"""Up to three mentors side by side, for the mentee who chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from matching.selectors.mentors import MentorCard, MentorFinder

MOST = 3


@dataclass(slots=True)
class FactorRow:
    """One thing that counts, with the points and the words of each mentor."""

    label: Any
    cells: list[tuple[MentorCard, Any, str]]


@dataclass(slots=True)
class Comparison:
    """The mentors in the order of the address, and what counts for each."""

    cards: list[MentorCard]
    factors: list[FactorRow]
    is_too_many: bool


def compare(finder: MentorFinder, keys: Sequence[UUID]) -> Comparison:
    """The first three of these who are in the reader's list; others are left out without a word."""
    found = {card.enrollment.pk: card for card in finder.cards(keys)}
    listed = [found[key] for key in keys if key in found]
    cards = listed[:MOST]
    lines = [{line["label"]: line for line in card.fit.factors} for card in cards]
    rows = [
        FactorRow(
            label,
            [
                (card, each[label]["weight"], each[label].get("text", ""))
                for card, each in zip(cards, lines, strict=True)
            ],
        )
        for label in (lines[0] if lines else ())
    ]
    return Comparison(cards, rows, len(listed) > MOST)
