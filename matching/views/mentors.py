"""A mentee finds a mentor."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from matching.forms.mentors import MentorFilterForm
from matching.permissions import asking_is_closed, has_free_place, may_rank, may_request, may_wait
from matching.selectors.mentors import MentorFinder, blocked_by
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
    form = MentorFilterForm(request.GET, choices=finder.choices())
    context = {
        "mentee": mentee,
        "form": form,
        "page": finder.page(form.values, request.GET.get("page")),
        "everyone": len(finder.ranked),
        "is_filtered": bool(form.values),
        "is_matched": not has_free_place(mentee),
        "obstacle": may_be_matched.reason(reader(request), mentee),
        "blocked": blocked_by(reader(request)),
    }
    return render(request, "matching/mentor_list.html", context)


@require_safe
def mentor_detail(request: HttpRequest, pk: UUID, mentor_pk: UUID) -> HttpResponse:
    """One mentor: their profile and why they fit. Somebody who is not in the list is a 404, whatever the reason."""
    mentee = own_mentee(request, pk)
    card = MentorFinder(mentee).card(mentor_pk)
    if card is None:
        raise Http404
    ranks_first = bool(asking_is_closed(mentee))
    context = {
        "mentee": mentee,
        "card": card,
        "ranks_first": ranks_first,
        "is_ranked": ranks_first and mentee.rankings.filter(other=card.enrollment).exists(),
        "rank_reason": may_rank.reason(reader(request), mentee) if ranks_first else None,
        "request_reason": may_request.reason(reader(request), mentee, card.enrollment),
        "wait_reason": "" if card.room else may_wait.reason(reader(request), mentee, card.enrollment),
    }
    return render(request, "matching/mentor_detail.html", context)
