"""A mentee asks about a mentor who is not in the list, or not higher."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from matching.forms.proposals import WhyNotForm
from matching.selectors.mentors import MentorFinder
from matching.selectors.whynot import why_not
from matching.views.mentors import own_mentee


@require_safe
def mentor_why_not(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One sentence about a name, which leaks nothing; place and differences for somebody in the list."""
    mentee = own_mentee(request, pk)
    form = WhyNotForm(request.GET if "name" in request.GET else None)
    answer = why_not(MentorFinder(mentee), form.cleaned_data["name"]) if form.is_valid() else None
    return render(request, "matching/why_not.html", {"mentee": mentee, "form": form, "answer": answer})
