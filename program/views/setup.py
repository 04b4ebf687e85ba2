"""The set-up of a program, section by section; its cohorts and who runs it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from program.enums import Section
from program.forms.program import CohortForm, ManagerForm
from program.forms.sections import SECTION_FORMS, SectionForm
from program.models import Cohort, Program, ProgramManager
from program.permissions import may_change_program, may_name_managers
from program.selectors.programs import tabs_for
from program.selectors.setup import more_about, preview_of, sections_of
from program.services import cohorts, managers, programs


@require_safe
def program_setup(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every section in words, what is missing before opening, and what an invited person will read."""
    program = _managed(request, pk)
    context = {
        **_around(request, program),
        "sections": sections_of(program),
        "cohorts": program.cohorts.order_by("starts_on"),
        "managers": program.managers.select_related("person").order_by("person__last_name"),
        "may_name_managers": may_name_managers.allows(request.user, program),
        **preview_of(program),
    }
    return render(request, "program/setup.html", context)


@require_http_methods(["GET", "POST"])
def program_setup_section(request: HttpRequest, pk: UUID, section: str) -> HttpResponse:
    """One section with its form; saving leads to the next one."""
    program = _managed(request, pk)
    form = _form(request, program, section)
    if form.is_valid():
        form.carry_out(lambda: programs.save_section(program, section, form.values(), by=request.user))
        if not form.is_refused:
            messages.success(request, _("Saved: %(section)s") % {"section": Section(section).label})
            return _after(request, program, form.section)
    order = list(Section)
    context = {
        **_around(request, program),
        "form": form,
        "section": form.section,
        "section_items": [{"key": each.value, "label": each.label} for each in order],
        "is_last": form.section == order[-1],
        "more": more_about(program, form.section),
        **preview_of(program),
    }
    return render(request, "program/section.html", context)


@require_POST
def program_preview(request: HttpRequest, pk: UUID, section: str) -> HttpResponse:
    """What an invited person will read with the fields as they are typed; stores nothing."""
    program = _managed(request, pk)
    return render(request, "program/_preview.html", preview_of(_form(request, program, section).preview()))


@require_http_methods(["GET", "POST"])
def cohort_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A further intake."""
    program = _managed(request, pk)
    form = CohortForm(request.POST or None)
    if form.is_valid():
        form.carry_out(lambda: cohorts.add(program, by=request.user, **form.cleaned_data))
        if not form.is_refused:
            messages.success(request, _("The cohort is added."))
            return redirect("program_setup", pk)
    return render(request, "program/cohort.html", {"program": program, "form": form})


@require_http_methods(["GET", "POST"])
def cohort_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another name or other dates for an intake."""
    managed = Program.objects.managed_by(request.user)
    cohort = get_object_or_404(Cohort.objects.filter(program__in=managed).select_related("program"), pk=pk)
    form = CohortForm(request.POST or None, cohort=cohort)
    if form.is_valid():
        form.carry_out(lambda: cohorts.change(cohort, by=request.user, **form.cleaned_data))
        if not form.is_refused:
            messages.success(request, _("The cohort is changed."))
            return redirect("program_setup", cohort.program_id)
    return render(request, "program/cohort.html", {"program": cohort.program, "form": form, "cohort": cohort})


@require_http_methods(["GET", "POST"])
def program_manager_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the program to somebody."""
    program = _managed(request, pk)
    may_name_managers.check(request.user, program)
    form = ManagerForm(request.POST or None)
    if form.is_valid():
        form.carry_out(lambda: managers.add(program, form.person, by=request.user))
        if not form.is_refused:
            messages.success(request, _("%(name)s runs this program now.") % {"name": form.person.get_full_name()})
            return redirect("program_setup", pk)
    return render(request, "program/manager.html", {"program": program, "form": form})


@require_POST
def program_manager_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the program from somebody."""
    managed = Program.objects.managed_by(request.user)
    rows = ProgramManager.objects.filter(program__in=managed).select_related("program", "person")
    manager = get_object_or_404(rows, pk=pk)
    managers.remove(manager, by=request.user)
    messages.success(request, _("%(name)s no longer runs this program.") % {"name": manager.person.get_full_name()})
    return redirect("program_setup", manager.program_id)


def _managed(request: HttpRequest, pk: UUID) -> Program:
    return get_object_or_404(Program.objects.managed_by(request.user), pk=pk)


def _form(request: HttpRequest, program: Program, section: str) -> SectionForm:
    if section not in Section.values:
        raise Http404
    return SECTION_FORMS[Section(section)](request.POST if request.method == "POST" else None, program=program)


def _around(request: HttpRequest, program: Program) -> dict[str, Any]:
    return {
        "program": program,
        "tabs": tabs_for(program, request.user, "setup"),
        "is_over": may_change_program.reason(request.user, program),
    }


def _after(request: HttpRequest, program: Program, section: Section) -> HttpResponse:
    order = list(Section)
    following = order.index(section) + 1
    if "stay" in request.POST or following == len(order):
        return redirect("program_setup", program.pk)
    return redirect("program_setup_section", program.pk, order[following].value)
