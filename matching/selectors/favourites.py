"""A mentee's favourites, for their own eyes."""

from dataclasses import dataclass
from uuid import UUID

from matching.models import Favourite
from matching.selectors.mentors import MentorCard, MentorFinder
from program.models import Enrollment


@dataclass(slots=True)
class Favourites:
    """Those in the list, best first, and whoever was let go a moment ago."""

    keys: set[UUID]
    cards: list[MentorCard]
    let_go: MentorCard | None


def keys_of(mentee: Enrollment) -> set[UUID]:
    """The keys of the mentors kept in mind, in the list or not; one query."""
    return set(Favourite.objects.filter(mentee=mentee).values_list("mentor", flat=True))


def favourites_in(finder: MentorFinder, let_go: UUID | None = None) -> Favourites:
    """What the top of the list shows. A favourite who is not in the list just now is left out without a word."""
    keys = keys_of(finder.mentee)
    cards = finder.brief(keys | ({let_go} if let_go else set()))
    gone = next((card for card in cards if card.enrollment.pk == let_go and let_go not in keys), None)
    return Favourites(keys, [card for card in cards if card is not gone], gone)
