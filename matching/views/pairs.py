"""Single pairs of an assignment run."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.rules import Refusal
from matching.forms.assignment import SponsorForm
from matching.models import AssignmentPair, AssignmentRun
from matching.services import runs
from people.reader import reader


@require_POST
def assignment_pair_lock(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep this pair when it runs again."""
    pair = _pair(request, pk)
    runs.set_lock(pair, True, by=reader(request))
    return _to_pair(pair)


@require_POST
def assignment_pair_unlock(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the next run decide about this pair."""
    pair = _pair(request, pk)
    runs.set_lock(pair, False, by=reader(request))
    return _to_pair(pair)


@require_POST
def assignment_pair_sponsor(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name another sponsor, or none."""
    pair = _pair(request, pk)
    form = SponsorForm(request.POST)
    if not form.is_valid():
        raise Refusal(str(form.errors["email"][0]))
    runs.set_sponsor(pair, form.sponsor, by=reader(request))
    messages.success(request, _("The sponsor is changed."))
    return _to_pair(pair)


def _pair(request: HttpRequest, pk: UUID) -> AssignmentPair:
    pairs = AssignmentPair.objects.filter(run__in=AssignmentRun.objects.managed_by(reader(request)))
    return get_object_or_404(
        pairs.select_related("run__cohort__program", "seeker__cohort__program", "guide__cohort__program").defer(
            "run__inputs", "run__figures", "run__unmatched"
        ),
        pk=pk,
    )


def _to_pair(pair: AssignmentPair) -> HttpResponse:
    answer = redirect("assignment_run_detail", pair.run.cohort.program_id, pair.run_id)
    answer["Location"] += f"?pair={pair.pk}#pair-{pair.pk}"
    return answer
