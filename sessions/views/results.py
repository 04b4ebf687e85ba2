"""Results for senior leaders."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.reader import reader
from sessions.selectors.results import results


@require_safe
def result_list(request: HttpRequest) -> HttpResponse:
    """How the programs do, for senior leaders and organization admins: never a person, never content."""
    person = reader(request)
    if not (person.is_senior_leader or person.is_organization_admin):
        raise Http404
    return render(request, "sessions/result_list.html", {"results": results()})
