"""Asking for another coach."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.reader import reader
from program.enums import Role
from sessions import permissions
from sessions.selectors import circle, closing
from sessions.services import rematches
from sessions.views.loading import worked_in


@require_http_methods(["GET", "POST"])
def rematch_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What another coach means, and then the parting."""
    partnership, person = worked_in(request, pk), reader(request)
    if request.method == "POST":
        rematches.ask(partnership, by=person)
        if permissions.role_of(person, partnership) == Role.CLIENT:
            messages.success(request, _("Done. You are on the list of those who wait for a coach."))
        else:
            messages.success(request, _("Done. Your place is free again, and your client looks for another coach."))
        return redirect("partnership_detail", pk=partnership.pk)
    context = {
        "partnership": partnership,
        "others": circle.names(circle.others(partnership, person)),
        "is_client": permissions.role_of(person, partnership) == Role.CLIENT,
        "reason": permissions.can_ask_rematch.reason(person, partnership),
    }
    return render(request, "sessions/rematch.html", context | closing.what_ends(partnership))
