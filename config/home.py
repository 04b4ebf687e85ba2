"""The home page: what waits for this person, in order of urgency, and their partnerships at a glance."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.selectors import steps as agreements
from core.steps import NextStep
from matching.selectors import steps as matching
from people.models import Person
from people.reader import reader
from people.selectors import steps as people
from program.selectors import steps as program
from sessions.selectors import partnerships
from sessions.selectors import steps as sessions

SOURCES: tuple[Callable[[Person], list[NextStep]], ...] = (
    program.steps_for,
    matching.steps_for,
    agreements.steps_for,
    sessions.steps_for,
    # Of two steps that are equally urgent, one's own profile can wait for the other.
    people.steps_for,
)
SHOWN = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The signed-in person's next steps, the most urgent first, then their partnerships and programs."""
    person = reader(request)
    steps = sorted((step for source in SOURCES for step in source(person)), key=lambda step: step.order)
    context = {
        "steps": steps[:SHOWN],
        "step_count": len(steps),
        "more": max(0, len(steps) - SHOWN),
        "cards": partnerships.cards_for(person),
    }
    return render(request, "home.html", context)
