"""Credentials of coaches: recorded by those who run a program, read by the coach."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.bridge.coaches import credential_gap
from matching.forms.credentials import CredentialForm
from matching.selectors.credentials import lines_of, names_known, recorded_by_managers
from matching.services import credentials
from people.models import Person
from people.reader import reader
from program.enums import Role
from program.models import Enrollment


@require_http_methods(["GET", "POST"])
def credential_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The credentials of one coach, and a new one."""
    coach = get_object_or_404(_coaches(request), pk=pk)
    form = CredentialForm(request.POST if request.method == "POST" else None, names=names_known(coach.program))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = form.carry_out(
            lambda: credentials.record(
                coach.person, data["name"], issuer=data["issuer"], valid_until=data["valid_until"], by=reader(request)
            )
        )
        if made:
            messages.success(request, _("%(name)s is on record.") % {"name": made.name})
            return redirect("credential_list", coach.pk)
    context = {
        "coach": coach,
        "program": coach.program,
        "form": form,
        "lines": lines_of(coach.person),
        "gap": credential_gap(coach),
    }
    return render(request, "matching/credential_list.html", context)


@require_http_methods(["GET", "POST"])
def credential_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another day, name or issuer."""
    credential = get_object_or_404(recorded_by_managers(reader(request)), pk=pk)
    coach = _coach_of(request, credential.person)
    form = CredentialForm(
        request.POST if request.method == "POST" else None,
        initial={"name": credential.name, "issuer": credential.issuer, "valid_until": credential.valid_until},
        names=names_known(coach.program),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        form.carry_out(
            lambda: credentials.change(
                credential, data["name"], issuer=data["issuer"], valid_until=data["valid_until"], by=reader(request)
            )
        )
        if not form.is_refused:
            messages.success(request, _("Saved."))
            return redirect("credential_list", coach.pk)
    context = {"coach": coach, "program": coach.program, "form": form, "credential": credential}
    return render(request, "matching/credential_change.html", context)


@require_POST
def credential_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a credential off the record."""
    credential = get_object_or_404(recorded_by_managers(reader(request)), pk=pk)
    coach = _coach_of(request, credential.person)
    credentials.remove(credential, by=reader(request))
    messages.success(request, _("%(name)s is off the record.") % {"name": credential.name})
    return redirect("credential_list", coach.pk)


@require_safe
def credential_own_list(request: HttpRequest) -> HttpResponse:
    """What is on record about oneself."""
    return render(request, "matching/credential_own.html", {"lines": lines_of(reader(request))})


def _coaches(request: HttpRequest) -> QuerySet[Enrollment]:
    rows = Enrollment.objects.managed_by(reader(request)) & Enrollment.objects.current()
    return rows.filter(role=Role.COACH).select_related("person", "cohort__program")


def _coach_of(request: HttpRequest, person: Person) -> Enrollment:
    found = _coaches(request).filter(person=person).order_by("-created_at").first()
    if found is None:
        raise Http404
    return found
