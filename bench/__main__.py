"""Run every `bench/bench_*.py`, print one table and write bench/results.json.

Each of those modules has `figures(quick: bool)`, which yields `bench.frame.Figure`s.
"""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.json"


def main() -> int:
    """Measure; exit status 1 when a figure misses its target (small sizes always do, so not with --quick)."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", metavar="WORD", help="only figures or modules whose name contains WORD")
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that it runs, writes no results")
    options = parser.parse_args()
    # One BLAS thread: spinning threads on a shared machine measure the neighbours.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")

    rows = []
    print(f"{'name':<34}{'value':>10} {'unit':<10}{'target':>8}  {'':<5}against", flush=True)
    for path in sorted(FOLDER.glob("bench_*.py")):
        module = importlib.import_module(f"bench.{path.stem}")
        wanted = None if not options.only or options.only in path.stem else options.only
        for figure in module.figures(quick=options.quick, only=wanted):
            mark = "ok" if figure.ok else "MISS"
            print(
                f"{figure.name:<34}{figure.value:>10.3g} {figure.unit:<10}{figure.target:>8g}  {mark:<5}"
                f"{figure.reference}",
                flush=True,
            )
            rows.append(figure.as_row())
    if not options.quick:
        _write(rows, keep=bool(options.only))
    return 0 if options.quick or all(row["ok"] for row in rows) else 1


def _write(rows: list[dict], keep: bool) -> None:
    before = json.loads(RESULTS.read_text()) if keep and RESULTS.exists() else []
    found = {row["name"]: row for row in [*before, *rows]}
    RESULTS.write_text(json.dumps(list(found.values()), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
