"""An assignment run as its page shows it: figures, pictures, pairs with their reasons, and who is left."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.audit import entries_about
from matching import engine
from matching.bridge.profiles import Profiles
from matching.bridge.reasons import Fit, Speaker, View, from_json
from matching.bridge.runs import ready_coaches, waiting_clients
from matching.bridge.told import most_told
from matching.bridge.words import LABELS
from matching.engine import skills
from matching.enums import RunState
from matching.models import AssignmentPair, AssignmentRun, RunExclusion
from matching.selectors.changes import SUPERSEDED, changes_since
from matching.selectors.run_causes import UnmatchedLine, named_in, unmatched_lines
from matching.selectors.run_groups import GroupTable, groups_of
from people.models import Skill
from program.models import Cohort, Enrollment, Program

STEPS = 10
PAIRS_A_PAGE = 25
COACHES_SHOWN = 40
# In larger results only the pairs on the page are held against today; publishing looks at all of them.
CHECKED_AT_ONCE = 500


@dataclass(slots=True)
class PairLine:
    """One proposed pair in words."""

    pair: AssignmentPair
    fit: Fit
    runner_up: str


@dataclass(slots=True)
class RunPage:
    """Everything the page of one run shows."""

    run: AssignmentRun
    page: Page[AssignmentPair]
    pairs: list[PairLine]
    pair_count: int
    unmatched: list[UnmatchedLine]
    load: list[Any]
    load_title: str
    distribution: list[tuple[str, int]]
    exclusions: list[RunExclusion]
    changes: list[str]
    lowest: int | None
    mean: int | None
    most: int
    clients: int
    groups: GroupTable
    points: list[tuple[Any, int]]
    by_hand: str
    why_put_away: str


@dataclass(slots=True)
class Waiting:
    """Who takes part in the next run of a cohort, and what to know before it."""

    cohort: Cohort
    clients: list[Enrollment]
    coaches: list[Enrollment]
    places: int
    notes: list[str]


def waiting_in(cohort: Cohort) -> Waiting:
    """Clients who wait and coaches with their free places."""
    clients, coaches = waiting_clients(cohort), ready_coaches(cohort)
    profiles = Profiles([*clients, *coaches])
    for coach in coaches:
        coach.free_places = profiles.room(coach)  # type: ignore[attr-defined]
    places = sum(coach.free_places for coach in coaches)  # type: ignore[attr-defined]
    silent = [one for one in clients if not (profiles.wanted_names(one) or one.hopes or one.headline)]
    both = {one.person_id for one in clients} & {one.person_id for one in coaches}
    return Waiting(cohort, clients, coaches, places, _notes(len(clients), len(coaches), places, silent, len(both)))


def _notes(clients: int, coaches: int, places: int, silent: Sequence[Enrollment], both: int) -> list[str]:
    """What will go less well than it could, and what to do about it before the run."""
    notes = []
    if clients and not coaches:
        notes.append(_("No coach takes part. Invite a coach, then run it again."))
    elif clients > places:
        short = clients - places
        notes.append(
            ngettext(
                "%(count)d place is missing. Give a coach more places or invite another, or somebody waits on.",
                "%(count)d places are missing. Give coaches more places or invite others, or some wait on.",
                short,
            )
            % {"count": short}
        )
    if silent:
        notes.append(
            ngettext(
                "%(count)d client has not said what they look for. Their fit is a guess: remind them first.",
                "%(count)d clients have not said what they look for. Their fit is a guess: remind them first.",
                len(silent),
            )
            % {"count": len(silent)}
        )
    if both:
        notes.append(
            ngettext(
                "%(count)d person is coach and client here. They are never matched with themself.",
                "%(count)d people are coach and client here. Nobody is matched with themself.",
                both,
            )
            % {"count": both}
        )
    return notes


def hard_rules(program: Program) -> list[str]:
    """The rules no assignment ever breaks, in words."""
    rules = [
        _("Nobody is matched with themself."),
        _("Client and coach speak a common language."),
        _("Two people who must never be matched stay apart."),
        _("Clients and coaches in pools meet only within a pool they share."),
        _("Nobody gets more people than they have places for."),
        _("Orientation comes first: only people who are ready take part.")
        if program.needs_orientation
        else _("Only people who are ready take part."),
    ]
    if not program.allows_reporting_line:
        rules.insert(1, _("Neither of the two reports to the other, at any level, dotted lines included."))
    if program.required_credentials:
        names = ", ".join(program.required_credentials)
        rules.append(_("A coach needs one of these, not expired: %(names)s.") % {"names": names})
    return rules


def page_of(
    run: AssignmentRun, *, number: object = 1, focus: UUID | None = None, worst_first: bool = False, by: str = ""
) -> RunPage:
    """One page of pairs in words, and the figures; the same queries for any number of pairs.

    `focus` opens the page on which this pair stands; `by` groups the clients.
    """
    ordered = _ordered(run, worst_first)
    every = list(ordered.values_list("pk", "seeker", "score", "seeker_rank"))
    paginator = Paginator(ordered, PAIRS_A_PAGE)
    paginator.count = len(every)  # known already: it need not be asked
    places = {row[0]: place for place, row in enumerate(every)}
    page = paginator.get_page(places[focus] // PAIRS_A_PAGE + 1 if focus in places else str(number))
    rows = list(page.object_list)
    figures, most = run.figures, most_told(run.weights)
    people = _people_in(run)
    load_title, load = _load(figures, people)
    return RunPage(
        run=run,
        page=page,
        pairs=_lines(rows),
        pair_count=len(every),
        unmatched=unmatched_lines(run, people),
        load=load,
        load_title=load_title,
        distribution=_distribution([score for _pk, _seeker, score, _rank in every], most),
        exclusions=list(run.exclusions.select_related("seeker__person", "guide__person")),
        changes=_changes(run, rows, ordered, len(every)),
        lowest=figures.get("lowest"),
        mean=None if figures.get("mean") is None else round(figures["mean"]),
        most=most,
        clients=figures.get("seekers", len(every)),
        groups=groups_of(run, by, [row[1:] for row in every]),
        points=[(label, run.weights.get(name, 0)) for name, label in weight_labels()],
        by_hand=_by_hand(run),
        why_put_away=_why_put_away(run),
    )


def locked_lines(run: AssignmentRun) -> list[AssignmentPair]:
    """The pairs that every further run keeps."""
    return list(run.pairs.filter(is_locked=True).select_related("seeker__person", "guide__person"))


def weight_labels() -> list[tuple[str, Any]]:
    """What can be weighed, by name and label."""
    return [(name, LABELS[name]) for name in engine.POINTS]


def _ordered(run: AssignmentRun, worst_first: bool) -> QuerySet[AssignmentPair]:
    rows = run.pairs.select_related("seeker__person", "guide__person", "runner_up__person", "sponsor", "partnership")
    by_name = ("seeker__person__last_name", "seeker__person__first_name", "pk")
    return rows.order_by("score", "pk") if worst_first else rows.order_by(*by_name)


def _lines(pairs: Sequence[AssignmentPair]) -> list[PairLine]:
    names = {skills.key_of(name): name for name in Skill.objects.values_list("name", flat=True)}
    speaker = Speaker(View.ADMIN, names)
    return [PairLine(pair, speaker.fit(from_json(pair.factors)), _runner_up(pair)) for pair in pairs]


def _changes(
    run: AssignmentRun, shown: list[AssignmentPair], ordered: QuerySet[AssignmentPair], count: int
) -> list[str]:
    if run.state not in {RunState.DRAFT, RunState.REVIEWED}:
        return []
    return changes_since(run, shown if len(shown) == count or count > CHECKED_AT_ONCE else list(ordered))


def _people_in(run: AssignmentRun) -> dict[str, Enrollment]:
    keys = named_in(run) | set(run.figures.get("load", {}))
    return {str(pk): row for pk, row in Enrollment.objects.select_related("person").in_bulk(list(keys)).items()}


def _load(figures: Mapping[str, Any], people: Mapping[str, Enrollment]) -> tuple[str, list[Any]]:
    """New clients of each coach beside their places; in a large house how many coaches have how many."""
    load = {key: count for key, count in figures.get("load", {}).items() if key in people}
    if len(load) > COACHES_SHOWN:
        counted = sorted(Counter(load.values()).items())
        words = [ngettext("%(count)d new client", "%(count)d new clients", n) % {"count": n} for n, _many in counted]
        return _("Coaches by their number of new clients"), list(
            zip(words, (many for _n, many in counted), strict=True)
        )
    rows = [
        {"label": people[key].person.get_full_name(), "value": count, "hint": _room_of(figures, key)}
        for key, count in load.items()
    ]
    return _("New clients of each coach"), sorted(rows, key=lambda row: (-row["value"], row["label"]))


def _room_of(figures: Mapping[str, Any], key: str) -> str:
    places, least = figures.get("places", {}).get(key, 0), figures.get("minimum", {}).get(key, 0)
    hint = ngettext("of %(count)d free place", "of %(count)d free places", places) % {"count": places}
    return _("%(hint)s, at least %(least)d wished") % {"hint": hint, "least": least} if least else hint


def _distribution(scores: Sequence[int], most: int) -> list[tuple[str, int]]:
    """How many pairs reach which share of the most points, in steps of a tenth, from the lowest one that occurs."""
    if not scores or not most:
        return []
    steps = [min(STEPS - 1, score * STEPS // most) for score in scores]
    return [
        (_("%(low)d to %(high)d %%") % {"low": step * 10, "high": step * 10 + 10}, steps.count(step))
        for step in range(min(steps), STEPS)
    ]


def _by_hand(run: AssignmentRun) -> str:
    """What exchanges by hand did to the best result, or nothing."""
    if not run.swaps:
        return ""
    below = run.figures.get("points_below_best", 0)
    if below > 0:
        said = ngettext("%(count)d point below the best.", "%(count)d points below the best.", below) % {"count": below}
    elif below < 0:
        said = ngettext(
            "%(count)d point more in all than the best, which serves the worst fit first.",
            "%(count)d points more in all than the best, which serves the worst fit first.",
            -below,
        ) % {"count": -below}
    else:
        said = _("with as many points as the best.")
    return _("Changed by hand, %(points)s") % {"points": said}


def _why_put_away(run: AssignmentRun) -> str:
    if run.state != RunState.DISCARDED or not entries_about(run).filter(action=SUPERSEDED).exists():
        return ""
    return _("It was put away by itself, because another result of this cohort was published.")


def _runner_up(pair: AssignmentPair) -> str:
    if pair.runner_up is None or pair.margin is None:
        return (
            _("Locked: kept as it was given.") if pair.is_locked else _("No other coach is possible for this client.")
        )
    words = {"name": pair.runner_up.person.get_full_name(), "points": abs(pair.margin)}
    if pair.margin > 0:
        return _("Next best: %(name)s, %(points)d points behind.") % words
    if pair.margin == 0:
        return _("Just as good: %(name)s.") % words
    return _("%(name)s fits %(points)d points better, but is needed elsewhere.") % words
