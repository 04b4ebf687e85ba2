"""Why somebody stays without a guide: a rule that excludes everyone, or too few places for a group."""

from collections import Counter

import numpy as np

from matching.engine.people import Seeker
from matching.engine.results import Unmatched
from matching.engine.roster import Board, Roster
from matching.engine.rules import Rule
from matching.engine.solver.exact import Solution


def unmatched(board: Board, solution: Solution) -> tuple[Unmatched, ...]:
    """One entry per seeker of the board who got nobody, in the order of their keys."""
    left = np.flatnonzero(solution.chosen < 0)
    groups = _groups(board, solution) if len(left) else {}
    found = []
    for row in left.tolist():
        seeker = board.seekers[row]
        if row in groups:
            seekers, guides, places, missing = groups[row]
            found.append(Unmatched(seeker.key, "capacity", {}, seekers, guides, places, missing))
        else:
            found.append(without_any(seeker, board.roster))
    return tuple(sorted(found, key=lambda entry: entry.seeker))


def without_any(seeker: Seeker, roster: Roster) -> Unmatched:
    """The cause for somebody who is allowed no guide with a place."""
    if not len(roster):
        return Unmatched(seeker.key, "no_guides", {})
    mask = roster.mask.row(seeker)
    only_full = np.flatnonzero(mask == Rule.FULL)
    if len(only_full):
        guides = tuple(roster.guides[place].key for place in only_full)
        return Unmatched(seeker.key, "capacity", {"full": len(guides)}, (seeker.key,), guides, 0, 1)
    counted = Counter[str]()
    for value, count in zip(*np.unique(mask, return_counts=True), strict=True):
        for code in Rule(int(value)).codes:
            counted[code] += int(count)
    return Unmatched(seeker.key, "rules", dict(sorted(counted.items())))


Group = tuple[tuple[str, ...], tuple[str, ...], int, int]


def _groups(board: Board, solution: Solution) -> dict[int, Group]:
    """The blocked seekers with the guides they compete for, split into groups that have no guide in common."""
    rows, columns = solution.blocked_seekers, np.flatnonzero(solution.blocked_guides)
    leader = np.arange(len(columns))
    first = np.zeros(board.shape[0], dtype=np.int64)
    seen: set[bytes] = set()
    for lines, scores in board.blocks(rows):
        allowed = scores[:, columns] >= 0
        first[lines] = allowed.argmax(axis=1)
        for one in {line.tobytes() for line in np.packbits(allowed, axis=1)}:
            if one in seen:
                continue
            seen.add(one)
            members = np.flatnonzero(np.unpackbits(np.frombuffer(one, dtype=np.uint8)))
            leaders = np.unique(leader[members])
            leader[np.isin(leader, leaders)] = leaders[0]
    keys = board.roster.guides
    groups: dict[int, Group] = {}
    for head in np.unique(leader):
        mine = rows[leader[first[rows]] == head]
        guides = columns[leader == head]
        places = sum(keys[place].capacity_left for place in guides)
        names = tuple(board.seekers[row].key for row in mine.tolist())
        group = (names, tuple(keys[place].key for place in guides), places, len(names) - places)
        groups.update(dict.fromkeys(mine.tolist(), group))
    return groups
