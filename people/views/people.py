"""The directory, for organization admins."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.enums import EmploymentStatus
from people.forms.people import EmploymentForm, PersonFilterForm, RolesForm
from people.models import Person
from people.reader import reader
from people.selectors import people as selectors
from people.selectors.blocks import blocks_of
from people.services import employment, roles
from people.views.access import for_admins

PEOPLE_A_PAGE = 50
EXPORTS = {
    "csv": (selectors.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (selectors.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_safe
@for_admins
def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody, or those who fit the search."""
    form = PersonFilterForm(request.GET)
    people = form.filters().apply(Person.objects.select_related("manager"))
    context = {"form": form, "page": Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))}
    return render(request, "people/person_list.html", context)


@require_safe
@for_admins
def person_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The people who fit the search as a file that an import understands."""
    make, content_type = EXPORTS[kind]
    people = PersonFilterForm(request.GET).filters().apply(Person.objects.all())
    name = f"people-{timezone.localdate().isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(people), content_type=content_type, headers=headers)


@require_safe
@for_admins
def person_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person's facts."""
    people = Person.objects.visible_to(reader(request)).select_related("manager")
    person = get_object_or_404(people, pk=pk)
    context = {
        "page": selectors.page_of(person),
        "blocks": blocks_of(person),
        # What each button sends, by name.
        "statuses": {status.value: {"status": status.value} for status in EmploymentStatus},
        "roles_form": RolesForm(initial=vars(person)),
    }
    return render(request, "people/person_detail.html", context)


@require_POST
@for_admins
def person_roles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give or take the roles of organization admin and senior leader."""
    person = get_object_or_404(Person.objects.visible_to(reader(request)), pk=pk)
    form = RolesForm(request.POST)
    if form.is_valid():
        roles.change(person, by=reader(request), **form.cleaned_data)
        messages.success(request, _("The roles are saved."))
    return redirect("person_detail", pk=pk)


@require_POST
@for_admins
def person_employment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody leaves, goes on leave or comes back."""
    person = get_object_or_404(Person.objects.visible_to(reader(request)), pk=pk)
    form = EmploymentForm(request.POST)
    if form.is_valid():
        employment.change(person, EmploymentStatus(form.cleaned_data["status"]), by=reader(request))
        messages.success(request, _("Saved. Everybody whom it concerns is told."))
    return redirect("person_detail", pk=pk)
