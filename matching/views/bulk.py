"""Matching a whole cohort at once: who is ready and has ranked, the ways to match side by side, a result."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.enums import RunMethod, WorkState
from matching.forms.bulk import BulkMethodForm, RankUntilForm
from matching.models import AssignmentRun
from matching.permissions import may_change_run, may_invite_to_rank, may_match_by_hand, may_publish
from matching.selectors.bulk import ABOUT, BulkCohort, bulk_cohorts
from matching.selectors.bulk_result import bulk_page
from matching.selectors.bulk_table import method_table
from matching.services import bulk_runs, rankings
from matching.tasks import set_going
from matching.views.keys import as_key
from matching.views.run_progress import work_page
from people.reader import reader
from program.models import Cohort, Program
from program.selectors.tabs import tabs_for

Forms = tuple[RankUntilForm, BulkMethodForm]


@require_safe
def bulk_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each cohort with who is ready and how many have ranked, and the results so far."""
    return _list_page(request, get_object_or_404(_programs(request), pk=pk))


@require_POST
def bulk_invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invite everybody of a cohort to rank until a day."""
    cohort = _cohort(request, pk)
    form = RankUntilForm(request.POST, cohort=cohort)
    if form.is_valid():
        form.carry_out(lambda: rankings.invite(cohort, form.cleaned_data["until"], by=reader(request)))
        if not form.is_refused:
            messages.success(request, _("Everybody who is ready is invited to rank. The mails go out now."))
            return redirect("bulk_list", cohort.program_id)
    return _list_page(request, cohort.program, {cohort.pk: (form, None)})


@require_POST
def bulk_run_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Work out every way to match a cohort, and keep the pairs of one."""
    cohort = _cohort(request, pk)
    form = BulkMethodForm(request.POST, cohort=cohort)
    if form.is_valid():
        run = form.carry_out(lambda: bulk_runs.order(cohort, form.cleaned_data["method"], by=reader(request)))
        if run:
            set_going(run)
            return redirect("bulk_run_detail", cohort.program_id, run.pk)
    return _list_page(request, cohort.program, {cohort.pk: (None, form)})


@require_safe
def bulk_run_detail(request: HttpRequest, program_pk: UUID, pk: UUID) -> HttpResponse:
    """The ways to match side by side, and the pairs of the chosen one."""
    run = get_object_or_404(_runs(request).filter(cohort__program=program_pk), pk=pk)
    program, person = run.cohort.program, reader(request)
    if run.work != WorkState.DONE:
        return work_page(request, run, back_url=reverse("bulk_list", args=[program.pk]), back_label=_("Matching"))
    is_worst_first = request.GET.get("order") == "fit"
    context = {
        "program": program,
        "result": bulk_page(
            run,
            number=request.GET.get("page", 1),
            focus=as_key(request.GET.get("pair", "")),
            worst_first=is_worst_first,
        ),
        "worst_first": is_worst_first,
        "table": method_table(run),
        "about": ABOUT[run.method],
        "change_reason": may_change_run.reason(person, run),
        "publish_reason": may_publish.reason(person, run),
    }
    return render(request, "matching/bulk_run.html", context)


@require_POST
def bulk_run_choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same people by another way to match; locked pairs and whoever is left out are kept."""
    run = get_object_or_404(_runs(request), pk=pk)
    chosen = bulk_runs.order(run.cohort, request.POST.get("method", ""), by=reader(request), earlier=run)
    set_going(chosen)
    said = _("These are the pairs of '%(method)s'. The result before stays, so that you can compare.")
    messages.success(request, said % {"method": chosen.get_method_display()})
    return redirect("bulk_run_detail", run.cohort.program_id, chosen.pk)


def _programs(request: HttpRequest) -> QuerySet[Program]:
    return Program.objects.managed_by(reader(request)).filter(matches_in_bulk=True)


def _cohort(request: HttpRequest, pk: UUID) -> Cohort:
    cohorts = Cohort.objects.filter(program__in=_programs(request)).select_related("program")
    return get_object_or_404(cohorts, pk=pk)


def _runs(request: HttpRequest) -> QuerySet[AssignmentRun]:
    runs = AssignmentRun.objects.managed_by(reader(request)).exclude(method=RunMethod.ASSIGNMENT)
    return runs.select_related("cohort__program", "started_by").defer("inputs")


def _list_page(request: HttpRequest, program: Program, given: dict[UUID, Any] | None = None) -> HttpResponse:
    person = reader(request)
    cohorts = [(one, *_forms(one, (given or {}).get(one.cohort.pk))) for one in bulk_cohorts(program)]
    context = {
        "program": program,
        "tabs": tabs_for(program, person, "bulk"),
        "cohorts": cohorts,
        "about": [(RunMethod(method).label, words) for method, words in ABOUT.items()],
        "runs": _runs(request).filter(cohort__program=program),
        "reason": may_invite_to_rank.reason(person, program),
        "by_hand_reason": may_match_by_hand.reason(person, program),
    }
    return render(request, "matching/bulk_list.html", context)


def _forms(one: BulkCohort, given: Any) -> Forms:
    until, method = given or (None, None)
    return (
        until or RankUntilForm(cohort=one.cohort),
        method or BulkMethodForm(cohort=one.cohort, recommended=one.method),
    )
