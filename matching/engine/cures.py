"""The smallest change that would give a guide to somebody without one, as a code with parameters."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.engine.results import Cure
from matching.engine.roster import Board
from matching.engine.rules import Rule
from matching.engine.solver.exact import Solution

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CURABLE = Rule.REPORTING_LINE | Rule.OTHER_POOL | Rule.NO_COMMON_LANGUAGE | Rule.NOT_READY | Rule.FULL
"""What somebody can change: rules of the program, and facts about people that may change."""

PRIVATE = Rule.BLOCKED | Rule.ASSESSES | Rule.FORBIDDEN
"""What is never told apart, nor counted: a number of guides would be enough to guess a name."""

MOST_NAMED = 20
"""Guides named in one option; `count` says how many there are."""


def add_guide(places: int) -> Cure:
    """Nobody is there: another guide, with so many places, for as many people as no other rule excludes there."""
    return Cure("add_guide", {"places": places})


def more_places(guides: Sequence[str], plan: Mapping[str, int]) -> Cure:
    """Room is short. One more place with any of `guides` takes in one more; the `plan` takes in everyone."""
    needed = sum(plan.values())
    return Cure("more_places", {"places": needed, "people": needed, "guides": tuple(guides), "plan": dict(plan)})


def plan_places(allowed: Flags, keys: Sequence[str]) -> dict[str, int]:
    """One more place for each row with a guide allowed to it, with as few guides as a greedy choice finds."""
    plan: dict[str, int] = {}
    waiting = allowed
    while len(waiting):
        counts = waiting.sum(axis=0)
        best = int(counts.argmax())
        plan[keys[best]] = int(counts[best])
        waiting = waiting[~waiting[:, best]]
    return dict(sorted(plan.items()))


class RuleCures:
    """What would help the people whom rules exclude from every guide of one run."""

    def __init__(self, board: Board, solution: Solution) -> None:
        self._roster = board.roster
        self._board, self._solution = board, solution
        self._room: Flags | None = None
        self._known: dict[bytes, Cure] = {}

    def cure(self, mask: NDArray[np.uint16]) -> Cure:
        """The cure for somebody with this mask of rules over all guides, none of which is allowed."""
        seen = mask.tobytes()
        if seen not in self._known:
            self._known[seen] = self._found(mask)
        return self._known[seen]

    def _found(self, mask: NDArray[np.uint16]) -> Cure:
        candidates = np.flatnonzero(mask & ~np.uint16(CURABLE) == 0)
        if not len(candidates):
            return Cure("private", {}) if (mask & np.uint16(PRIVATE)).any() else add_guide(1)
        if self._room is None:
            self._room = with_room(self._board, self._solution)
        broken = mask[candidates]
        needs_place = (broken & np.uint16(Rule.FULL) != 0) | ~self._room[candidates]
        # The rules to lift in the upper bits, whether a place is needed in the lowest.
        ways = (broken & ~np.uint16(Rule.FULL)).astype(np.int64) << 1 | needs_place
        kinds, counts = np.unique(ways, return_counts=True)
        sizes = [len(codes_of(kind >> 1)) + (kind & 1) for kind in kinds.tolist()]
        options = [
            {
                "rules": codes_of(kind >> 1),
                "places": kind & 1,
                "guides": self._names(candidates[ways == kind]),
                "count": count,
            }
            for kind, count, size in zip(kinds.tolist(), counts.tolist(), sizes, strict=True)
            if size == min(sizes)
        ]
        options.sort(key=lambda option: (option["places"], -option["count"], option["rules"]))
        return Cure("lift_rules", {"options": tuple(options)})

    def _names(self, places: Ints) -> tuple[str, ...]:
        return tuple(self._roster.guides[place].key for place in places[:MOST_NAMED].tolist())


@lru_cache(maxsize=1024)
def codes_of(mask: int) -> tuple[str, ...]:
    """The codes of all rules in a mask given as a number."""
    return Rule(mask).codes


def with_room(board: Board, solution: Solution) -> Flags:
    """The guides who could take one more: they have a place, or somebody of theirs could move to a guide with one."""
    capacity = np.array([guide.capacity_left for guide in board.roster.guides], dtype=np.int64)
    chosen, arcs = solution.chosen, solution.lists.arcs
    matched = np.flatnonzero(chosen >= 0)
    room = np.bincount(chosen[matched], minlength=len(capacity)) < capacity
    arcs_home = chosen[arcs.seeker]
    while True:
        before = room.sum()
        can_move = (arcs_home >= 0) & room[arcs.guide]
        room[arcs_home[can_move]] = True
        if room.sum() > before:
            continue
        # Only then the pairs outside the lists, which are many.
        for rows, scores in board.blocks(matched[~room[chosen[matched]]]):
            room[chosen[rows[(scores[:, room] >= 0).any(axis=1)]]] = True
        if room.sum() == before:
            return room
