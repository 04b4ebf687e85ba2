"""A mentor's desk: who asks, room, answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.rules import Refusal
from matching.forms.requests import DeclineForm, RoomForm
from matching.models import MatchRequest
from matching.selectors.mentors import blocked_by
from matching.selectors.proposals import made_by
from matching.selectors.requests import MentorDesk, desks_of
from matching.services import requests
from matching.services.room import set_room
from people.reader import reader
from program.enums import Role
from program.models import Enrollment


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """Requests that wait for this mentor, with reasons, and their room in each program."""
    desks = [(desk, _room_form(desk)) for desk in desks_of(reader(request))]
    context = {
        "desks": desks,
        "decline_form": DeclineForm(),
        "blocked": blocked_by(reader(request)),
        "proposals": made_by(reader(request)),
        "to_here": {"next": request.path},
    }
    return render(request, "matching/request_list.html", context)


@require_POST
def request_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say yes; the partnership is formed."""
    found = _asked(request, pk)
    if found.partnership_id:
        return redirect("partnership_detail", found.partnership_id)
    partnership = requests.accept(found, by=reader(request))
    messages.success(
        request,
        _("You are matched with %(name)s. The agreement is the next step.")
        % {"name": found.mentee.person.get_full_name()},
    )
    return redirect("partnership_detail", partnership.pk)


@require_POST
def request_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say no, with a kind word if the mentor likes."""
    found = _asked(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        raise Refusal(str(form.errors["reason"][0]))
    requests.decline(found, form.cleaned_data["reason"], by=reader(request))
    messages.success(
        request, _("You have declined. %(name)s is told kindly.") % {"name": found.mentee.person.get_full_name()}
    )
    return redirect("request_list")


@require_POST
def mentor_room(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Places, and whether new people may ask."""
    mine = Enrollment.objects.own(reader(request)).current().filter(role=Role.MENTOR)
    enrollment = get_object_or_404(mine.select_related("cohort__program"), pk=pk)
    most = max(enrollment.capacity, enrollment.program.guide_capacity)
    form = RoomForm(request.POST)
    if not form.is_valid():
        raise Refusal(str(next(iter(form.errors.values()))[0]))
    if form.cleaned_data["capacity"] > most:
        raise Refusal(_("For more than %(most)d places, ask who runs the program.") % {"most": most})
    set_room(enrollment, form.cleaned_data["capacity"], form.cleaned_data["is_accepting"], by=reader(request))
    messages.success(request, _("Saved. Whoever you work with now stays with you."))
    return redirect("request_list")


def _asked(request: HttpRequest, pk: UUID) -> MatchRequest:
    asked = MatchRequest.objects.asked_of(reader(request))
    return get_object_or_404(asked.select_related("mentee__person", "mentor__person"), pk=pk)


def _room_form(desk: MentorDesk) -> RoomForm:
    enrollment = desk.enrollment
    initial = {"capacity": enrollment.capacity, "is_accepting": enrollment.is_accepting}
    return RoomForm(initial=initial, auto_id=f"id_{enrollment.pk.hex}_%s")
