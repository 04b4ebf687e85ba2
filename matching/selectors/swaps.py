"""The page on which two clients exchange their coaches: whom with, and what it would cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import engine
from matching.bridge.reasons import Speaker, View
from matching.bridge.swaps import Choice, Exchange, obstacle_to
from matching.bridge.told import most_told
from matching.models import AssignmentPair

SHOWN = 10
LOOKED_AT = 2000


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two clients: before and after."""

    pair: AssignmentPair
    coach_after: object
    before: int
    after: int
    words_before: str
    words_after: str
    change: str


@dataclass(frozen=True, slots=True)
class SwapPage:
    """Everything the page shows; `other` is the second pair once it is chosen."""

    pair: AssignmentPair
    query: str
    choices: Sequence[Choice]
    other: AssignmentPair | None
    sides: Sequence[Side]
    cost: int
    verdict: str
    obstacle: str | None


def swap_page(pair: AssignmentPair, other: AssignmentPair | None, query: str) -> SwapPage:
    """The cheapest exchanges for a pair, and the one with `other` in full."""
    exchange = Exchange(pair.run)
    rows = (
        pair.run.pairs.exclude(pk=pair.pk)
        .exclude(guide=pair.guide_id)
        .select_related("seeker__person", "guide__person")
    )
    if query:
        named = Q()
        for word in query.split()[:4]:
            named &= Q(seeker__person__first_name__icontains=word) | Q(seeker__person__last_name__icontains=word)
        rows = rows.filter(named)
    choices = exchange.cheapest(pair, list(rows.order_by("score", "pk")[:LOOKED_AT]), SHOWN)
    if other is None:
        return SwapPage(pair, query, choices, None, (), 0, "", None)
    found = exchange.swap(pair, other)
    most = most_told(pair.run.weights)
    sides = (
        _side(pair, other, found.first_before, found.first_after, most),
        _side(other, pair, found.second_before, found.second_after, most),
    )
    obstacle = obstacle_to(pair, other, found)
    return SwapPage(pair, query, choices, other, sides, found.cost, _verdict(pair, found, most), obstacle)


def _side(pair: AssignmentPair, other: AssignmentPair, before: int, after: int, most: int) -> Side:
    say = Speaker(View.ADMIN).sentence
    return Side(
        pair, other.guide.person, before, after, say(before, most, ()), say(after, most, ()), points(after - before)
    )


def points(change: int) -> str:
    """A change of points in words."""
    if not change:
        return _("no change")
    words = (
        ngettext("%(count)d point more", "%(count)d points more", change)
        if change > 0
        else ngettext("%(count)d point less", "%(count)d points less", -change)
    )
    return words % {"count": abs(change)}


def _verdict(pair: AssignmentPair, found: engine.Swap, most: int) -> str:
    """What the exchange means for everybody together, in plain words."""
    lowest = min(found.first_after, found.second_after)
    worst = pair.run.figures.get("lowest")
    lines = [_("Both together: %(points)s.") % {"points": points(-found.cost)}]
    if worst is not None and lowest < worst:
        lines.append(
            _("It would be the worst fit of all: %(after)d points, where the lowest now has %(before)d.")
            % {"after": lowest, "before": worst}
        )
    elif found.cost * 20 <= most:
        lines.append(_("For the whole it makes little difference."))
    else:
        lines.append(_("That is a clear loss: do it only for a reason that the points do not know."))
    return " ".join(lines)
