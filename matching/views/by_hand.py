"""An admin steps in and matches two people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.forms.assignment import HandMatchForm
from matching.permissions import may_match_by_hand
from matching.selectors.by_hand import guides_with_room, left_out, seekers_without
from matching.services.matches import default_sponsor, match_by_hand
from people.reader import reader
from program.models import Program


@require_http_methods(["GET", "POST"])
def partnership_create_by_admin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Match two people by hand, with a reason that stays on record."""
    program = get_object_or_404(Program.objects.managed_by(reader(request)), pk=pk)
    may_match_by_hand.check(reader(request), program)
    form = HandMatchForm(
        request.POST or None,
        program=program,
        seekers=seekers_without(program),
        guides=guides_with_room(program),
        initial={"seeker": request.GET.get("seeker")},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        sponsor = default_sponsor(values["seeker"])
        formed = form.carry_out(
            lambda: match_by_hand(
                values["guide"], values["seeker"], values["reason"], by=reader(request), sponsor=sponsor
            )
        )
        if formed:
            messages.success(request, _("They are matched, and both are told."))
            return redirect("assignment_list" if program.is_coaching else "request_overview", program.pk)
    context = {"program": program, "form": form, "left_out": left_out(program)}
    return render(request, "matching/by_hand.html", context)
