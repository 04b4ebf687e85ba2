"""How the reminders are doing, for organization admins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from notifications.selectors import status as selectors
from people.views.access import for_admins


@require_safe
@for_admins
def nudge_status(request: HttpRequest) -> HttpResponse:
    """Is it alive, is anything late, whom does it not reach? No mail's words, and nothing about what a mail is for."""
    now = timezone.now()
    context = {"status": selectors.machine_status(now), "troubled": selectors.troubled(now)}
    return render(request, "notifications/nudge_status.html", context)
