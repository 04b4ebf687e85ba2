"""Goals of a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.document.exchange import sponsor_sees_goals
from agreements.forms.goal import GoalForm
from agreements.forms.section import RevisionForm
from agreements.models import Agreement, Goal
from agreements.permissions import may_edit, signers_of
from agreements.selectors.goals import goal_lines
from agreements.selectors.history import pieces_between
from agreements.selectors.pages import readers_of
from agreements.services import goals
from agreements.views.loading import load_agreement, load_goal, require, version_in_question
from people.reader import reader
from program.enums import SEEKER_ROLES


@require_http_methods(["GET", "POST"])
def goal_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down a goal."""
    agreement = load_agreement(request, pk)
    form = _form(request, agreement)
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
        return _page(request, agreement, _form(request, agreement, goal), goal=goal)
    form = _form(request, agreement, goal)
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
    read = RevisionForm(request.POST)
    goals.remove(goal, by=reader(request), revision=read.cleaned_data["revision"] if read.is_valid() else -1)
    messages.success(request, _("The goal was taken out."))
    return redirect("agreement_detail", pk)


def _form(request: HttpRequest, agreement: Agreement, goal: Goal | None = None) -> GoalForm:
    owners = [party.person for party in signers_of(agreement) if party.role in SEEKER_ROLES]
    data = request.POST if request.method == "POST" else None
    return GoalForm(data, owners=owners, writer=reader(request), goal=goal)


def _page(
    request: HttpRequest, agreement: Agreement, form: GoalForm, goal: Goal | None = None, theirs: Goal | None = None
) -> HttpResponse:
    pieces = pieces_between(goal_lines(theirs), form.lines()) if theirs else []
    context = {"agreement": agreement, "form": form, "goal": goal, "theirs": theirs, "pieces": pieces}
    sections = version_in_question(agreement).sections.all()
    context["readers"] = readers_of(agreement, sponsor_sees_goals(sections))
    return render(request, "agreements/goal_edit.html", context, status=409 if theirs else 200)
