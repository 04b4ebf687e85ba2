"""Inviting people, and sending an invitation again."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from program.forms.people import CandidateFilterForm, InviteForm
from program.models import Enrollment, Program
from program.permissions import may_invite
from program.selectors.candidates import candidates_for
from program.selectors.programs import tabs_for
from program.services import enrollments
from program.services.enrollments import InvitationReceipt


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Target")
def invitation_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pick people by a filter, see who they are, invite the ticked ones."""
    program = get_object_or_404(Program.objects.managed_by(request.user), pk=pk)
    may_invite.check(request.user, program)
    if request.method == "POST":
        return _invite(request, program)
    form = CandidateFilterForm(request.GET, program=program)
    values = form.values
    context: dict[str, Any] = {
        "program": program,
        "tabs": tabs_for(program, request.user, "people"),
        "form": form,
        "values": values,
        # Without a filter everybody is shown: nobody is ticked, so that one press does not invite two hundred people.
        "is_narrowed": form.is_narrowed,
        "role_label": dict(form.roles).get(values["role"]),
        "candidates": candidates_for(values["cohort"], values["role"], values) if values["cohort"] else None,
    }
    is_fragment = request.headers.get("HX-Target") == "candidates"
    return render(request, "program/_candidates.html" if is_fragment else "program/invite.html", context)


@require_POST
def invitation_resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send an invitation again; the same button pressed twice is one mail."""
    rows = Enrollment.objects.managed_by(request.user).select_related("cohort__program", "person")
    enrollment = get_object_or_404(rows, pk=pk)
    enrollments.resend(enrollment, by=request.user, occasion=request.POST.get("occasion", "")[:20])
    messages.success(request, _("The invitation goes to %(name)s again.") % {"name": enrollment.person.get_full_name()})
    return redirect("enrollment_list", enrollment.cohort.program_id)


def _invite(request: HttpRequest, program: Program) -> HttpResponse:
    form = InviteForm(request.POST, program=program)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.warning(request, str(errors[0]))
        chosen = request.POST.dict()
        query = urlencode({name: chosen.get(name, "") for name in ("role", "cohort")})
        return redirect(f"{reverse('invitation_create', args=[program.pk])}?{query}")
    values = form.cleaned_data
    receipt = enrollments.invite(values["cohort"], values["role"], values["person"], by=request.user)
    _say(request, program, receipt)
    return redirect(f"{reverse('enrollment_list', args=[program.pk])}?role={values['role']}")


def _say(request: HttpRequest, program: Program, receipt: InvitationReceipt) -> None:
    count = len(receipt.invited)
    if count and program.state == "draft":
        words = ngettext(
            "%(count)s person is on the list. The mail goes out when the program opens.",
            "%(count)s people are on the list. The mails go out when the program opens.",
            count,
        )
        messages.success(request, words % {"count": count})
    elif count:
        words = ngettext("%(count)s person is invited.", "%(count)s people are invited.", count)
        messages.success(request, words % {"count": count})
    if receipt.already:
        messages.info(request, _("Already in it: %(names)s.") % {"names": _names(receipt.already)})
    if receipt.away:
        messages.info(
            request, _("Not invited, because they are away or have left: %(names)s.") % {"names": _names(receipt.away)}
        )


def _names(people: list[Any]) -> str:
    shown = ", ".join(person.get_full_name() for person in people[:10])
    more = len(people) - 10
    return _("%(names)s and %(count)d more") % {"names": shown, "count": more} if more > 0 else shown
