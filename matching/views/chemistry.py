"""Chemistry meetings: rounds for those who run a program, cards for the client, names for the coach."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from matching.forms.chemistry import AnswersForm, RoundForm
from matching.models import ChemistryRound
from matching.permissions import may_assign
from matching.selectors.chemistry import expected_by, page_for_client, places_of, rounds_of
from matching.services import chemistry
from people.reader import reader
from program.enums import ProgramKind, Role
from program.models import Enrollment, Program
from program.selectors.tabs import tabs_for


@require_http_methods(["GET", "POST"])
def chemistry_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rounds of each cohort with their counts, and a new one."""
    programs = Program.objects.managed_by(reader(request)).filter(kind=ProgramKind.COACHING)
    program = get_object_or_404(programs, pk=pk)
    form = RoundForm(request.POST if request.method == "POST" else None, program=program)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        started = form.carry_out(lambda: chemistry.start(data["cohort"], data["ends_on"], by=reader(request)))
        if started:
            messages.success(request, _("The round has begun. Clients and coaches get a mail."))
            return redirect("chemistry_list", program.pk)
    context = {
        "program": program,
        "tabs": tabs_for(program, reader(request), "assignment"),
        "form": form,
        "cohorts": rounds_of(program),
        "reason": may_assign.reason(reader(request), program),
    }
    return render(request, "matching/chemistry_list.html", context)


@require_POST
def chemistry_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a round now."""
    programs = Program.objects.managed_by(reader(request))
    rounds = ChemistryRound.objects.filter(cohort__program__in=programs).select_related("cohort")
    round_ = get_object_or_404(rounds, pk=pk)
    chemistry.close(round_, by=reader(request))
    messages.success(request, _("The round is closed. An assignment can count what clients said."))
    return redirect("chemistry_list", round_.cohort.program_id)


@never_cache
@require_http_methods(["GET", "POST"])
def chemistry_own(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A client's coaches to meet, with their order; a coach's clients who may write."""
    rows = Enrollment.objects.own(reader(request)) & Enrollment.objects.current()
    enrollment = get_object_or_404(rows.select_related("person", "cohort__program"), pk=pk)
    if enrollment.role == Role.CLIENT:
        return _client_page(request, enrollment)
    if enrollment.role == Role.COACH:
        round_, clients = expected_by(enrollment)
        context = {"enrollment": enrollment, "round": round_, "clients": clients}
        return render(request, "matching/chemistry_coach.html", context)
    raise Http404


def _client_page(request: HttpRequest, client: Enrollment) -> HttpResponse:
    page = page_for_client(client)
    if page is None:
        return render(request, "matching/chemistry_client.html", {"enrollment": client, "page": None})
    meetings = [card.meeting for card in page.cards]
    given = request.POST if request.method == "POST" else None
    form = AnswersForm(given, meetings=meetings, places=places_of(client))
    if request.method == "POST" and form.is_valid():
        form.carry_out(lambda: chemistry.answer(page.round, client, form.answers, by=reader(request)))
        if not form.is_refused:
            messages.success(request, _("Saved. Only you read your order."))
            return redirect("chemistry_own", client.pk)
    cards = [(card, form.parts_of(card.meeting)) for card in page.cards]
    context = {"enrollment": client, "page": page, "form": form, "cards": cards}
    return render(request, "matching/chemistry_client.html", context)
