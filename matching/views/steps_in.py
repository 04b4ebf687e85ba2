"""Somebody who runs a program steps in on a request. They see who and when, never the message."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.forms.proposals import StepInForm
from matching.models import MatchRequest
from matching.permissions_wishes import may_step_in
from matching.services import steps_in
from people.reader import reader
from program.models import Enrollment


@require_http_methods(["GET", "POST"])
def request_pass_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a request with a reason that stays on record; the next choice is asked."""
    found = _managed(request, pk)
    program = found.mentee.program
    if request.method == "GET":
        may_step_in.check(reader(request), found)
    form = StepInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.carry_out(lambda: steps_in.pass_on(found, form.cleaned_data["reason"], by=reader(request)))
        if not form.is_refused:
            messages.success(request, _("The request is ended, and both are told in neutral words."))
            return redirect("request_overview", program.pk)
    return render(request, "matching/request_pass_on.html", {"found": found, "program": program, "form": form})


@require_POST
def request_give_time(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The mentor is asked again, with all their time to answer."""
    found = _managed(request, pk)
    steps_in.give_time(found, by=reader(request))
    names = {"name": found.mentor.person.get_full_name()}
    messages.success(request, _("%(name)s is asked again and has all the time to answer once more.") % names)
    return redirect("request_overview", found.mentee.program.pk)


def _managed(request: HttpRequest, pk: UUID) -> MatchRequest:
    rows = MatchRequest.objects.filter(mentee__in=Enrollment.objects.managed_by(reader(request)))
    rows = rows.defer("message", "decline_reason")
    return get_object_or_404(rows.select_related("mentee__person", "mentee__cohort__program", "mentor__person"), pk=pk)
