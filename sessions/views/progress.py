"""A program's progress for those who run it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.models import Partnership
from people.reader import reader
from program.models import Program
from program.selectors.tabs import tabs_for
from sessions.selectors import agreed, progress
from sessions.services import reminders


@require_safe
def program_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Funnel, partnerships that may need a hand, how far their agreements are, the trend. Never content."""
    program, now = get_object_or_404(Program.objects.managed_by(request.user).distinct(), pk=pk), timezone.now()
    context = {
        "program": program,
        "tabs": tabs_for(program, reader(request), "progress"),
        "funnel": progress.funnel_of(program),
        "concerns": progress.concerns_of(program, now),
        "agreements": agreed.agreements_of(program, request.GET.get("page", "1")),
        "weeks": progress.meetings_per_week(program, now),
        "figures": progress.numbers_of(program, now),
    }
    return render(request, "sessions/program_progress.html", context)


@require_POST
def partnership_remind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask both sides, kindly, to look at their partnership."""
    partnership = get_object_or_404(Partnership.objects.managed_by(request.user).distinct(), pk=pk)
    reminders.ask_to_look(partnership, by=reader(request))
    messages.success(request, _("Both will get a kind reminder."))
    return redirect("program_progress", pk=partnership.cohort.program_id)
