"""All ways to match a cohort side by side: what each gives, and what it costs against the best.

Nobody's order is shown here, only shares of enough people. A side's figures need as many people as the program's
smallest group, and as many who ranked by hand (or none: then nothing in them is private). 'All' and 'nobody' would
tell each person's first place, so the ends of a share, and places close to the first, are given as bounds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.bridge.bulk import BULK_METHODS, recommended
from matching.enums import RunMethod
from matching.models import AssignmentRun
from matching.selectors.bulk import ABOUT, SHORT, why

CLOSE_PLACE, CLOSE_MEAN = 3, 1.5
HIGH_SHARE, LOW_SHARE = 90, 10
HIDDEN = gettext_lazy("too few to show")

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """One figure as a number that can be compared, and in words."""

    number: float
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one way to match; `cost` says how much the best does better."""

    way: str
    text: str
    cost: str = ""
    is_best: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of every way to match."""

    label: str
    cells: list[Cell]
    is_even: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Some lines under one heading; hidden where they could point at somebody."""

    label: str
    lines: list[Line]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class MethodHead:
    """One way to match as a column."""

    method: str
    short: str
    label: str
    about: str
    is_chosen: bool
    is_recommended: bool


@dataclass(frozen=True, slots=True)
class MethodTable:
    """All ways to match side by side, for these very people."""

    heads: list[MethodHead]
    groups: list[Group]
    why: str
    smallest: int

    @property
    def is_hiding(self) -> bool:
        """Whether some figures are not shown."""
        return any(group.is_hidden for group in self.groups)


def method_table(run: AssignmentRun) -> MethodTable:
    """What every way of matching gives these people, and what it costs against the best of each line."""
    figures, smallest = run.figures, run.cohort.program.smallest_group
    columns = {str(name.value): figures["methods"][name] for name in BULK_METHODS}
    suggested = recommended(figures["ranked"], figures["ready"])
    shown = {side: is_shown(figures, side, smallest) for side in ("mentees", "mentors")}
    together = [
        _line(_("Get a mentor"), columns, lambda one: _whole(one["matched"]), _people, most=True),
        _line(_("Points of the worst fit"), columns, lambda one: _whole(one["lowest"]), _points, most=True),
        _line(_("Points on average"), columns, lambda one: _whole(one["mean"]), _points, most=True),
    ]
    blocking = [_line(_("Would both rather have each other"), columns, lambda one: _whole(one["blocking"]), _more)]
    groups = [
        Group(_("Everybody together"), together),
        Group(_("Mentees"), _side(columns, "seekers"), not shown["mentees"]),
        Group(_("Mentors"), _side(columns, "guides"), not shown["mentors"]),
        Group(_("Both sides"), blocking, not all(shown.values())),
    ]
    heads = [
        MethodHead(
            method=name,
            short=str(SHORT[name]),
            label=str(RunMethod(name).label),
            about=str(ABOUT[name]),
            is_chosen=name == run.method,
            is_recommended=name == suggested,
        )
        for name in columns
    ]
    visible = [Group(one.label, [], True) if one.is_hidden else one for one in groups]
    return MethodTable(heads, visible, why(suggested), smallest)


def is_shown(figures: Figures, side: str, smallest: int) -> bool:
    """Whether figures about a side's wishes are of enough people."""
    ready, ranked = figures["ready"][side], figures["ranked"][side]
    counted = "matched" if side == "mentees" else "guides_count"
    people = min(ready, *(one[counted] for one in figures["methods"].values()))
    return bool(people >= smallest and (ranked == 0 or ranked >= smallest))


def share_of(count: int, whole: int) -> Value:
    """A share that never says 'all' or 'nobody', nor that one is missing or one is in."""
    high, low = min(HIGH_SHARE, 100 * (whole - 1) // whole), max(LOW_SHARE, -(-100 // whole))
    percent = round(100 * count / whole)
    if percent >= high:
        return Value(high, _("%(percent)d %% or more") % {"percent": high})
    if percent <= low:
        return Value(low, _("%(percent)d %% or less") % {"percent": low})
    return Value(percent, _("%(percent)d %%") % {"percent": percent})


def _side(columns: Mapping[str, Figures], side: str) -> list[Line]:
    def share(name: str) -> Callable[[Figures], Value | None]:
        return lambda one: share_of(round((one[side][name] or 0) * one["matched"]), one["matched"] or 1)

    return [
        _line(_("First choice"), columns, share("first_choice"), _less, most=True),
        _line(_("One of the first three"), columns, share("top_three"), _less, most=True),
        _line(_("Place on average"), columns, lambda one: _place(one[side]["mean_place"], CLOSE_MEAN), _places),
        _line(_("Last place anybody got"), columns, lambda one: _place(one[side]["worst_place"], CLOSE_PLACE), _places),
    ]


def _line(
    label: str,
    columns: Mapping[str, Figures],
    read: Callable[[Figures], Value | None],
    cost: Callable[[float], str],
    *,
    most: bool = False,
) -> Line:
    """One line of figures; the best of it is marked, and the others say how far they are from it."""
    values = [read(one) for one in columns.values()]
    numbers = {one.number for one in values if one}
    best = (max if most else min)(numbers, default=0.0)
    ways = [str(SHORT[name]) for name in columns]
    cells = [_cell(way, one, best, cost) for way, one in zip(ways, values, strict=True)]
    return Line(label, cells, is_even=len(numbers) < 2)


def _cell(way: str, value: Value | None, best: float, cost: Callable[[float], str]) -> Cell:
    if value is None:
        return Cell(way, "–")
    is_best = value.number == best
    return Cell(way, value.text, "" if is_best else cost(abs(value.number - best)), is_best)


def _whole(number: float | None) -> Value | None:
    return None if number is None else Value(round(number), str(round(number)))


def _place(place: float | None, close: float) -> Value | None:
    if place is None:
        return None
    if place <= close:
        return Value(close, _("%(place)s or better") % {"place": localize(close)})
    return Value(round(place, 1), localize(round(place, 1)))


def _people(count: float) -> str:
    return ngettext("%(count)d person fewer", "%(count)d people fewer", count) % {"count": count}


def _points(count: float) -> str:
    return ngettext("%(count)d point less", "%(count)d points less", count) % {"count": count}


def _less(count: float) -> str:
    return _("%(count)d in a hundred fewer") % {"count": count}


def _places(count: float) -> str:
    return _("%(count)s further down") % {"count": floatformat(count)}


def _more(count: float) -> str:
    return _("%(count)d more") % {"count": count}
