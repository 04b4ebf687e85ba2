"""The board of programs, a program's overview, and its way from a draft to the archive."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from program.enums import ProgramState
from program.forms.program import NewProgramForm
from program.models import Enrollment, Program
from program.permissions import may_create_programs
from program.selectors import phases
from program.selectors.programs import board, numbers_of, overview, own_enrollments, tabs_for
from program.services import programs


@require_safe
def program_list(request: HttpRequest) -> HttpResponse:
    """The programs that the person runs, by phase, and their own places in programs."""
    with_archived = "archived" in request.GET
    context = {
        "columns": board(request.user, with_archived=with_archived),
        "enrollments": own_enrollments(request.user),
        "may_create": may_create_programs.allows(request.user),
        "runs_programs": Program.objects.managed_by(request.user).exists(),
        "with_archived": with_archived,
    }
    return render(request, "program/list.html", context)


@require_http_methods(["GET", "POST"])
def program_create(request: HttpRequest) -> HttpResponse:
    """A new draft from a template."""
    may_create_programs.check(request.user)
    form = NewProgramForm(request.POST or None, initial={"template": request.GET.get("template", "")})
    if form.is_valid():
        values = form.cleaned_data
        program = form.carry_out(
            lambda: programs.create_from_template(
                values["template"],
                by=request.user,
                name=values["name"],
                starts_on=values["starts_on"],
                pk=values["token"],
            )
        )
        if program:
            messages.success(request, _("The draft is made. Nobody sees it until you open it."))
            return redirect("program_setup", program.pk)
    return render(request, "program/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def program_duplicate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new draft with the set-up of this program."""
    source = get_object_or_404(Program.objects.managed_by(request.user), pk=pk)
    may_create_programs.check(request.user)
    form = NewProgramForm(request.POST or None, source=source)
    if form.is_valid():
        values = form.cleaned_data
        copy = form.carry_out(
            lambda: programs.duplicate(
                source, by=request.user, name=values["name"], starts_on=values["starts_on"], pk=values["token"]
            )
        )
        if copy:
            messages.success(request, _("The copy is a draft. Nobody sees it until you open it."))
            return redirect("program_setup", copy.pk)
    return render(request, "program/create.html", {"form": form, "source": source})


@require_safe
def program_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The overview for the people who run the program; whoever takes part comes to their own place in it."""
    program = get_object_or_404(Program.objects.visible_to(request.user), pk=pk)
    if not Program.objects.managed_by(request.user).filter(pk=pk).exists():
        own = Enrollment.objects.own(request.user).filter(cohort__program=program).order_by("-created_at")
        return redirect("enrollment_detail", get_object_or_404(own[:1]).pk)
    context = {
        "program": program,
        "tabs": tabs_for(program, request.user, "overview"),
        "may_create": may_create_programs.allows(request.user),
        **overview(program),
    }
    return render(request, "program/detail.html", context)


@require_http_methods(["GET", "POST"])
def program_phase(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """What will happen when the program goes on to this phase; posting makes it happen."""
    found = get_object_or_404(Program.objects.managed_by(request.user), pk=pk)
    step = phases.find(verb)
    if step is None:
        raise Http404
    if request.method == "POST":
        _carry_out(verb, found, request.user)
        messages.success(request, str(step.done))
        return redirect("program_list") if verb == "delete" else redirect("program_detail", pk)
    numbers = numbers_of([found]).get(found.pk)
    context: dict[str, Any] = {
        "program": found,
        "step": step,
        "is_possible": phases.is_possible(found, step),
        "lacks": phases.what_is_missing(found) if step.verb == "open" else [],
        "numbers": numbers,
        "is_draft": found.state == ProgramState.DRAFT,
    }
    return render(request, "program/phase.html", context)


def _carry_out(verb: str, program: Program, person: Any) -> None:
    services = {
        "open": programs.open,
        "start": programs.start,
        "begin-closing": programs.begin_closing,
        "close": programs.close,
        "archive": programs.archive,
        "delete": programs.delete,
    }
    services[verb](program, by=person)
