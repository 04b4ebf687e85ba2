"""Two results of one cohort side by side: what went in, what came out, and who would have somebody else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.bridge.profiles import weights_of
from matching.bridge.told import most_told
from matching.bridge.words import LABELS
from matching.enums import WorkState
from matching.models import AssignmentRun
from program.models import Enrollment, Program

SHOWN = 200
Line = tuple[Any, Any, Any]
RULES = {
    "reporting_line": gettext_lazy("Reporting lines keep people apart"),
    "common_language": gettext_lazy("A common language is needed"),
    "assesses": gettext_lazy("Nobody is coached by somebody who assesses them"),
    "pools": gettext_lazy("Pools keep people apart"),
    "ready": gettext_lazy("Only people who are ready take part"),
    "full": gettext_lazy("Nobody gets more people than places"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A client who has another coach in the second result."""

    client: str
    before: str
    points_before: int | None
    after: str
    points_after: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything the page shows of two runs."""

    one: AssignmentRun
    other: AssignmentRun
    inputs: list[Line]
    figures: list[Line]
    load: list[Line]
    changed: list[Changed]
    changed_count: int
    same_count: int
    is_weighed_differently: bool


def comparable(program: Program) -> QuerySet[AssignmentRun]:
    """The worked out runs of a program, the newest first, without what they were made from."""
    runs = AssignmentRun.objects.filter(cohort__program=program, work=WorkState.DONE)
    return runs.select_related("cohort__program", "started_by").defer("inputs", "unmatched").order_by("-created_at")


def compare(one: AssignmentRun, other: AssignmentRun) -> Comparison:
    """Two worked out runs of one cohort; the same few queries for any number of pairs."""
    first, second = _coaches_of(one), _coaches_of(other)
    keys = {pk for pairs in (first, second) for client, (coach, _score) in pairs.items() for pk in (client, coach)}
    keys |= {UUID(pk) for run in (one, other) for pk in run.figures.get("load", {})}
    people = Enrollment.objects.select_related("person").in_bulk(list(keys))
    names = {pk: row.person.get_full_name() for pk, row in people.items()}
    changed = [
        _changed(names, client, first.get(client), second.get(client))
        for client in first.keys() | second.keys()
        if first.get(client, (None,))[0] != second.get(client, (None,))[0]
    ]
    changed.sort(key=lambda line: line.client)
    same = len(first.keys() | second.keys()) - len(changed)
    inputs = [*_weights(one, other), *_rules(one, other), *_inputs(one, other)]
    load = _load(one, other, names)
    return Comparison(
        one,
        other,
        inputs,
        _figures(one, other),
        load,
        changed[:SHOWN],
        len(changed),
        same,
        one.weights != other.weights,
    )


def _coaches_of(run: AssignmentRun) -> dict[UUID, tuple[UUID, int]]:
    return {client: (coach, score) for client, coach, score in run.pairs.values_list("seeker", "guide", "score")}


def _changed(
    names: Mapping[UUID, str], client: UUID, before: tuple[UUID, int] | None, after: tuple[UUID, int] | None
) -> Changed:
    nobody = _("nobody")
    return Changed(
        names[client],
        names[before[0]] if before else nobody,
        before[1] if before else None,
        names[after[0]] if after else nobody,
        after[1] if after else None,
    )


def _weights(one: AssignmentRun, other: AssignmentRun) -> Iterable[Line]:
    """The points that differ, and how three of them are read."""
    read = {
        "grade_from": _("Seniority: at least so many steps above"),
        "grade_to": _("Seniority: at most so many steps above"),
        "other_department": _("Points are for another department"),
        "earlier_again": _("Points are for people who worked together before"),
    }
    yes_no = {"other_department", "earlier_again"}
    for name in weights_of(one.cohort.program).to_dict():
        left, right = one.weights.get(name), other.weights.get(name)
        if left != right:
            label = _("Points: %(name)s") % {"name": LABELS[name]} if name in LABELS else read.get(name, name)
            yield (label, _said(left), _said(right)) if name in yes_no else (label, left, right)


def _rules(one: AssignmentRun, other: AssignmentRun) -> Iterable[Line]:
    for name, label in RULES.items():
        left, right = one.rules.get(name), other.rules.get(name)
        if left != right:
            yield label, _said(left), _said(right)


def _said(value: Any) -> str:
    return _("yes") if value else _("no")


def _inputs(one: AssignmentRun, other: AssignmentRun) -> Iterable[Line]:
    locked, left_out = ({run.pk: count(run) for run in (one, other)} for count in (_locked, _left_out))
    lines: list[Line] = [
        (_("Clients"), one.figures.get("seekers"), other.figures.get("seekers")),
        (_("Coaches"), len(one.figures.get("load", {})), len(other.figures.get("load", {}))),
        (_("Free places"), *(sum(run.figures.get("places", {}).values()) for run in (one, other))),
        (_("Locked pairs"), locked[one.pk], locked[other.pk]),
        (_("People and pairs left out"), left_out[one.pk], left_out[other.pk]),
        (_("Counts the chemistry meetings"), _said(one.chemistry_id), _said(other.chemistry_id)),
        (_("Seed"), one.seed, other.seed),
        (_("Engine"), one.engine_version, other.engine_version),
    ]
    yield from (line for line in lines if line[1] != line[2])
    is_explained = (one.weights, one.rules) != (other.weights, other.rules) or any(line[1] != line[2] for line in lines)
    if one.inputs_hash != other.inputs_hash and not is_explained:
        yield _("Fingerprint of everything that went in"), one.inputs_hash[:12], other.inputs_hash[:12]


def _locked(run: AssignmentRun) -> int:
    return run.pairs.filter(is_locked=True).count()


def _left_out(run: AssignmentRun) -> int:
    return run.exclusions.count()


def _figures(one: AssignmentRun, other: AssignmentRun) -> list[Line]:
    def both(label: str, name: str, say: Any = lambda value: round(value)) -> Line:
        left, right = ("—" if run.figures.get(name) is None else say(run.figures[name]) for run in (one, other))
        return label, left, right

    def share(value: float) -> str:
        return _("%(share)d %%") % {"share": round(value * 100)}

    return [
        both(_("Clients with a coach"), "matched"),
        both(_("Share of the clients"), "coverage", share),
        (_("Points of a perfect fit"), most_told(one.weights), most_told(other.weights)),
        both(_("Points of the worst fit"), "lowest"),
        both(_("Points on average"), "mean"),
        both(_("Got their best coach"), "first_choice", share),
        both(_("Got one of their best three"), "top_three", share),
        (
            _("Most new clients of one coach"),
            *(max(run.figures.get("load", {}).values(), default=0) for run in (one, other)),
        ),
        (_("Coaches without a new client"), *(_idle(run) for run in (one, other))),
        (
            _("Points given up by exchanges made by hand"),
            *(run.figures.get("points_below_best", 0) for run in (one, other)),
        ),
    ]


def _idle(run: AssignmentRun) -> int:
    return sum(not count for count in run.figures.get("load", {}).values())


def _load(one: AssignmentRun, other: AssignmentRun, names: Mapping[UUID, str]) -> list[Line]:
    left, right = one.figures.get("load", {}), other.figures.get("load", {})
    rows = [
        (names[UUID(key)], left.get(key, "—"), right.get(key, "—")) for key in {**left, **right} if UUID(key) in names
    ]
    return sorted(rows, key=lambda row: row[0])
