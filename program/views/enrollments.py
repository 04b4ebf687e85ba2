"""One's own place in a program: the invitation, the profile, what comes next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Skill
from program.enums import EnrollmentState
from program.forms.enrollment import ProfileForm
from program.models import Enrollment
from program.permissions import may_answer
from program.selectors.enrollments import getting_ready, skills_of
from program.selectors.expectations import expectations
from program.selectors.tabs import ways_for
from program.services import enrollments


@require_safe
def enrollment_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The invitation while it waits for an answer, and one's place in the program afterwards."""
    enrollment = _own(request, pk)
    program = enrollment.program
    context = {
        "enrollment": enrollment,
        "program": program,
        "lines": expectations(program, enrollment.role, enrollment.cohort),
        "answer_reason": may_answer.reason(request.user, enrollment),
    }
    if enrollment.state == EnrollmentState.INVITED:
        return render(request, "program/invitation.html", context)
    context |= {
        "ready": getting_ready(enrollment),
        "skills": skills_of(enrollment),
        "ways": ways_for(enrollment),
        "is_over": enrollment.state in {EnrollmentState.WITHDRAWN, EnrollmentState.FINISHED},
    }
    return render(request, "program/place.html", context)


@require_POST
def enrollment_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say yes to an invitation."""
    enrollment = _own(request, pk)
    enrollments.accept(enrollment, by=request.user)
    messages.success(request, _("Good to have you with us. Here is what comes next."))
    return redirect("enrollment_detail", pk)


@require_POST
def enrollment_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say no to an invitation."""
    enrollment = _own(request, pk)
    enrollments.decline(enrollment, by=request.user)
    messages.success(request, _("Thank you for answering. You will get no more mails about this invitation."))
    return redirect("enrollment_detail", pk)


@require_http_methods(["GET", "POST"])
def enrollment_profile(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one says about oneself in this program."""
    enrollment = _own(request, pk)
    if enrollment.state not in {EnrollmentState.ACCEPTED, EnrollmentState.READY}:
        return redirect("enrollment_detail", pk)
    own_skills = list(enrollment.person.skills.values_list("name", flat=True))
    vocabulary = list(Skill.objects.all())
    form = ProfileForm(request.POST or None, enrollment=enrollment, vocabulary=vocabulary, own_skills=own_skills)
    if form.is_valid():
        form.carry_out(lambda: _save(form, enrollment, request))
        if not form.is_refused:
            messages.success(request, _("Your profile is saved."))
            return redirect(_after(enrollment))
    return render(
        request, "program/profile.html", {"enrollment": enrollment, "program": enrollment.program, "form": form}
    )


def _own(request: HttpRequest, pk: UUID) -> Enrollment:
    rows = Enrollment.objects.own(request.user).select_related("cohort__program", "person")
    return get_object_or_404(rows, pk=pk)


def _save(form: ProfileForm, enrollment: Enrollment, request: HttpRequest) -> None:
    enrollments.set_profile(enrollment, form.profile(), by=request.user)
    if form.cleaned_data.get("capacity"):
        enrollments.set_capacity(enrollment, form.cleaned_data["capacity"], by=request.user)


def _after(enrollment: Enrollment) -> str:
    """On to the orientation while it is unread, else to one's place."""
    name = "orientation_detail" if "orientation" in getting_ready(enrollment).missing else "enrollment_detail"
    return reverse(name, args=[enrollment.pk])
