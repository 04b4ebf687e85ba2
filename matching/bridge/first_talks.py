"""Which coaches each client should meet first: the best for them, spread over the coaches who have room."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from matching import engine
from matching.bridge.profiles import rules_of, weights_of
from matching.bridge.runs import field_of, ready_coaches, waiting_clients
from program.models import Cohort, Enrollment

EACH = 3
# So often a round of filling up is tried for clients who found too few in the first three.
MORE_TURNS = 3


def proposals_for(cohort: Cohort) -> dict[Enrollment, list[Enrollment]]:
    """Up to three coaches for every client who waits, the best fit first. The same people give the same answer.

    Three assignments one after the other, each exact and each keeping earlier pairs apart: in a turn no coach is
    proposed to more clients than they have places for (or their share of all clients, where places are fewer), so
    never to more than three times that. Hard rules hold throughout.
    """
    field = field_of(waiting_clients(cohort), ready_coaches(cohort))
    weights, rules = weights_of(cohort.program), rules_of(cohort.program)
    share = _share(len(field.seekers), sum(guide.capacity_left for guide in field.guides))
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    met, used = set(field.forbidden), Counter[str]()
    for turn in range(EACH + MORE_TURNS):
        seekers = [one for one in field.seekers if len(found[one.key]) < EACH]
        guides = [_with_room(guide, share, used[guide.key], turn) for guide in field.guides]
        answer = engine.assign(seekers, guides, weights, rules, forbidden=sorted(met))
        if not answer.pairs and turn >= EACH:
            break
        for pair in answer.pairs:
            found[pair.seeker].append((-pair.score, pair.guide))
            met.add((pair.seeker, pair.guide))
            used[pair.guide] += 1
    return {
        client: [field.coach(key) for _score, key in sorted(found[str(client.person_id)])] for client in field.clients
    }


def loads_of(proposals: Mapping[Enrollment, list[Enrollment]]) -> Counter[Enrollment]:
    """To how many clients each coach is proposed."""
    return Counter(coach for coaches in proposals.values() for coach in coaches)


def _share(clients: int, places: int) -> int:
    """How many times its places a coach is proposed in a turn, so that everybody can be proposed somebody."""
    return max(1, -(-clients // places)) if places else 1


def _with_room(guide: engine.Guide, share: int, used: int, turn: int) -> engine.Guide:
    """Room in this turn; in the turns that fill up, what is left of three full ones."""
    room = guide.capacity_left * share
    left = room if turn < EACH else max(0, EACH * room - used)
    return replace(guide, capacity_left=left, load_at_least=0)
