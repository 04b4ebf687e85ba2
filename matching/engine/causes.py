"""Why somebody stays without a guide: a rule that excludes everyone, or too few places for a group."""

from collections import Counter
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.engine.cures import RuleCures, add_guide, codes_of, more_places, plan_places
from matching.engine.results import Unmatched
from matching.engine.roster import Board
from matching.engine.rules import Rule
from matching.engine.solver.clock import Clock
from matching.engine.solver.exact import Solution

Ints = NDArray[np.int64]


def unmatched(board: Board, solution: Solution, clock: Clock) -> tuple[Unmatched, ...]:
    """One entry per seeker of the board who got nobody, in the order of their keys. Raises what the clock raises."""
    left = np.flatnonzero(solution.chosen < 0)
    groups = _groups(board, solution, clock) if len(left) else {}
    cures = RuleCures(board, solution)
    found = []
    for row in left.tolist():
        clock.check()
        key = board.seekers[row].key
        if not len(board.roster):
            found.append(Unmatched(key, "no_guides", {}, cure=add_guide(len(left))))
        elif row in groups:
            found.append(replace(groups[row], seeker=key))
        else:
            found.append(_by_rules(board, row, cures))
    return tuple(sorted(found, key=lambda entry: entry.seeker))


def _by_rules(board: Board, row: int, cures: RuleCures) -> Unmatched:
    """The cause for somebody who is allowed no guide with a place."""
    seeker, roster = board.seekers[row], board.roster
    mask = roster.mask.row(seeker)
    only_full = np.flatnonzero(mask == Rule.FULL)
    if len(only_full):
        guides = tuple(roster.guides[place].key for place in only_full)
        cure = more_places(guides, {guides[0]: 1})
        return Unmatched(seeker.key, "capacity", {"full": len(guides)}, (seeker.key,), guides, 0, 1, cure)
    counted = Counter[str]()
    for value, count in zip(*np.unique(mask, return_counts=True), strict=True):
        for code in codes_of(int(value)):
            counted[code] += int(count)
    return Unmatched(seeker.key, "rules", dict(sorted(counted.items())), cure=cures.cure(mask))


def _groups(board: Board, solution: Solution, clock: Clock) -> dict[int, Unmatched]:
    """The blocked seekers with the guides they compete for, split into groups that have no guide in common."""
    rows, columns = solution.blocked_seekers, np.flatnonzero(solution.blocked_guides)
    leader = np.arange(len(columns))
    first = np.zeros(board.shape[0], dtype=np.int64)
    seen: set[bytes] = set()
    for lines, scores in clock.watched(board.blocks(rows)):
        allowed = scores[:, columns] >= 0
        first[lines] = allowed.argmax(axis=1)
        for one in {line.tobytes() for line in np.packbits(allowed, axis=1)}:
            if one in seen:
                continue
            seen.add(one)
            members = np.flatnonzero(np.unpackbits(np.frombuffer(one, dtype=np.uint8)))
            leaders = np.unique(leader[members])
            leader[np.isin(leader, leaders)] = leaders[0]
    groups: dict[int, Unmatched] = {}
    for head in np.unique(leader):
        mine = rows[leader[first[rows]] == head]
        group = _group(board, mine, columns[leader == head], mine[solution.chosen[mine] < 0])
        groups.update(dict.fromkeys(mine.tolist(), group))
    return groups


def _group(board: Board, rows: Ints, columns: Ints, left: Ints) -> Unmatched:
    guides = [board.roster.guides[column] for column in columns]
    keys = tuple(guide.key for guide in guides)
    places = sum(guide.capacity_left for guide in guides)
    names = tuple(board.seekers[row].key for row in rows.tolist())
    allowed = [scores[:, columns] >= 0 for _rows, scores in board.blocks(left)]
    plan = plan_places(np.concatenate(allowed), keys) if allowed else {}
    return Unmatched("", "capacity", {}, names, keys, places, len(names) - places, more_places(keys, plan))
