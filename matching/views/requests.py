"""A mentee's requests."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.forms.requests import RequestForm
from matching.models import MatchRequest
from matching.permissions import may_request
from matching.selectors.mentors import possible_mentors
from matching.selectors.proposals import made_to
from matching.selectors.requests import own_requests
from matching.services import requests
from matching.views.mentors import own_mentee
from people.reader import reader


@require_http_methods(["GET", "POST"])
def request_create(request: HttpRequest, pk: UUID, mentor_pk: UUID) -> HttpResponse:
    """Ask a mentor, with a short message and a rank."""
    mentee = own_mentee(request, pk)
    mentor = get_object_or_404(possible_mentors(mentee), pk=mentor_pk)
    if request.method == "GET":
        may_request.check(reader(request), mentee, mentor)
    own = own_requests(mentee)
    first = 2 if own.asked else 1
    form = RequestForm(request.POST or None, first=first, last=max(first, len(own.open) + 1))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        sent = form.carry_out(
            lambda: requests.send(mentee, mentor, values["message"], by=reader(request), rank=values["rank"])
        )
        if sent:
            messages.success(request, _said(sent))
            return redirect("request_own_list", mentee.pk)
    context = {"mentee": mentee, "mentor": mentor, "form": form, "own": own}
    return render(request, "matching/request_form.html", context)


@require_safe
def request_own_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The mentee's choices in order, what happens next, and whom they wait for."""
    mentee = own_mentee(request, pk)
    context = {"mentee": mentee, "own": own_requests(mentee), "proposals": made_to(mentee)}
    return render(request, "matching/request_own_list.html", context)


@require_POST
def request_move_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place earlier."""
    found = _own(request, pk)
    requests.move_up(found, by=reader(request))
    return redirect("request_own_list", found.mentee_id)


@require_POST
def request_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it back; the next choice is asked."""
    found = _own(request, pk)
    requests.withdraw(found, by=reader(request))
    messages.success(
        request, _("Your request is withdrawn. If you have a next choice, we ask them when they can answer.")
    )
    return redirect("request_own_list", found.mentee_id)


@require_POST
def request_wait_instead(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Wait in line for a full mentor, and have the next choice asked meanwhile."""
    found = _own(request, pk)
    requests.wait_instead(found, by=reader(request))
    messages.success(request, _("You are in line. If you have a next choice, we ask them meanwhile."))
    return redirect("request_own_list", found.mentee_id)


def _own(request: HttpRequest, pk: UUID) -> MatchRequest:
    mine = MatchRequest.objects.sent_by(reader(request)).select_related("mentee__person", "mentee__cohort__program")
    return get_object_or_404(mine, pk=pk)


def _said(sent: MatchRequest) -> str:
    names = {"name": sent.mentor.person.get_full_name()}
    if sent.asked_at:
        return _("We have asked %(name)s. You hear from us as soon as they answer.") % names
    return _("Kept: we ask %(name)s when their turn comes.") % names
