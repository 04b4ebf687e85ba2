"""Goals of a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.forms.goal import GoalForm
from agreements.models import Agreement, Goal
from agreements.permissions import may_edit
from agreements.services import goals
from agreements.views.loading import load_agreement, load_goal, require, version_in_question
from people.reader import reader


@require_http_methods(["GET", "POST"])
def goal_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down a goal."""
    agreement = load_agreement(request, pk)
    form = GoalForm(request.POST or None)
    if request.method == "GET":
        require(may_edit, request, version_in_question(agreement))
    elif form.is_valid():
        form.carry_out(lambda: goals.add(agreement, by=reader(request), **form.words()))
        if not form.is_refused:
            messages.success(request, _("The goal is in your agreement."))
            return redirect("agreement_detail", pk)
    return _page(request, agreement, form)


@require_http_methods(["GET", "POST"])
def goal_edit(request: HttpRequest, pk: UUID, goal_pk: UUID) -> HttpResponse:
    """Reword a goal. When somebody else did meanwhile, both are shown."""
    agreement, goal = load_goal(request, pk, goal_pk)
    if request.method == "GET":
        require(may_edit, request, version_in_question(agreement))
        return _page(request, agreement, GoalForm(goal=goal), goal=goal)
    form = GoalForm(request.POST, goal=goal)
    if not form.is_valid():
        return _page(request, agreement, form, goal=goal)
    revision = form.cleaned_data["revision"]
    outcome = form.carry_out(lambda: goals.change(goal, by=reader(request), revision=revision, **form.words()))
    if outcome is None:
        return _page(request, agreement, form, goal=goal)
    current, is_conflict = outcome
    if is_conflict:
        return _page(request, agreement, form.rebased(current.revision), goal=goal, theirs=current)
    messages.success(request, _("The goal was changed."))
    return redirect("agreement_detail", pk)


@require_POST
def goal_remove(request: HttpRequest, pk: UUID, goal_pk: UUID) -> HttpResponse:
    """Take a goal out of the draft."""
    _agreement, goal = load_goal(request, pk, goal_pk)
    goals.remove(goal, by=reader(request))
    messages.success(request, _("The goal was taken out."))
    return redirect("agreement_detail", pk)


def _page(
    request: HttpRequest, agreement: Agreement, form: GoalForm, goal: Goal | None = None, theirs: Goal | None = None
) -> HttpResponse:
    context = {"agreement": agreement, "form": form, "goal": goal, "theirs": theirs}
    return render(request, "agreements/goal_edit.html", context, status=409 if theirs else 200)
