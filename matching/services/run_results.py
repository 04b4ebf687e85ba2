"""The best assignment of coaches to clients: what is read for it, how it is found, and what is kept of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules import Refusal
from matching import engine
from matching.bridge import inputs, reasons
from matching.bridge.methods import Method, Watch
from matching.bridge.profiles import key_of
from matching.bridge.runs import Field, field_for
from matching.bridge.told import told, with_note
from matching.models import AssignmentPair, AssignmentRun
from matching.services.matches import default_sponsor
from people.models import Person

# Less than a task may take, so that the sentence about it can still be written.
TIME_LIMIT_SECONDS = 240.0
STAGES = {
    "gathering": gettext_lazy("The answers of everybody are read"),
    "reading": gettext_lazy("Everybody's answers become points"),
    "candidates": gettext_lazy("Every client is compared with every coach"),
    "coverage": gettext_lazy("As many clients as possible get a coach"),
    "floor": gettext_lazy("The worst fit is made as good as it can be"),
    "total": gettext_lazy("All fits together are made as good as they can be"),
    "proof": gettext_lazy("It is proven that nothing better exists"),
    "ties": gettext_lazy("Equally good results are decided by the seed"),
    "reasons": gettext_lazy("The reasons are written down"),
    "done": gettext_lazy("The result is stored"),
    "storing": gettext_lazy("The result is stored"),
}


@dataclass
class Given:
    """Everything the engine is asked with, and the locked rows it came from."""

    field: Field
    weights: engine.Weights
    rules: engine.Rules
    seed: int
    locked: list[tuple[str, str]]
    kept: dict[Any, AssignmentPair]


def gather(run: AssignmentRun) -> Given:
    """Who takes part, with the locked pairs. Raises Refusal when nobody waits or a locked pair cannot stand."""
    field, rules = field_for(run), engine.Rules.from_dict(run.rules)
    if not field.clients:
        raise Refusal(_("No client waits for a coach: everybody who is ready has one, or is left out."))
    kept = list(run.pairs.filter(is_locked=True).select_related("seeker__person", "guide__person", "sponsor"))
    locked = lockable(field, kept, rules)
    weights = engine.Weights.from_dict(run.weights)
    return Given(field, weights, rules, run.seed, locked, {pair.seeker_id: pair for pair in kept})


def solve(given: Given, watch: Watch) -> engine.Assignment:
    """The exact answer. Raises TimeLimitReached, SolverError, Cancelled."""
    return engine.assign(
        given.field.seekers,
        given.field.guides,
        given.weights,
        given.rules,
        seed=given.seed,
        locked=given.locked,
        forbidden=given.field.forbidden,
        time_limit=TIME_LIMIT_SECONDS,
        progress=watch.tell,
        stop=watch.stop,
    )


def store(run: AssignmentRun, given: Given, found: engine.Assignment) -> dict[str, Any]:
    """Keep the pairs in place of the locked ones they contain; answers the fields of the run."""
    run.pairs.all().delete()
    answer = inputs.fingerprint((pair.seeker, pair.guide, pair.score) for pair in found.pairs)
    field = given.field
    found = told(found, field.seekers, field.guides, given.weights, given.rules, field.forbidden)
    AssignmentPair.objects.bulk_create(_rows(run, given, found), batch_size=1000)
    shortages, unmatched = _unmatched(given.field, found.unmatched)
    stored = inputs.to_json(given.field.seekers, given.field.guides, given.locked, given.field.forbidden)
    return {
        "engine_version": found.version,
        "inputs": stored,
        "inputs_hash": found.input_hash,
        "figures": _figures(given, found) | {"shortages": shortages, "answer": answer},
        "unmatched": unmatched,
    }


ASSIGNMENT = Method(gather, solve, store, STAGES)


def lockable(field: Field, kept: list[AssignmentPair], rules: engine.Rules) -> list[tuple[str, str]]:
    """The locked pairs by key. Raises Refusal naming the first that cannot stand any more."""
    seekers, guides = {one.key: one for one in field.seekers}, {one.key: one for one in field.guides}
    used: Counter[str] = Counter()
    pairs = []
    for pair in kept:
        seeker, guide = seekers.get(key_of(pair.seeker)), guides.get(key_of(pair.guide))
        used[key_of(pair.guide)] += 1
        stands = seeker and guide and not rules.excluded(seeker, guide, field.forbidden)
        if not (stands and seeker and guide and used[guide.key] <= guide.capacity_left):
            names = {"client": pair.seeker.person.get_full_name(), "coach": pair.guide.person.get_full_name()}
            raise Refusal(_("The locked pair %(client)s and %(coach)s cannot stand any more. Unlock it first.") % names)
        pairs.append((seeker.key, guide.key))
    return pairs


def _rows(run: AssignmentRun, given: Given, found: engine.Assignment) -> list[AssignmentPair]:
    field, rows = given.field, []
    for pair in found.pairs:
        client, coach, other = field.client(pair.seeker), field.coach(pair.guide), pair.runner_up
        earlier = given.kept.get(client.pk)
        rows.append(
            AssignmentPair(
                run=run,
                seeker=client,
                guide=coach,
                seeker_rank=pair.place,
                score=pair.score,
                factors=reasons.to_json(with_note(pair.factors, run.weights)),
                runner_up=field.coach(other.guide) if other else None,
                margin=other.margin if other else None,
                is_locked=pair.is_locked,
                sponsor=earlier.sponsor if earlier else _sponsor_for(client, coach),
            )
        )
    return rows


def _sponsor_for(client: Any, coach: Any) -> Person | None:
    sponsor = default_sponsor(client)
    return None if sponsor is None or sponsor.pk == coach.person_id else sponsor


def _figures(given: Given, found: engine.Assignment) -> dict[str, Any]:
    field, proof = given.field, found.certificate
    figures = asdict(found.figures)
    figures["load"] = {str(field.coach(key).pk): count for key, count in found.figures.load.items()}
    return (
        figures
        | {
            "places": {str(field.coach(guide.key).pk): guide.capacity_left for guide in field.guides},
            "minimum": {str(coach.pk): coach.minimum_load for coach in field.coaches if coach.minimum_load},
            "certificate": {"gap": proof.gap, "ties": proof.ties},
        }
        | _sums(given, found)
    )


def _sums(given: Given, found: engine.Assignment) -> dict[str, Any]:
    """The sums that were proven; not where clients' own orders are a part of them: see `matching.bridge.told`."""
    if given.weights.wishes:
        return {}
    proof = found.certificate
    sums = {"primal": proof.primal, "dual": proof.dual, "gap": proof.gap, "ties": proof.ties}
    return {"objective": asdict(found.objective), "certificate": sums}


def _unmatched(field: Field, entries: Iterable[engine.Unmatched]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The groups that compete for too few places, each once, and everybody without a coach with cause and cure."""
    shortages: list[dict[str, Any]] = []
    seen: dict[tuple[str, ...], int] = {}
    unmatched = []
    for entry in entries:
        line: dict[str, Any] = {"client": str(field.client(entry.seeker).pk), "cause": entry.cause}
        if entry.cause == "capacity":
            if entry.guides not in seen:
                seen[entry.guides] = len(shortages)
                shortages.append(_shortage(field, entry))
            line["shortage"] = seen[entry.guides]
        else:
            line |= {"rules": dict(entry.rules), "cure": _cure(field, entry.cure)}
        unmatched.append(line)
    return shortages, unmatched


def _shortage(field: Field, entry: engine.Unmatched) -> dict[str, Any]:
    plan = entry.cure.params.get("plan", {}) if entry.cure else {}
    return {
        "coaches": [str(field.coach(key).pk) for key in entry.guides],
        "clients": len(entry.seekers),
        "places": entry.places,
        "missing": entry.missing_places,
        "plan": {str(field.coach(key).pk): count for key, count in plan.items()},
    }


def _cure(field: Field, cure: engine.Cure | None) -> dict[str, Any]:
    """The smallest change that would help, with enrollments in place of keys."""
    if cure is None:
        return {}
    options = [
        dict(option)
        | {"rules": list(option["rules"]), "guides": [str(field.coach(key).pk) for key in option["guides"]]}
        for option in cure.params.get("options", ())
    ]
    return {"code": cure.code, "places": cure.params.get("places", 0), "options": options}
