"""Requests of a mentoring program, for those who run it: states and times, never messages."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from matching.permissions import may_match_by_hand
from matching.permissions_wishes import may_ask_for_proposals
from matching.selectors.by_hand import seekers_without
from matching.selectors.proposals import counts_of as proposal_counts
from matching.selectors.requests import counts_of, facts_of
from people.reader import reader
from program.enums import ProgramKind
from program.models import Program
from program.selectors.tabs import tabs_for

ROWS = 25
NAMED = 12


@require_safe
def request_overview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who asks whom, and how it stands."""
    programs = Program.objects.managed_by(reader(request)).filter(kind=ProgramKind.MENTORING)
    program = get_object_or_404(programs, pk=pk)
    waiting = seekers_without(program)
    context = {
        "program": program,
        "tabs": tabs_for(program, reader(request), "bulk" if program.matches_in_bulk else "requests"),
        "counts": counts_of(program),
        "page": Paginator(facts_of(program), ROWS).get_page(request.GET.get("page")),
        "unmatched": waiting[:NAMED],
        "unmatched_count": waiting.count(),
        "by_hand_reason": may_match_by_hand.reason(reader(request), program),
        "proposals": proposal_counts(program),
        "ask_reason": may_ask_for_proposals.reason(reader(request), program),
    }
    return render(request, "matching/request_overview.html", context)
