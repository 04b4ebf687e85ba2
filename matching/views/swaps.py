"""Exchanging the coaches of two clients."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.enums import RunMethod
from matching.forms.pools import NameFilterForm
from matching.models import AssignmentPair, AssignmentRun
from matching.permissions import may_exchange
from matching.selectors.swaps import points, swap_page
from matching.services import swaps
from matching.views.keys import as_key
from people.reader import reader


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_pair_swap(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a second client and see at once what it costs (GET); confirm it (POST)."""
    pair = get_object_or_404(_pairs(request), pk=pk)
    may_exchange.check(reader(request), pair.run)
    if request.method == "POST":
        other = get_object_or_404(_others(request, pair), pk=as_key(request.POST.get("other", "")))
        cost = swaps.swap(pair, other, by=reader(request))
        names = {"one": pair.seeker.person.get_full_name(), "other": other.seeker.person.get_full_name()}
        said = _("%(one)s and %(other)s have exchanged their coaches: %(points)s together. Both are locked.")
        messages.success(request, said % {**names, "points": points(-cost)})
        answer = redirect("assignment_run_detail", pair.run.cohort.program_id, pair.run_id)
        answer["Location"] += f"?pair={pair.pk}#pair-{pair.pk}"
        return answer
    chosen = as_key(request.GET.get("other", ""))
    found = get_object_or_404(_others(request, pair), pk=chosen) if chosen else None
    page = swap_page(pair, found, NameFilterForm(request.GET).name)
    return render(request, "matching/assignment_swap.html", {"program": pair.run.cohort.program, "swap": page})


def _pairs(request: HttpRequest) -> QuerySet[AssignmentPair]:
    runs = AssignmentRun.objects.managed_by(reader(request)).filter(method=RunMethod.ASSIGNMENT)
    rows = AssignmentPair.objects.filter(run__in=runs)
    return rows.select_related("run__cohort__program", "seeker__person", "guide__person")


def _others(request: HttpRequest, pair: AssignmentPair) -> QuerySet[AssignmentPair]:
    return _pairs(request).filter(run=pair.run_id).exclude(pk=pair.pk)
