"""Loading the demo organization, months of history through the real services, against importing its people alone."""

from collections.abc import Iterator

from bench import world
from bench.frame import Figure

NAME = "demo_load_vs_import"


def figures(quick: bool, only: str | None) -> Iterator[Figure]:
    """One ratio of CPU seconds; the database's own are not in it."""
    if only and only not in NAME:
        return
    found = world.measured(quick, not only)
    words = f"its 420 people alone {found['people']:.2f} s; all of it {found['load']:.1f} s"
    yield Figure(NAME, found["load"] / found["people"], "x", 30, words)
