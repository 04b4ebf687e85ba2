"""What every benchmark shares: the shape of a figure, fair timing, and memory of a child process."""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured figure. `target` is in the unit of `value`; `lower_is_better` says which side of it is good."""

    name: str
    value: float
    unit: str
    target: float
    reference: str
    lower_is_better: bool = True

    @property
    def ok(self) -> bool:
        """True when the target is reached."""
        return self.value <= self.target if self.lower_is_better else self.value >= self.target

    def as_row(self) -> dict[str, Any]:
        """The figure as it stands in results.json."""
        row = asdict(self)
        row.pop("lower_is_better")
        return {**row, "value": round(self.value, 4), "ok": self.ok}


def seconds(work: Callable[[], Any], repeat: int = 3) -> float:
    """Median CPU seconds of this process for one call, after one call to warm up when repeated."""
    if repeat > 1:
        work()
    taken = []
    for _ in range(repeat):
        gc.collect()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def fastest(work: Callable[[], Any], repeat: int = 5) -> float:
    """Least CPU seconds of several calls, without garbage collection as in timeit: for short pieces of work."""
    taken = []
    for _ in range(repeat):
        gc.collect()
        gc.disable()
        try:
            start = time.thread_time()
            work()
            taken.append(time.thread_time() - start)
        finally:
            gc.enable()
    return min(taken)


def in_child(code: str) -> dict[str, Any]:
    """Run Python code in a process of its own; what it prints last is JSON. Adds `peak_mib`, its peak memory."""
    tail = (
        "\nimport json as _json, resource as _resource\n"
        "result['peak_mib'] = _resource.getrusage(_resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(_json.dumps(result))"
    )
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", code + tail], stdout=subprocess.PIPE, text=True, check=True, env=env)
    return json.loads(done.stdout.splitlines()[-1])
