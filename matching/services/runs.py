"""Assignment runs: exact, stored with everything they were made from, changed by locks, published once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import move
from matching import engine
from matching.bridge import inputs, reasons
from matching.bridge.profiles import key_of, rules_of, weights_of
from matching.bridge.runs import Field, field_of, ready_coaches, waiting_clients
from matching.enums import RunState
from matching.models import AssignmentPair, AssignmentRun
from matching.permissions import may_assign, may_change_run
from matching.services.matches import check_sponsor, default_sponsor
from people.models import Person
from program.models import Cohort

TIME_LIMIT_SECONDS = 60.0


@transaction.atomic
def run(
    cohort: Cohort, weights: Mapping[str, int], *, by: Person, seed: int = 0, locked: Iterable[AssignmentPair] = ()
) -> AssignmentRun:
    """Assign the coaches of a cohort to the clients who wait, exactly, and keep what it was made from.

    `locked` pairs of an earlier run stand as they are. Clients with a coach are left out.
    Raises Refusal when nobody waits, a weight is out of range or a locked pair cannot stand any more.
    """
    may_assign.check(by, cohort.program)
    clients, coaches = waiting_clients(cohort), ready_coaches(cohort)
    if not clients:
        raise Refusal(_("No client waits for a coach: everybody who is ready has one."))
    field, kept = field_of(clients, coaches), list(locked)
    counts, rules = _weights(cohort, weights), rules_of(cohort.program)
    pairs = _lockable(field, kept, rules)
    found = engine.assign(
        field.seekers,
        field.guides,
        counts,
        rules,
        seed=seed,
        locked=pairs,
        forbidden=field.forbidden,
        time_limit=TIME_LIMIT_SECONDS,
    )
    result = AssignmentRun.objects.create(
        cohort=cohort,
        started_by=by,
        weights=counts.to_dict(),
        rules=rules.to_dict(),
        seed=seed,
        engine_version=found.version,
        inputs=inputs.to_json(field.seekers, field.guides, pairs, field.forbidden),
        inputs_hash=found.input_hash,
        figures=_figures(field, found),
        unmatched=[_unmatched(field, entry) for entry in found.unmatched],
    )
    _store_pairs(result, field, found, {pair.seeker_id: pair for pair in kept})
    audit.record("assignmentrun.run", result, by=by, matched=len(found.pairs), unmatched=len(found.unmatched))
    return result


@transaction.atomic
def run_again(earlier: AssignmentRun, weights: Mapping[str, int] | None = None, *, by: Person) -> AssignmentRun:
    """A new run that keeps the locked pairs; the earlier one is discarded. Raises Refusal."""
    earlier = locked_run(earlier)
    may_change_run.check(by, earlier)
    kept = earlier.pairs.filter(is_locked=True).select_related("seeker__person", "guide__person", "sponsor")
    result = run(earlier.cohort, weights or earlier.weights, by=by, seed=earlier.seed, locked=kept)
    move(earlier, RunState.DISCARDED, by=by)
    return result


@transaction.atomic
def set_lock(pair: AssignmentPair, is_locked: bool, *, by: Person) -> None:
    """Keep this pair in the next run, or let it go again. Raises Refusal once published or discarded."""
    may_change_run.check(by, locked_run(pair.run))
    pair.is_locked = is_locked
    pair.save(update_fields=["is_locked"])
    audit.record("assignmentrun.lock" if is_locked else "assignmentrun.unlock", pair.run, by=by, client=pair.seeker_id)


@transaction.atomic
def set_sponsor(pair: AssignmentPair, sponsor: Person | None, *, by: Person) -> None:
    """Name the sponsor of a pair, or none. Raises Refusal once published, or when this person cannot be it."""
    may_change_run.check(by, locked_run(pair.run))
    if sponsor:
        check_sponsor(sponsor, pair.guide, pair.seeker)
    pair.sponsor = sponsor
    pair.save(update_fields=["sponsor"])
    audit.record("assignmentrun.set_sponsor", pair.run, by=by, client=pair.seeker_id)


@transaction.atomic
def review(run: AssignmentRun, *, by: Person) -> None:
    """Somebody has looked at the result. Raises AlreadyChanged unless it is a draft."""
    move(locked_run(run), RunState.REVIEWED, by=by)


@transaction.atomic
def discard(run: AssignmentRun, *, by: Person) -> None:
    """Put the result away; it stays on record. Raises AlreadyChanged when it is published or discarded."""
    move(locked_run(run), RunState.DISCARDED, by=by)


def locked_run(run: AssignmentRun) -> AssignmentRun:
    """The run as it stands now, held until the transaction ends."""
    rows = AssignmentRun.objects.select_for_update(of=("self",)).select_related("cohort__program")
    return rows.get(pk=run.pk)


def _weights(cohort: Cohort, weights: Mapping[str, int]) -> engine.Weights:
    whole = weights_of(cohort.program).to_dict() | dict(weights)
    if sum(whole[name] for name in engine.POINTS) < 1:
        raise Refusal(_("Give at least one thing some points."))
    try:
        return engine.Weights.from_dict(whole)
    except ValueError as error:
        raise Refusal(_("These points cannot be used: use whole numbers of at most 10,000 together.")) from error


def _lockable(field: Field, kept: list[AssignmentPair], rules: engine.Rules) -> list[tuple[str, str]]:
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


def _store_pairs(
    run: AssignmentRun, field: Field, found: engine.Assignment, kept: Mapping[Any, AssignmentPair]
) -> None:
    rows = []
    for pair in found.pairs:
        client, other = field.client(pair.seeker), pair.runner_up
        earlier = kept.get(client.pk)
        rows.append(
            AssignmentPair(
                run=run,
                seeker=client,
                guide=field.coach(pair.guide),
                score=pair.score,
                factors=reasons.to_json(pair.factors),
                runner_up=field.coach(other.guide) if other else None,
                margin=other.margin if other else None,
                is_locked=pair.is_locked,
                sponsor=earlier.sponsor if earlier else _sponsor_for(client, field.coach(pair.guide)),
            )
        )
    AssignmentPair.objects.bulk_create(rows)


def _sponsor_for(client: Any, coach: Any) -> Person | None:
    sponsor = default_sponsor(client)
    return None if sponsor is None or sponsor.pk == coach.person_id else sponsor


def _figures(field: Field, found: engine.Assignment) -> dict[str, Any]:
    proof = found.certificate
    places = {str(field.coach(guide.key).pk): guide.capacity_left for guide in field.guides}
    figures = asdict(found.figures)
    figures["load"] = {str(field.coach(key).pk): count for key, count in found.figures.load.items()}
    return figures | {
        "places": places,
        "objective": asdict(found.objective),
        "certificate": {"primal": proof.primal, "dual": proof.dual, "gap": proof.gap, "ties": proof.ties},
    }


def _unmatched(field: Field, entry: engine.Unmatched) -> dict[str, Any]:
    return {
        "client": str(field.client(entry.seeker).pk),
        "cause": entry.cause,
        "rules": dict(entry.rules),
        "clients": len(entry.seekers),
        "coaches": [str(field.coach(key).pk) for key in entry.guides],
        "places": entry.places,
        "missing": entry.missing_places,
    }
