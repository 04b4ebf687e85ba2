"""Waiting for a place with a mentor who is full."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.forms.requests import OfferForm
from matching.models import MatchRequest, WaitlistEntry
from matching.selectors.mentors import possible_mentors
from matching.selectors.requests import own_requests
from matching.services import requests, waitlist
from matching.views.mentors import own_mentee
from people.models import Person
from people.reader import reader


@require_POST
def waitlist_join(request: HttpRequest, pk: UUID, mentor_pk: UUID) -> HttpResponse:
    """Join the line."""
    mentee = own_mentee(request, pk)
    mentor = get_object_or_404(possible_mentors(mentee), pk=mentor_pk)
    waitlist.join(mentee, mentor, by=reader(request))
    messages.success(request, _("You are in line. We write to you as soon as a place is yours."))
    return redirect("request_own_list", mentee.pk)


@require_POST
def waitlist_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave the line, or say no to an offered place."""
    entry = _own(request, pk)
    waitlist.leave(entry, by=reader(request))
    messages.success(request, _("You do not wait for this mentor any more."))
    return redirect("request_own_list", entry.mentee_id)


@require_http_methods(["GET", "POST"])
def waitlist_take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an offered place: a message to the mentor, who is asked at once."""
    entry = _own(request, pk)
    form = OfferForm(request.POST or None)
    if request.method == "GET":
        waitlist.refuse_unless_offered(entry, entry.mentee, reader(request))
    elif form.is_valid() and _take(form, entry, reader(request)):
        messages.success(
            request,
            _("We have asked %(name)s. You hear from us as soon as they answer.")
            % {"name": entry.mentor.person.get_full_name()},
        )
        return redirect("request_own_list", entry.mentee_id)
    context = {"entry": entry, "form": form, "own": own_requests(entry.mentee)}
    return render(request, "matching/waitlist_take.html", context)


def _own(request: HttpRequest, pk: UUID) -> WaitlistEntry:
    mine = WaitlistEntry.objects.filter(mentee__person=reader(request))
    return get_object_or_404(mine.select_related("mentee__person", "mentee__cohort__program", "mentor__person"), pk=pk)


def _take(form: OfferForm, entry: WaitlistEntry, person: Person) -> MatchRequest | None:
    return form.carry_out(lambda: requests.take_offer(entry, form.cleaned_data["message"], by=person))
