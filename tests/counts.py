"""How often the tests that are figures repeat themselves.

What holds only by chance shows in numbers: two hundred races, fifty kills. `make figures` goes through all of them
(FIGURES=1) and prints what it counted. `make test` runs the same tests with a share of that, so that it stays quick.
"""

import os

COUNTS_ALL = bool(os.environ.get("FIGURES"))


def often(all_of_them: int, usually: int) -> int:
    """The whole number for figures, fewer for every other run."""
    return all_of_them if COUNTS_ALL else usually
