"""How runs are worked out: a small table by method, into which each way of matching puts itself.

A way of matching is three functions and the words of its stages. Register it in `MatchingConfig.ready`:

    methods.register(RunMethod.STABLE, Method(gather, solve, store, STAGES))

`matching.services.run_work` then does the rest: it claims the run, keeps its progress, hears a cancel request, follows
a killed worker and says in words what failed. A service of its own only has to create the `AssignmentRun` with
`work=WorkState.QUEUED` and everything it is made from; the view then calls `matching.tasks.set_going(run)`, and the
pages of a run that waits, works, failed or was cancelled are those of `matching.views.run_progress`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from matching.models import AssignmentRun


class Watch(Protocol):
    """What a running engine is given, as its `progress` and its `stop`."""

    def tell(self, stage: str, share: float) -> None:
        """The stage by its code, and the share of the engine's whole work that is done (0 to 1)."""

    def stop(self) -> bool:
        """Whether somebody cancelled the run; may be asked as often as one likes. The engine raises Cancelled then."""


@dataclass(frozen=True, slots=True)
class Method:
    """One way to work out a run.

    - `gather(run)` reads everything from the database, in one read-only transaction. Raises Refusal.
    - `solve(given, watch)` finds the answer without the database or a lock. Raises engine.Cancelled.
    - `store(run, given, answer)` creates the pairs and answers the run's fields (inputs, inputs_hash, engine_version,
      figures, unmatched); all in the transaction in which the run becomes worked out.
    - `stages` has the words for each code.
    """

    gather: Callable[[AssignmentRun], Any]
    solve: Callable[[Any, Watch], Any]
    store: Callable[[AssignmentRun, Any, Any], Mapping[str, Any]]
    stages: Mapping[str, Any]


_METHODS: dict[str, Method] = {}


def register(method: str, way: Method) -> None:
    """Let runs of this method be worked out this way."""
    _METHODS[str(method)] = way


def method_of(run: AssignmentRun) -> Method:
    """The way this run is worked out. Raises LookupError for a method that nobody registered."""
    return _METHODS[run.method]
