"""Pictures of numbers, drawn on the server, each with its numbers in reach; no script, no inline style."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from core.ui.library import register
from core.ui.words import Words

Datum = Mapping[str, Any] | tuple[Any, ...] | list[Any]
WIDTH, HEIGHT = 600, 160


def _rows(data: Iterable[Datum]) -> list[dict[str, Any]]:
    """Rows of label, value, hint, url from mappings or (label, value) pairs; a value of None is 'too few to show'."""
    rows = []
    for datum in data:
        row = dict(datum) if isinstance(datum, Mapping) else {"label": datum[0], "value": datum[1]}
        rows.append({"hint": "", "url": "", "tone": ""} | row)
    return rows


def percent(part: float | None, whole: float | None) -> int:
    """A share in whole percent, between 0 and 100; 0 of nothing is 0."""
    return max(0, min(100, round(100 * part / whole))) if part and whole else 0


@register.inclusion_tag("ui/bar_chart.html")
def bar_chart(data: Iterable[Datum], title: Words, unit: Words = "", maximum: float | None = None) -> dict[str, Any]:
    """Values beside each other. The chart is a table whose rows carry a bar, so its numbers need no second place."""
    rows = _rows(data)
    top = maximum or max((row["value"] or 0 for row in rows), default=0)
    return {"title": title, "unit": unit, "rows": [row | {"share": percent(row["value"], top)} for row in rows]}


@register.inclusion_tag("ui/funnel.html")
def funnel(steps: Iterable[Datum], title: Words) -> dict[str, Any]:
    """How many reach each step; the share is of the first step, the passage of the step before."""
    rows = _rows(steps)
    first = rows[0]["value"] if rows else 0
    passages = [None] + [
        percent(after["value"], before["value"]) if before["value"] and after["value"] is not None else None
        for before, after in pairwise(rows)
    ]
    return {
        "title": title,
        "rows": [
            row | {"share": percent(row["value"], first), "passage": passage}
            for row, passage in zip(rows, passages, strict=True)
        ],
    }


@register.inclusion_tag("ui/line_chart.html")
def line_chart(
    points: Iterable[Datum],
    title: Words,
    description: Words = "",
    maximum: float | None = None,
    minimum: float = 0,
) -> dict[str, Any]:
    """A value over time. A missing value (None) leaves a gap. The table with every number opens below the picture."""
    rows = _rows(points)
    known = [row["value"] for row in rows if row["value"] is not None]
    top = max([*known, maximum or minimum, minimum + 1])
    step = WIDTH / max(1, len(rows) - 1)
    dots: list[tuple[float, float] | None] = []
    for index, row in enumerate(rows):
        value = row["value"]
        height = None if value is None else HEIGHT - (value - minimum) / (top - minimum) * HEIGHT
        dots.append(None if height is None else (round(index * step, 1), round(height, 1)))
    lines = [{"x1": a[0], "y1": a[1], "x2": b[0], "y2": b[1]} for a, b in pairwise(dots) if a and b]
    return {
        "title": title,
        "description": description,
        "rows": rows,
        "top": top,
        "bottom": minimum,
        "width": WIDTH,
        "height": HEIGHT,
        "lines": lines,
        "dots": [{"x": dot[0], "y": dot[1]} for dot in dots if dot],
        "known": known,
        "first": rows[0] if rows else None,
        "last": rows[-1] if rows else None,
    }


@register.inclusion_tag("ui/progress.html")
def progress(value: float, whole: float, label: Words, hint: Words = "") -> dict[str, Any]:
    """How far something is: '3 of 6 meetings held' with a bar."""
    return {"value": value, "max": whole or 1, "label": label, "hint": hint, "share": percent(value, whole)}
