"""Orientation: reading it step by step, and writing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from program.enums import ROLES_OF, EnrollmentState, ProgramKind
from program.forms.program import OrientationPageForm
from program.models import Enrollment, OrientationStep, Program
from program.permissions import may_change_program
from program.selectors.enrollments import getting_ready
from program.selectors.programs import tabs_for
from program.services import enrollments, orientation


@require_safe
def orientation_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All pages with their marks; reading goes on where it stopped."""
    enrollment = _own(request, pk)
    if enrollment.state == EnrollmentState.INVITED:
        return redirect("enrollment_detail", pk)
    context = {"enrollment": enrollment, "program": enrollment.program, "ready": getting_ready(enrollment)}
    return render(request, "program/orientation.html", context)


@require_http_methods(["GET", "POST"])
def orientation_step(request: HttpRequest, pk: UUID, step_pk: UUID) -> HttpResponse:
    """One page to read; posting marks it as read and leads to the next."""
    enrollment = _own(request, pk)
    ready = getting_ready(enrollment)
    steps = [mark.step for mark in ready.marks]
    step = get_object_or_404(OrientationStep.objects.filter(pk__in=[each.pk for each in steps]), pk=step_pk)
    number = steps.index(step)
    if request.method == "POST":
        enrollments.complete_step(enrollment, step, by=request.user)
        return _next(request, enrollment, steps, number)
    context = {
        "enrollment": enrollment,
        "program": enrollment.program,
        "ready": ready,
        "step": step,
        "mark": ready.marks[number],
        "number": number + 1,
        "previous": steps[number - 1] if number else None,
        "following": steps[number + 1] if number + 1 < len(steps) else None,
    }
    return render(request, "program/orientation_step.html", context)


@require_safe
def orientation_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The pages of every role, for the people who run the program."""
    program = _managed(request, pk)
    steps = list(program.orientation_steps.order_by("position"))
    roles = ROLES_OF[ProgramKind(program.kind)]
    context = {
        "program": program,
        "tabs": tabs_for(program, request.user, "setup"),
        "roles": [(role, [step for step in steps if step.role == role]) for role in roles],
        "is_over": may_change_program.reason(request.user, program),
    }
    return render(request, "program/orientation_list.html", context)


@require_http_methods(["GET", "POST"])
def orientation_page_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A further page for a role."""
    program = _managed(request, pk)
    form = OrientationPageForm(request.POST or None, program=program, initial={"role": request.GET.get("role")})
    if form.is_valid():
        form.carry_out(lambda: orientation.add(program, by=request.user, **form.cleaned_data))
        if not form.is_refused:
            messages.success(request, _("The page is added."))
            return redirect("orientation_list", pk)
    return render(request, "program/orientation_page.html", {"program": program, "form": form})


@require_http_methods(["GET", "POST"])
def orientation_page_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Other words for a page."""
    step = _managed_step(request, pk)
    form = OrientationPageForm(
        request.POST or None, program=step.program, initial={"title": step.title, "body": step.body}
    )
    del form.fields["role"]
    if form.is_valid():
        form.carry_out(lambda: orientation.change(step, by=request.user, **form.cleaned_data))
        if not form.is_refused:
            messages.success(request, _("The page is saved."))
            return redirect("orientation_list", step.program_id)
    return render(request, "program/orientation_page.html", {"program": step.program, "form": form, "step": step})


@require_POST
def orientation_page_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a page away."""
    step = _managed_step(request, pk)
    orientation.remove(step, by=request.user)
    messages.success(request, _("The page is removed."))
    return redirect("orientation_list", step.program_id)


def _own(request: HttpRequest, pk: UUID) -> Enrollment:
    rows = Enrollment.objects.own(request.user).select_related("cohort__program", "person")
    return get_object_or_404(rows, pk=pk)


def _managed(request: HttpRequest, pk: UUID) -> Program:
    return get_object_or_404(Program.objects.managed_by(request.user), pk=pk)


def _managed_step(request: HttpRequest, pk: UUID) -> OrientationStep:
    managed = Program.objects.managed_by(request.user)
    return get_object_or_404(OrientationStep.objects.filter(program__in=managed).select_related("program"), pk=pk)


def _next(request: HttpRequest, enrollment: Enrollment, steps: list[OrientationStep], number: int) -> HttpResponse:
    """The page after this one; after the last one, the first that is still unread, else one's place."""
    if number + 1 < len(steps):
        return redirect("orientation_step", enrollment.pk, steps[number + 1].pk)
    left = getting_ready(enrollment).next_step
    if left:
        return redirect("orientation_step", enrollment.pk, left.pk)
    messages.success(request, _("You have read everything. Thank you."))
    if "profile" in getting_ready(enrollment).missing:
        return redirect("enrollment_profile", enrollment.pk)
    return redirect("enrollment_detail", enrollment.pk)
