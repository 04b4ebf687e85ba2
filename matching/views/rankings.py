"""One's own order of the people one would like to work with, where a whole cohort is matched at once."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.forms.mentors import MentorFilterForm
from matching.forms.rankings import MenteeFilterForm
from matching.permissions import is_published, may_rank
from matching.selectors.mentors import MentorFinder
from matching.selectors.rankings import Finder, finder_for, own_ranking
from matching.services import rankings
from people.models import Person
from people.reader import reader
from program.enums import Role
from program.models import Enrollment

Change = Callable[..., None]


@require_safe
def ranking_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's own order, and everybody who could join it, best fit first."""
    owner = _owner(request, pk)
    finder = finder_for(owner)
    form = _filters(request, finder)
    context = {
        "owner": owner,
        "ranking": own_ranking(owner, finder, form.values, request.GET.get("page")),
        "form": form,
        "is_filtered": bool(form.values),
        "most": rankings.MOST,
        "obstacle": may_rank.reason(reader(request), owner),
        "is_published": is_published(owner.cohort_id),
        "to_here": {"next": request.get_full_path()},
    }
    return render(request, "matching/ranking_detail.html", context)


@require_POST
def ranking_add(request: HttpRequest, pk: UUID, other_pk: UUID) -> HttpResponse:
    """Put somebody at the end of the order."""
    owner, other = _pair(request, pk, other_pk)
    rankings.add(owner, other, by=reader(request))
    said = _("%(name)s is in your order now. Only you see it.") % {"name": other.person.get_full_name()}
    messages.success(request, said)
    return redirect(_way_back(request, owner))


@require_POST
def ranking_up(request: HttpRequest, pk: UUID, other_pk: UUID) -> HttpResponse:
    """One place earlier."""
    return _change(request, pk, other_pk, rankings.move_up)


@require_POST
def ranking_down(request: HttpRequest, pk: UUID, other_pk: UUID) -> HttpResponse:
    """One place later."""
    return _change(request, pk, other_pk, rankings.move_down)


@require_POST
def ranking_remove(request: HttpRequest, pk: UUID, other_pk: UUID) -> HttpResponse:
    """Take somebody out of the order."""
    return _change(request, pk, other_pk, rankings.remove)


def _change(request: HttpRequest, pk: UUID, other_pk: UUID, change: Change) -> HttpResponse:
    owner, other = _pair(request, pk, other_pk)
    change(owner, other, by=reader(request))
    return redirect(_way_back(request, owner))


def _owner(request: HttpRequest, pk: UUID) -> Enrollment:
    """The reader's own place as a mentor or mentee where a whole cohort is matched at once; else a 404."""
    person: Person = reader(request)
    mine = Enrollment.objects.own(person).current().filter(role__in=(Role.MENTOR, Role.MENTEE))
    mine = mine.filter(cohort__program__matches_in_bulk=True)
    return get_object_or_404(mine.select_related("person", "cohort__program"), pk=pk)


def _pair(request: HttpRequest, pk: UUID, other_pk: UUID) -> tuple[Enrollment, Enrollment]:
    """The reader's place, and somebody of the other side of the same cohort."""
    owner = _owner(request, pk)
    role = Role.MENTEE if owner.is_guide else Role.MENTOR
    others = Enrollment.objects.filter(cohort=owner.cohort_id, role=role)
    return owner, get_object_or_404(others.select_related("person", "cohort__program"), pk=other_pk)


def _filters(request: HttpRequest, finder: Finder) -> MentorFilterForm | MenteeFilterForm:
    if isinstance(finder, MentorFinder):
        return MentorFilterForm(request.GET, choices=finder.choices())
    return MenteeFilterForm(request.GET)


def _way_back(request: HttpRequest, owner: Enrollment) -> str:
    """The page it was done on; the order where no page is named."""
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours else reverse("ranking_detail", args=[owner.pk])
