"""Random problems of assignment of every kind, to hold the engine against an independent solver.

24 kinds in turn: places for 0.9, 1.02 and 1.25 of the clients; scores as they come, scarce languages, few different
scores, all scores equal; with least loads and without. The same number is always the same problem.
"""

import random
from dataclasses import dataclass, replace

from bench.people import WEIGHTS, clients_and_coaches
from matching.engine import POINTS, Guide, Roster, Seeker, Weights
from matching.engine.roster import Board

KINDS = 24
SMALLEST, LARGEST = 60, 1500
CAPACITIES = (0.9, 1.02, 1.25)
_NOTHING = dict.fromkeys(POINTS, 0)
FEW_SCORES = Weights(**_NOTHING | {"skills": 4, "grade": 2, "location": 1})
ALL_TIES = Weights(**_NOTHING | {"earlier": 10})
"""Nobody was anybody's partner before: everyone gets all ten points with everybody."""


@dataclass(frozen=True)
class Instance:
    """One problem."""

    number: int
    seekers: list[Seeker]
    guides: list[Guide]
    weights: Weights

    def board(self) -> Board:
        """All scores, for those who want to look at every pair."""
        return Board(self.seekers, Roster(self.guides, self.weights))


def instance(number: int, largest: int = LARGEST) -> Instance:
    """Problem `number`; small ones are more frequent than large ones, as the logarithm is even."""
    rng = random.Random(f"instance {number}")
    clients = round(SMALLEST * (largest / SMALLEST) ** rng.random())
    per_client, kind, with_loads = CAPACITIES[number % 3], number // 3 % 4, number // 12 % 2
    seekers, guides = clients_and_coaches(clients, per_client, seed=number)
    if kind == 1:
        seekers = [replace(one, languages={rng.choice(("German", "Polish", "Welsh"))}) for one in seekers]
        guides = [replace(one, languages={rng.choice(("German", "German", "Polish"))}) for one in guides]
    if with_loads:
        guides = [replace(one, load_at_least=rng.randint(0, one.capacity_left)) for one in guides]
    return Instance(number, seekers, guides, (WEIGHTS, WEIGHTS, FEW_SCORES, ALL_TIES)[kind])
