"""What an exchange of two people's coaches would do, from the same numbers that the run was made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from matching import engine
from matching.bridge import inputs
from matching.bridge.pairs import NOT_POSSIBLE, in_words
from matching.bridge.profiles import key_of
from matching.bridge.told import plain, with_note
from matching.models import AssignmentPair, AssignmentRun


@dataclass(frozen=True, slots=True)
class Choice:
    """Another pair of the run, and what an exchange with it would cost in points."""

    pair: AssignmentPair
    cost: int


class Exchange:
    """The people of one run as its engine saw them, asked about single pairs."""

    def __init__(self, run: AssignmentRun) -> None:
        self._seekers, self._guides = inputs.people_of(run.inputs)
        self._said = run.weights
        # Without the clients' own orders, as everything that is shown of a run: see `told`.
        self._weights = plain(engine.Weights.from_dict(run.weights))
        # Loads stay as they are in an exchange: room plays no part.
        self._rules = engine.Rules.from_dict(run.rules | {"full": False})
        self._forbidden = inputs.forbidden_in(run.inputs)

    @cached_property
    def _roster(self) -> engine.Roster:
        return self._all(self._guides.values())

    def _all(self, guides: object) -> engine.Roster:
        return engine.Roster(guides, self._weights, self._rules, self._forbidden)  # type: ignore[arg-type]

    def swap(self, first: AssignmentPair, second: AssignmentPair) -> engine.Swap:
        """What exchanging the guides of these two pairs would do."""
        one, other = (self._two(pair) for pair in (first, second))
        return engine.swap(one, other, self._weights, self._rules, self._forbidden)

    def cheapest(self, pair: AssignmentPair, others: Sequence[AssignmentPair], count: int) -> list[Choice]:
        """The exchanges that no rule forbids, by what they cost, the cheapest first."""
        seeker, guide = self._two(pair)
        mine, theirs = self._roster.scores(seeker), self._all([guide])
        found = []
        for other in others:
            gained = int(mine[self._roster.place(key_of(other.guide))])
            given = int(theirs.scores(self._seekers[key_of(other.seeker)])[0])
            if gained >= 0 and given >= 0 and other.guide_id != pair.guide_id:
                found.append(Choice(other, pair.score + other.score - gained - given))
        found.sort(key=lambda choice: (choice.cost, str(choice.pair.pk)))
        return found[:count]

    def factors(self, pair: AssignmentPair) -> tuple[engine.Factor, ...]:
        """The points of a pair as it stands now."""
        return tuple(with_note(self._roster.factors(*self._two(pair)), self._said))

    def place_and_next(self, pair: AssignmentPair) -> tuple[int, str | None, int | None]:
        """The guide's place in the seeker's own order, the best other guide and by how much theirs is ahead."""
        seeker, guide = self._two(pair)
        scores = self._roster.scores(seeker).astype(int)
        column = self._roster.place(guide.key)
        own = int(scores[column])
        place = 1 + int((scores > own).sum())
        scores[column] = -1
        best = int(scores.argmax())
        if scores[best] < 0:
            return place, None, None
        return place, self._roster.guides[best].key, own - int(scores[best])

    def _two(self, pair: AssignmentPair) -> tuple[engine.Seeker, engine.Guide]:
        return self._seekers[key_of(pair.seeker)], self._guides[key_of(pair.guide)]


def obstacle_to(first: AssignmentPair, second: AssignmentPair, found: engine.Swap) -> str | None:
    """Why these two cannot be exchanged, in words, or None."""
    if first.guide_id == second.guide_id:
        return _("Both have the same coach already.")
    if found.broken:
        mask = engine.Rule.NONE
        for code in found.broken:
            mask |= engine.Rule[code.upper()]
        return str(in_words(mask) or NOT_POSSIBLE)
    for pair, other in ((first, second), (second, first)):
        if pair.sponsor_id and pair.sponsor_id == other.guide.person_id:
            names = {"sponsor": other.guide.person.get_full_name(), "client": pair.seeker.person.get_full_name()}
            return (
                _("%(sponsor)s is the sponsor of %(client)s and cannot be the coach too. Name another sponsor first.")
                % names
            )
    return None
