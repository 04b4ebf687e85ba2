"""A run that waits, is worked out, failed or was cancelled; shared by every way of matching."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.models import AssignmentRun
from matching.permissions import may_change_run
from matching.selectors.run_progress import progress_of
from matching.selectors.runs import locked_lines
from matching.services import runs
from people.reader import reader
from program.selectors.tabs import tabs_for


def work_page(request: HttpRequest, run: AssignmentRun, *, back_url: str, back_label: str) -> HttpResponse:
    """The page of a run without a result: its progress, or why there is none and what to do."""
    person, program = reader(request), run.cohort.program
    context = {
        "program": program,
        "tabs": tabs_for(program, person, "assignment"),
        "run": run,
        "progress": progress_of(run),
        "locked": locked_lines(run),
        "change_reason": may_change_run.reason(person, run),
        "back_url": back_url,
        "back_label": back_label,
    }
    return render(request, "matching/run_work.html", context)


@require_safe
def run_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The moving part of the page; asks the browser to load the page anew when the work is over."""
    progress = progress_of(_run(request, pk))
    response = render(request, "matching/run_work_part.html", {"progress": progress})
    if progress.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def run_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop the work."""
    run = _run(request, pk)
    runs.cancel(run, by=reader(request))
    messages.success(request, _("Cancelled. Nothing was changed; what you had locked or left out is kept."))
    return redirect("assignment_run_detail", run.cohort.program_id, run.pk)


def _run(request: HttpRequest, pk: UUID) -> AssignmentRun:
    rows = AssignmentRun.objects.managed_by(reader(request)).select_related("cohort__program")
    return get_object_or_404(rows.defer("inputs", "figures"), pk=pk)
