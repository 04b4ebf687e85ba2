"""The main pages of the demo organization against a plain Django page: CPU time, and the number of queries.

The plain page (bench/plain.py) has a login, five queries and twenty cards. Both are asked for in turn with Django's
test client, so that the ratio is of the whole work for one request: middleware, view, template.
"""

from collections.abc import Iterator
from typing import Any

from bench import world
from bench.frame import Figure

PAGE_TARGET, FINDER_TARGET, MOST_QUERIES = 3, 2, 15
FINDERS = {"find_mentor"}
CROWDED = "find_mentor_page_vs_plain"
SEARCHED = "find_mentor_search_vs_plain"


def figures(quick: bool, only: str | None) -> Iterator[Figure]:
    """A ratio and a number of queries for each page; last the find-a-mentor page with a crowd of mentors."""
    if only and not only.startswith(("page", "find")):
        return
    found = world.measured(quick, True)
    for row in found["pages"]:
        name, times = f"page_{row['name']}", f"{row['plain'] * 1e3:.1f} ms; {row['taken'] * 1e3:.1f} ms"
        target = FINDER_TARGET if row["name"] in FINDERS else PAGE_TARGET
        if not only or only in f"{name}_vs_plain {name}_queries":
            yield Figure(f"{name}_vs_plain", row["taken"] / row["plain"], "x", target, f"plain page, {times}")
            yield Figure(f"{name}_queries", row["queries"], "queries", MOST_QUERIES, "sign-in and session included")
    crowd = found["crowd"]
    if not only or only in CROWDED:
        beside = f"first answer after a start {crowd['first']:.2f} s, everybody after {crowd['made']:.0f} s"
        yield Figure(CROWDED, crowd["taken"] / crowd["plain"], "x", FINDER_TARGET, f"{_words(crowd)}; {beside}")
    if not only or only in SEARCHED:
        row = crowd["search"]
        yield Figure(SEARCHED, row["taken"] / row["plain"], "x", FINDER_TARGET, _words(row))


def _words(row: dict[str, Any]) -> str:
    return f"plain page, {row['plain'] * 1e3:.1f} ms; {row['taken'] * 1e3:.1f} ms, {row['queries']} queries"
