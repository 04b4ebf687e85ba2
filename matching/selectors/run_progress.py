"""How far the work on a run is, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.bridge.methods import method_of
from matching.enums import UNFINISHED_WORK, WorkState
from matching.models import AssignmentRun


@dataclass(frozen=True, slots=True)
class Progress:
    """What the moving part of the page shows."""

    run: AssignmentRun
    label: str
    percent: int
    hint: str
    is_over: bool


def progress_of(run: AssignmentRun) -> Progress:
    """The stage in words and how much of everything is done."""
    words = method_of(run).stages.get(run.stage, run.get_work_display())
    label = str(words) if run.work == WorkState.WORKING else str(run.get_work_display())
    hint = _("%(percent)d %% done") % {"percent": run.percent} if run.work == WorkState.WORKING else ""
    if run.attempts > 1 and run.work == WorkState.WORKING:
        hint = _("%(hint)s. The work broke off and was begun anew.") % {"hint": hint}
    return Progress(run, label, run.percent, hint, run.work not in UNFINISHED_WORK)
