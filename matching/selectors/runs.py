"""An assignment run as its page shows it: figures, pictures, pairs with their reasons, and who is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import engine
from matching.bridge.pairs import SAID
from matching.bridge.profiles import Profiles
from matching.bridge.reasons import Fit, Speaker, View, from_json
from matching.bridge.runs import ready_coaches, waiting_clients
from matching.bridge.words import LABELS
from matching.engine import skills
from matching.enums import RunState
from matching.models import AssignmentPair, AssignmentRun
from matching.selectors.changes import changes_since
from people.models import Person, Skill
from program.models import Cohort, Enrollment, Program

STEPS = 10
NAMED = 4


@dataclass(slots=True)
class PairLine:
    """One proposed pair in words."""

    pair: AssignmentPair
    fit: Fit
    runner_up: str


@dataclass(slots=True)
class UnmatchedLine:
    """Clients without a coach who share one cause."""

    people: list[Person]
    cause: str


@dataclass(slots=True)
class RunPage:
    """Everything the page of one run shows."""

    run: AssignmentRun
    pairs: list[PairLine]
    unmatched: list[UnmatchedLine]
    load: list[dict[str, Any]]
    distribution: list[tuple[str, int]]
    changes: list[str]
    lowest: int | None
    mean: int | None
    most: int
    clients: int


@dataclass(slots=True)
class Waiting:
    """Who takes part in the next run of a cohort."""

    cohort: Cohort
    clients: list[Enrollment]
    coaches: list[Enrollment]
    places: int


def waiting_in(cohort: Cohort) -> Waiting:
    """Clients who wait and coaches with their free places."""
    clients, coaches = waiting_clients(cohort), ready_coaches(cohort)
    profiles = Profiles(coaches)
    for coach in coaches:
        coach.free_places = profiles.room(coach)  # type: ignore[attr-defined]
    return Waiting(cohort, clients, coaches, sum(coach.free_places for coach in coaches))  # type: ignore[attr-defined]


def hard_rules(program: Program) -> list[str]:
    """The rules no assignment ever breaks, in words."""
    rules = [
        _("Nobody is matched with themself."),
        _("Client and coach speak a common language."),
        _("Two people who must never be matched stay apart."),
        _("Nobody gets more people than they have places for."),
        _("Orientation comes first: only people who are ready take part.")
        if program.needs_orientation
        else _("Only people who are ready take part."),
    ]
    if not program.allows_reporting_line:
        rules.insert(1, _("Neither of the two reports to the other, at any level, dotted lines included."))
    return rules


def page_of(run: AssignmentRun) -> RunPage:
    """The run with every pair in words; the same queries for any number of pairs."""
    rows = run.pairs.select_related("seeker__person", "guide__person", "runner_up__person", "sponsor", "partnership")
    pairs = list(rows.order_by("seeker__person__last_name", "seeker__person__first_name", "pk"))
    names = {skills.key_of(name): name for name in Skill.objects.values_list("name", flat=True)}
    speaker = Speaker(View.ADMIN, names)
    people = _people_in(run)
    figures = run.figures
    is_open = run.state in {RunState.DRAFT, RunState.REVIEWED}
    most = engine.Weights.from_dict(run.weights).total
    return RunPage(
        run=run,
        pairs=[PairLine(pair, speaker.fit(from_json(pair.factors)), _runner_up(pair)) for pair in pairs],
        unmatched=_unmatched(run, people),
        load=_load(figures, people),
        distribution=_distribution([pair.score for pair in pairs], most),
        changes=changes_since(run, pairs) if is_open else [],
        lowest=figures.get("lowest"),
        mean=None if figures.get("mean") is None else round(figures["mean"]),
        most=most,
        clients=figures.get("seekers", len(pairs)),
    )


def weight_labels() -> list[tuple[str, Any]]:
    """What can be weighed, by name and label."""
    return [(name, LABELS[name]) for name in engine.POINTS]


def _people_in(run: AssignmentRun) -> dict[str, Enrollment]:
    keys = {entry["client"] for entry in run.unmatched} | set(run.figures.get("load", {}))
    keys |= {key for shortage in run.figures.get("shortages", ()) for key in shortage["coaches"]}
    return {str(pk): row for pk, row in Enrollment.objects.select_related("person").in_bulk(list(keys)).items()}


def _unmatched(run: AssignmentRun, people: Mapping[str, Enrollment]) -> list[UnmatchedLine]:
    """Everybody without a coach; those with the same cause stand together."""
    by_cause: dict[str, list[Person]] = {}
    for entry in run.unmatched:
        by_cause.setdefault(_cause(run, entry, people), []).append(people[entry["client"]].person)
    return [UnmatchedLine(who, cause) for cause, who in by_cause.items()]


def _load(figures: Mapping[str, Any], people: Mapping[str, Enrollment]) -> list[dict[str, Any]]:
    places = figures.get("places", {})
    rows = [
        {
            "label": people[key].person.get_full_name(),
            "value": count,
            "hint": ngettext("of %(count)d free place", "of %(count)d free places", places.get(key, 0))
            % {"count": places.get(key, 0)},
        }
        for key, count in figures.get("load", {}).items()
        if key in people
    ]
    return sorted(rows, key=lambda row: (-row["value"], row["label"]))


def _distribution(scores: Sequence[int], most: int) -> list[tuple[str, int]]:
    """How many pairs reach which share of the most points, in steps of a tenth, from the lowest one that occurs."""
    if not scores or not most:
        return []
    steps = [min(STEPS - 1, score * STEPS // most) for score in scores]
    return [
        (_("%(low)d to %(high)d %%") % {"low": step * 10, "high": step * 10 + 10}, steps.count(step))
        for step in range(min(steps), STEPS)
    ]


def _runner_up(pair: AssignmentPair) -> str:
    if pair.is_locked:
        return _("Locked: kept as it was given.")
    if pair.runner_up is None or pair.margin is None:
        return _("No other coach is possible for this client.")
    words = {"name": pair.runner_up.person.get_full_name(), "points": abs(pair.margin)}
    if pair.margin > 0:
        return _("Next best: %(name)s, %(points)d points behind.") % words
    if pair.margin == 0:
        return _("Just as good: %(name)s.") % words
    return _("%(name)s fits %(points)d points better, but is needed elsewhere.") % words


def _cause(run: AssignmentRun, entry: Mapping[str, Any], people: Mapping[str, Enrollment]) -> str:
    if entry["cause"] == "no_guides":
        return _("No coach takes part. Invite a coach, then run it again.")
    if entry["cause"] == "capacity":
        entry = run.figures["shortages"][entry["shortage"]]
        return _shortage(entry, people)
    return _by_rules(entry["rules"])


def _shortage(entry: Mapping[str, Any], people: Mapping[str, Enrollment]) -> str:
    coaches = [people[key].person.get_full_name() for key in entry["coaches"] if key in people]
    words = {"clients": entry["clients"], "coaches": _some(coaches), "places": entry["places"]}
    cause = (
        ngettext(
            "Too few places: %(clients)d client can only go to %(coaches)s, with %(places)d free together.",
            "Too few places: %(clients)d clients can only go to %(coaches)s, with %(places)d free together.",
            entry["clients"],
        )
        % words
    )
    cure = ngettext(
        "%(count)d more place with one of them would be enough for all.",
        "%(count)d more places with any of them would be enough for all.",
        entry["missing"],
    ) % {"count": entry["missing"]}
    return f"{cause} {cure}"


def _some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    named, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return named if more < 1 else _("%(names)s and %(count)d more") % {"names": named, "count": more}


def _by_rules(counts: Mapping[str, int]) -> str:
    """Rules that people may know are named with their numbers; private ones only add up."""
    told = {rule.name.lower(): sentence for rule, sentence in SAID.items() if rule.name}
    lines = [_("Every coach is ruled out for this client.")]
    for code, count in counts.items():
        if code in told:
            lines.append(f"{told[code]} ({count})")
        elif code == "full":
            lines.append(ngettext("%(count)d coach is full.", "%(count)d coaches are full.", count) % {"count": count})
    if set(counts) - set(told) - {"full"}:
        lines.append(_("Others are not possible for reasons that stay private."))
    return " ".join(lines)
