"""Assigning coaches: who waits, a run, its result, publishing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import engine
from matching.bridge.profiles import weights_of
from matching.enums import RunMethod, RunState, WorkState
from matching.forms.assignment import CHEMISTRY_POINTS, RunForm
from matching.models import AssignmentRun
from matching.permissions import may_assign, may_change_run, may_match_by_hand, may_publish
from matching.selectors import verification
from matching.selectors.runs import hard_rules, page_of, waiting_in
from matching.services import publishing, runs
from matching.tasks import set_going
from matching.views.keys import as_key
from matching.views.run_progress import work_page
from people.models import Person
from people.reader import reader
from program.enums import ProgramKind
from program.models import Program
from program.selectors.tabs import tabs_for


@require_safe
def assignment_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Clients and coaches of each cohort, the rules, the points, and the runs so far."""
    program = _program(request, pk)
    earlier = _earlier(request, program)
    weights = engine.Weights.from_dict(earlier.weights) if earlier else weights_of(program)
    initial: dict[str, Any] = {"follows": earlier.pk, "cohort": earlier.cohort_id} if earlier else {}
    chemistry = as_key(request.GET.get("chemistry", "")) or (earlier.chemistry_id if earlier else None)
    if chemistry:
        initial |= {"chemistry": chemistry, "wishes": weights.wishes or CHEMISTRY_POINTS}
    return _list_page(request, program, RunForm(program=program, weights=weights, initial=initial), earlier)


@require_http_methods(["POST"])
def assignment_run_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Work out the best assignment."""
    program = _program(request, pk)
    form = RunForm(request.POST, program=program, weights=weights_of(program))
    if form.is_valid():
        run = form.carry_out(lambda: _order(form, reader(request)))
        if run:
            set_going(run)
            return redirect("assignment_run_detail", program.pk, run.pk)
    return _list_page(request, program, form)


@require_safe
def assignment_run_detail(request: HttpRequest, program_pk: UUID, pk: UUID) -> HttpResponse:
    """The result of a run, pair by pair."""
    run = get_object_or_404(_runs(request).filter(cohort__program=program_pk), pk=pk)
    program = run.cohort.program
    if run.method != RunMethod.ASSIGNMENT:
        own_url = reverse("bulk_run_detail", args=[program.pk, run.pk])
        return redirect(f"{own_url}?{request.GET.urlencode()}".rstrip("?"))
    if run.work != WorkState.DONE:
        back_url = reverse("assignment_list", args=[program.pk])
        return work_page(request, run, back_url=back_url, back_label=_("Assignment"))
    is_worst_first = request.GET.get("order") == "fit"
    context = {
        "program": program,
        "tabs": tabs_for(program, reader(request), "assignment"),
        "result": page_of(
            run,
            number=request.GET.get("page", 1),
            focus=as_key(request.GET.get("pair", "")),
            worst_first=is_worst_first,
            by=request.GET.get("by", ""),
        ),
        "worst_first": is_worst_first,
        "compare_with": run.earlier if run.earlier and run.earlier.work == WorkState.DONE else None,
        "change_reason": may_change_run.reason(reader(request), run),
        "publish_reason": may_publish.reason(reader(request), run),
    }
    return render(request, "matching/assignment_run.html", context)


@require_POST
def assignment_run_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Run again with the locked pairs kept."""
    run = runs.run_again(_run(request, pk), by=reader(request))
    set_going(run)
    messages.success(request, _("Run again: locked pairs are kept. The result before stays, so that you can compare."))
    return _to_run(run)


@require_POST
def assignment_run_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that somebody has looked at the result."""
    run = _run(request, pk)
    runs.review(run, by=reader(request))
    messages.success(request, _("Reviewed. You can publish it now."))
    return _to_run(run)


@require_POST
def assignment_run_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Form every partnership and tell everybody."""
    run = _run(request, pk)
    count = publishing.publish(run, by=reader(request))
    if count:
        said = ngettext(
            "Published: %(count)d partnership is formed and everybody is told.",
            "Published: %(count)d partnerships are formed and everybody is told.",
            count,
        )
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("This was published already. Nothing was done twice."))
    return _to_run(run)


@require_POST
def assignment_run_verify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Work the run out again from what it was made from, and say whether the answer is the same."""
    run = _run(request, pk)
    differences = verification.differences(run)
    if differences:
        messages.error(request, _("The answer is not the same. %(why)s") % {"why": " ".join(differences)})
    else:
        messages.success(request, _("Worked out again from the same inputs: the answer is the same, bit for bit."))
    return _to_run(run)


@require_POST
def assignment_run_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the result away."""
    run = _run(request, pk)
    runs.discard(run, by=reader(request))
    messages.success(request, _("Put away. It stays on record below."))
    return redirect("assignment_list" if run.method == RunMethod.ASSIGNMENT else "bulk_list", run.cohort.program_id)


def _program(request: HttpRequest, pk: UUID) -> Program:
    programs = Program.objects.managed_by(reader(request)).filter(kind=ProgramKind.COACHING)
    return get_object_or_404(programs, pk=pk)


def _runs(request: HttpRequest) -> QuerySet[AssignmentRun]:
    return (
        AssignmentRun.objects.managed_by(reader(request))
        .select_related("cohort__program", "started_by", "earlier")
        .defer("inputs", "earlier__inputs", "earlier__figures", "earlier__unmatched")
    )


def _run(request: HttpRequest, pk: UUID) -> AssignmentRun:
    return get_object_or_404(_runs(request), pk=pk)


def _to_run(run: AssignmentRun) -> HttpResponse:
    return redirect("assignment_run_detail", run.cohort.program_id, run.pk)


def _order(form: RunForm, by: Person) -> AssignmentRun:
    given = form.cleaned_data
    return runs.order(
        given["cohort"], form.weights, by=by, earlier=given.get("follows"), chemistry=given.get("chemistry")
    )


def _earlier(request: HttpRequest, program: Program) -> AssignmentRun | None:
    """The result whose points are to be changed, if the address names one that can still be changed."""
    rows = _runs(request).filter(cohort__program=program, state__in=[RunState.DRAFT, RunState.REVIEWED])
    key = as_key(request.GET.get("from", ""))
    return rows.filter(pk=key).first() if key else None


def _list_page(
    request: HttpRequest, program: Program, form: RunForm, earlier: AssignmentRun | None = None
) -> HttpResponse:
    context = {
        "program": program,
        "tabs": tabs_for(program, reader(request), "assignment"),
        "form": form,
        "earlier": earlier,
        "cohorts": [waiting_in(cohort) for cohort in program.cohorts.select_related("program").order_by("-starts_on")],
        "rules": hard_rules(program),
        "runs": _runs(request).filter(cohort__program=program).defer("inputs", "unmatched"),
        "reason": may_assign.reason(reader(request), program),
        "by_hand_reason": may_match_by_hand.reason(reader(request), program),
    }
    return render(request, "matching/assignment_list.html", context)
