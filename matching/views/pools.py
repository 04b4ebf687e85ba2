"""Coaches at a glance, and the pools they belong to."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.rules import Refusal
from matching.forms.pools import LoadsForm, MembersForm, NameFilterForm, PoolForm
from matching.models import CoachPool
from matching.selectors.credentials import ends_soon
from matching.selectors.pools import candidates, coach_lines, coaches_of, people_for, pools_of
from matching.services import pools
from people.reader import reader
from program.enums import ProgramKind
from program.models import Program
from program.selectors.tabs import tabs_for

ROWS = 50


@require_http_methods(["GET", "POST"])
def coach_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every coach with places, languages, topics, pools and credentials; how many clients each should get at least."""
    program = _program(request, pk)
    search = NameFilterForm(request.GET)
    page = Paginator(coaches_of(program, search.name), ROWS).get_page(request.GET.get("page"))
    lines = coach_lines(list(page))
    form = LoadsForm(request.POST if request.method == "POST" else None, coaches=[line.coach for line in lines])
    if request.method == "POST" and form.is_valid():
        changed = form.carry_out(lambda: pools.set_minimum_loads(program, form.loads, by=reader(request)))
        if changed is not None:
            messages.success(request, _("Saved."))
            return redirect(request.get_full_path())
    context = {
        "program": program,
        "tabs": tabs_for(program, reader(request), "assignment"),
        "page": page,
        "lines": [(line, form[f"load-{line.coach.pk}"]) for line in lines],
        "form": form,
        "search": search,
        "ends_soon": ends_soon(program),
    }
    return render(request, "matching/pool_coaches.html", context)


@require_http_methods(["GET", "POST"])
def pool_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The pools of a program, and a new one."""
    program = _program(request, pk)
    form = PoolForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        pool = form.carry_out(
            lambda: pools.create(program, data["name"], is_external=data["is_external"], by=reader(request))
        )
        if pool:
            messages.success(request, _("The pool is there. Now put coaches and clients into it."))
            return redirect("pool_detail", pool.pk)
    tabs = tabs_for(program, reader(request), "assignment")
    context = {"program": program, "tabs": tabs, "form": form, "pools": pools_of(program)}
    return render(request, "matching/pool_list.html", context)


@require_http_methods(["GET", "POST"])
def pool_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One pool: its name, and who is in it."""
    pool = _pool(request, pk)
    given = {"name": pool.name, "is_external": pool.is_external}
    form = PoolForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        form.carry_out(lambda: pools.change(pool, data["name"], is_external=data["is_external"], by=reader(request)))
        if not form.is_refused:
            messages.success(request, _("Saved."))
            return redirect("pool_detail", pool.pk)
    search = NameFilterForm(request.GET)
    context = {
        "pool": pool,
        "program": pool.program,
        "form": form,
        "search": search,
        "candidates": candidates(pool, search.name),
    }
    return render(request, "matching/pool_detail.html", context)


@require_POST
def pool_members(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the ticked ones of those shown into the pool, and take the others of them out."""
    pool = _pool(request, pk)
    form = MembersForm(request.POST, people=people_for(pool))
    if not form.is_valid():
        raise Refusal(_("Somebody in the list left the program meanwhile. Look at it again, then save."))
    data = form.cleaned_data
    changed = pools.set_members(pool, data["member"], shown=data["shown"], by=reader(request))
    said = ngettext("Saved: %(count)d change.", "Saved: %(count)d changes.", changed) % {"count": changed}
    messages.success(request, said)
    return redirect("pool_detail", pool.pk)


@require_POST
def pool_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a pool away."""
    pool = _pool(request, pk)
    pools.delete(pool, by=reader(request))
    messages.success(
        request, _("The pool %(name)s is gone. Its people can be matched with anybody.") % {"name": pool.name}
    )
    return redirect("pool_list", pool.program_id)


def _program(request: HttpRequest, pk: UUID) -> Program:
    programs = Program.objects.managed_by(reader(request)).filter(kind=ProgramKind.COACHING)
    return get_object_or_404(programs, pk=pk)


def _pool(request: HttpRequest, pk: UUID) -> CoachPool:
    programs = Program.objects.managed_by(reader(request)).filter(kind=ProgramKind.COACHING)
    return get_object_or_404(CoachPool.objects.filter(program__in=programs).select_related("program"), pk=pk)
