"""A mentee's favourites, for their own eyes."""

from dataclasses import dataclass
from uuid import UUID

from matching.selectors.mentors import MentorCard, MentorFinder


@dataclass(slots=True)
class Favourites:
    """Those in the list, best first, and whoever was let go a moment ago."""

    keys: set[UUID]
    cards: list[MentorCard]
    let_go: MentorCard | None


def favourites_in(finder: MentorFinder, let_go: UUID | None = None) -> Favourites:
    """What the top of the list shows. A favourite who is not in the list just now is left out without a word."""
    keys = set(finder.looking.kept)
    cards = finder.brief(keys | ({let_go} if let_go else set()))
    gone = next((card for card in cards if card.enrollment.pk == let_go and let_go not in keys), None)
    return Favourites(keys, [card for card in cards if card is not gone], gone)
