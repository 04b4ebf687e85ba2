"""The home page: what waits for this person, in order of urgency, and their partnerships at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.selectors import steps as agreements
from matching.selectors import steps as matching
from people.reader import reader
from people.selectors import steps as people
from program.selectors import steps as program
from sessions.selectors import glance
from sessions.selectors import steps as sessions

SHOWN = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The signed-in person's next steps, the most urgent first, then their partnerships and programs."""
    person = reader(request)
    mine = glance.glance_of(person)
    found = [
        *program.steps_for(person),
        *matching.steps_for(person),
        *agreements.steps_for(person),
        *sessions.steps_for(person, mine),
        # Of two steps that are equally urgent, one's own profile can wait for the other.
        *people.steps_for(person),
    ]
    steps = sorted(found, key=lambda step: step.order)
    context = {
        "steps": steps[:SHOWN],
        "step_count": len(steps),
        "more": max(0, len(steps) - SHOWN),
        "cards": glance.cards_for(person, mine),
    }
    return render(request, "home.html", context)
