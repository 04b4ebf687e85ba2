"""Leaving people out of the next run, and taking them in again."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.rules import Refusal
from matching.forms.studio import LeaveOutForm
from matching.models import AssignmentRun, RunExclusion
from matching.services import exclusions
from people.reader import reader


@require_POST
def run_exclude(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave a client, a coach or a pair out of the next run."""
    run = get_object_or_404(_runs(request), pk=pk)
    form = LeaveOutForm(request.POST, run)
    if not form.is_valid():
        raise Refusal(_("Choose somebody who takes part in this cohort."))
    exclusions.leave_out(run, **form.cleaned_data, by=reader(request))
    messages.success(request, _("Noted. It counts when you run it again; the result below stays as it is."))
    return _to_list(run)


@require_POST
def run_include(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take them in again."""
    rows = (
        RunExclusion.objects.filter(run__in=_runs(request)).select_related("run__cohort__program").defer("run__inputs")
    )
    exclusion = get_object_or_404(rows, pk=pk)
    exclusions.take_in(exclusion, by=reader(request))
    messages.success(request, _("Undone. The next run considers them again."))
    return _to_list(exclusion.run)


def _runs(request: HttpRequest) -> QuerySet[AssignmentRun]:
    return AssignmentRun.objects.managed_by(reader(request)).select_related("cohort__program").defer("inputs")


def _to_list(run: AssignmentRun) -> HttpResponse:
    answer = redirect("assignment_run_detail", run.cohort.program_id, run.pk)
    answer["Location"] += "#left-out"
    return answer
