"""Action items and goals: what somebody does, and where it stands."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.models import Goal
from core.opening import opened
from matching.models import Partnership
from people.reader import reader
from sessions import permissions
from sessions.forms.closing import GoalCheckInForm
from sessions.forms.record import ActionForm, DropForm
from sessions.models import ActionItem
from sessions.selectors import circle, goals
from sessions.services import actions, check_ins
from sessions.views.loading import worked_in


def _own_action(request: HttpRequest, pk: UUID) -> ActionItem:
    action = get_object_or_404(ActionItem.objects.visible_to(request.user), pk=pk)
    action.partnership = circle.with_circle(Partnership.objects.all()).get(pk=action.partnership_id)
    return opened([action], by=request.user)[0]


@require_http_methods(["GET", "POST"])
def action_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add an action to a partnership."""
    partnership, person = worked_in(request, pk), reader(request)
    permissions.can_work_in.check(person, partnership)
    owners = [(str(member.person_id), str(member.person)) for member in circle.workers(partnership)]
    form = ActionForm(request.POST or None, owners=owners, initial={"owner": str(person.pk)})
    if request.method == "POST" and form.is_valid():
        form.carry_out(lambda: actions.add(partnership, form.new_action(), by=person))
        if not form.is_refused:
            messages.success(request, _("The action is noted."))
            return redirect("partnership_detail", pk=partnership.pk)
    context = {"form": form, "partnership": partnership, "readers": circle.readers(partnership, person)}
    return render(request, "sessions/action_form.html", context)


@require_POST
def action_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It is done."""
    action = _own_action(request, pk)
    actions.finish(action, by=reader(request))
    messages.success(request, _("Well done."))
    return redirect("partnership_detail", pk=action.partnership_id)


@require_POST
def action_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It is open again."""
    action = _own_action(request, pk)
    actions.reopen(action, by=reader(request))
    return redirect("partnership_detail", pk=action.partnership_id)


@require_http_methods(["GET", "POST"])
def action_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It will not be done."""
    action, person = _own_action(request, pk), reader(request)
    form = DropForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.drop(action, form.cleaned_data["reason"], by=person)
        messages.success(request, _("The action is dropped. That is fine."))
        return redirect("partnership_detail", pk=action.partnership_id)
    context = {"form": form, "action": action, "readers": circle.readers(action.partnership, person)}
    return render(request, "sessions/action_drop.html", context)


@require_http_methods(["GET", "POST"])
def goal_check_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a goal stands, and how it got there."""
    person = reader(request)
    goal = _own_goal(request, pk)
    form = GoalCheckInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        form.carry_out(lambda: check_ins.check_goal(goal, data["rating"], data["sentence"], by=person))
        if not form.is_refused:
            messages.success(request, _("Your check-in is noted."))
            return redirect("goal_check_in", pk=goal.pk)
    history = goals.history_of(goal, person)
    context = {
        "form": form,
        "goal": goal,
        "why_not": permissions.can_check_goal.reason(person, goal) or "",
        "history": [(entry, goals.RATINGS[entry.rating]) for entry in reversed(history)],
        "points": goals.points_of(history),
        "readers": circle.readers(goal.partnership, person),
    }
    return render(request, "sessions/goal_check_in.html", context)


@require_POST
def goal_reach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The goal is reached."""
    goal = _own_goal(request, pk)
    check_ins.reach_goal(goal, by=reader(request))
    messages.success(request, _("Reached. Take a moment to enjoy it."))
    return redirect("partnership_detail", pk=goal.partnership_id)


def _own_goal(request: HttpRequest, pk: UUID) -> Goal:
    goal = get_object_or_404(Goal.objects.visible_to(request.user).filter(state__in=goals.SHOWN), pk=pk)
    goal.partnership = circle.with_circle(Partnership.objects.all()).get(pk=goal.partnership_id)
    return opened([goal], by=request.user)[0]
