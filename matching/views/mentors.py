"""A mentee finds a mentor."""

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from matching.forms.mentors import MentorFilterForm, drawn
from matching.permissions import asking_is_closed, may_rank, may_request, may_wait
from matching.selectors.favourites import favourites_in
from matching.selectors.mentors import MentorFinder, blocked_by
from matching.views.keys import as_key
from people.reader import reader
from program.enums import Role
from program.models import Enrollment
from program.permissions import may_be_matched


def own_mentee(request: HttpRequest, pk: UUID) -> Enrollment:
    """The reader's own place as a mentee; anything else is a 404."""
    mine = Enrollment.objects.own(reader(request)).current().filter(role=Role.MENTEE)
    return get_object_or_404(mine.select_related("person", "cohort__program"), pk=pk)


@require_safe
def mentor_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mentors ranked for this mentee, with reasons and filters; where all are matched at once they are ranked first."""
    mentee = own_mentee(request, pk)
    if asking_is_closed(mentee):
        return redirect(f"{reverse('ranking_detail', args=[mentee.pk])}?{request.GET.urlencode()}".rstrip("?"))
    finder = MentorFinder(mentee)
    choices = finder.choices()
    filters = MentorFilterForm(request.GET, choices=choices).values
    context = {
        "mentee": mentee,
        "filters": drawn(choices, filters),
        "page": finder.page(filters, request.GET.get("page")),
        "everyone": finder.count,
        "is_whole": finder.is_whole,
        "is_filtered": bool(filters),
        "is_matched": finder.looking.is_matched,
        "obstacle": may_be_matched.reason(reader(request), mentee),
        "blocked": blocked_by(reader(request)) if finder.looking.has_blocks else (),
        "favourites": favourites_in(finder, as_key(request.GET.get("let_go", ""))),
    }
    answer = render(request, f"matching/{'_mentor_part' if _is_part(request) else 'mentor_list'}.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _is_part(request: HttpRequest) -> bool:
    """Whether the page is there already and only the list is asked for, as while somebody types."""
    asked = cast(Any, request).htmx
    return bool(asked) and asked.target == "results" and not asked.history_restore_request


@require_safe
def mentor_detail(request: HttpRequest, pk: UUID, mentor_pk: UUID) -> HttpResponse:
    """One mentor: their profile and why they fit. Somebody who is not in the list is a 404, whatever the reason."""
    mentee = own_mentee(request, pk)
    finder = MentorFinder(mentee)
    card = finder.card(mentor_pk)
    if card is None:
        raise Http404
    ranks_first = bool(asking_is_closed(mentee))
    context = {
        "mentee": mentee,
        "card": card,
        "is_favourite": card.enrollment.pk in finder.looking.kept,
        "ranks_first": ranks_first,
        "is_ranked": ranks_first and mentee.rankings.filter(other=card.enrollment).exists(),
        "rank_reason": may_rank.reason(reader(request), mentee) if ranks_first else None,
        "request_reason": may_request.reason(reader(request), mentee, card.enrollment),
        "wait_reason": "" if card.room else may_wait.reason(reader(request), mentee, card.enrollment),
    }
    return render(request, "matching/mentor_detail.html", context)
