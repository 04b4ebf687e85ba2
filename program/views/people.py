"""The people of a program, and what their managers (or they themselves) can do about a place."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.rules import Refusal
from program.forms.people import CapacityForm, PeopleFilterForm
from program.models import Enrollment, Program
from program.permissions import may_invite
from program.selectors.enrollments import people_rows, rows_of
from program.selectors.programs import tabs_for
from program.services import enrollments

ROWS = 25


@require_safe
def enrollment_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody in the program, by role and state."""
    program = get_object_or_404(Program.objects.managed_by(request.user), pk=pk)
    form = PeopleFilterForm(request.GET or None, program=program)
    page = Paginator(rows_of(program, form.values), ROWS).get_page(request.GET.get("page"))
    context = {
        "program": program,
        "tabs": tabs_for(program, request.user, "people"),
        "form": form,
        "page": page,
        "rows": people_rows(page),
        # Brings managers back to this list, also from their own line.
        "from_people": {"from_people": 1},
        "invite_reason": may_invite.reason(request.user, program),
        "is_filtered": any(form.values.values()),
    }
    return render(request, "program/people.html", context)


@require_POST
def enrollment_capacity(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a mentor or coach more or fewer places."""
    enrollment = get_object_or_404(Enrollment.objects.managed_by(request.user).select_related("cohort"), pk=pk)
    form = CapacityForm(request.POST)
    if not form.is_valid():
        raise Refusal(str(form.errors["capacity"][0]))
    enrollments.set_capacity(enrollment, form.cleaned_data["capacity"], by=request.user)
    messages.success(
        request,
        _("%(name)s has room for %(count)s now.")
        % {"name": enrollment.person.get_full_name(), "count": enrollment.capacity},
    )
    return redirect("enrollment_list", enrollment.cohort.program_id)


@require_POST
def enrollment_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take somebody (or oneself) out of a program."""
    enrollment = _own_or_managed(request, pk)
    enrollments.withdraw(enrollment, by=request.user)
    messages.success(
        request, _said(request, enrollment, _("You have left the program."), _("%(name)s is out of the program."))
    )
    return _back(request, enrollment)


@require_POST
def enrollment_pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop the clocks for a while."""
    enrollment = _own_or_managed(request, pk)
    enrollments.pause(enrollment, by=request.user)
    messages.success(request, _said(request, enrollment, _("You are on a break."), _("%(name)s is on a break.")))
    return _back(request, enrollment)


@require_POST
def enrollment_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go on after a break."""
    enrollment = _own_or_managed(request, pk)
    enrollments.resume(enrollment, by=request.user)
    messages.success(request, _said(request, enrollment, _("Welcome back."), _("%(name)s is back.")))
    return _back(request, enrollment)


def _own_or_managed(request: HttpRequest, pk: UUID) -> Enrollment:
    rows = Enrollment.objects.own(request.user) | Enrollment.objects.managed_by(request.user)
    found = Enrollment.objects.filter(pk__in=rows.values("pk")).select_related("cohort__program", "person")
    return get_object_or_404(found, pk=pk)


def _said(request: HttpRequest, enrollment: Enrollment, to_oneself: str, of_another: str) -> str:
    if enrollment.person_id == request.user.pk:
        return to_oneself
    return of_another % {"name": enrollment.person.get_full_name()}


def _back(request: HttpRequest, enrollment: Enrollment) -> HttpResponse:
    if enrollment.person_id == request.user.pk and "from_people" not in request.POST:
        return redirect("enrollment_detail", enrollment.pk)
    return redirect("enrollment_list", enrollment.cohort.program_id)
