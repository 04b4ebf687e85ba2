"""A mentee compares mentors."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from matching.permissions_wishes import may_ask_anybody
from matching.selectors.compare import compare
from matching.selectors.mentors import MentorFinder
from matching.views.keys import as_keys
from matching.views.mentors import own_mentee
from people.reader import reader


@require_safe
def mentor_compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Up to three mentors side by side; who they are stands in the address."""
    mentee = own_mentee(request, pk)
    context = {
        "mentee": mentee,
        "comparison": compare(MentorFinder(mentee), as_keys(request.GET.getlist("with"))),
        "reason": may_ask_anybody.reason(reader(request), mentee),
    }
    return render(request, "matching/compare.html", context)
