"""Importing people: upload, columns, check, progress, receipt."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.enums import ImportState
from people.forms.imports import ColumnsForm, UploadForm
from people.models import PersonImport
from people.reader import reader
from people.selectors import imports as selectors
from people.services import import_runs, imports
from people.tasks import ring
from people.uploads import was_too_large
from people.views.access import for_admins

PROBLEMS_A_PAGE = 50
TEMPLATES = {
    ImportState.MAPPING: "people/import_columns.html",
    ImportState.CHECKING: "people/import_progress.html",
    ImportState.RUNNING: "people/import_progress.html",
    ImportState.CHECKED: "people/import_checked.html",
    ImportState.DONE: "people/import_done.html",
    ImportState.FAILED: "people/import_ended.html",
    ImportState.DISCARDED: "people/import_ended.html",
}


def _find(request: HttpRequest, pk: UUID) -> PersonImport:
    return get_object_or_404(PersonImport.objects.visible_to(reader(request)).defer("content"), pk=pk)


def _go_on(person_import: PersonImport) -> HttpResponse:
    """A small file is worked on while the person waits, a large one by a worker; the page shows how it stands."""
    if imports.is_small(person_import):
        import_runs.work(person_import.pk)
    else:
        ring(person_import.pk)
    return redirect("person_import_detail", pk=person_import.pk)


@require_safe
@for_admins
def person_import_list(request: HttpRequest) -> HttpResponse:
    """Where a file is dropped, and the imports before it."""
    return _list(request, UploadForm())


def _list(request: HttpRequest, form: UploadForm) -> HttpResponse:
    context = {"form": form, "imports": selectors.recent_for(reader(request))}
    return render(request, "people/import_list.html", context)


@require_POST
@for_admins
def person_import_upload(request: HttpRequest) -> HttpResponse:
    """Take a file in. Nothing is imported yet."""
    form = UploadForm(request.POST, request.FILES)
    if was_too_large(request):
        form.errors.clear()
        form.add_error("file", str(imports.too_large().reason))
    if not form.is_valid():
        return _list(request, form)
    file = form.cleaned_data["file"]
    kept = form.carry_out(lambda: imports.upload(file.read(), file_name=file.name, by=reader(request)))
    if kept is None:
        return _list(request, form)
    return redirect("person_import_detail", pk=kept.pk)


@require_safe
@for_admins
def person_import_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The import as it stands: its columns, its progress, what it would do, or its receipt."""
    person_import = _find(request, pk)
    return render(request, TEMPLATES[ImportState(person_import.state)], _context(request, person_import))


def _context(request: HttpRequest, person_import: PersonImport, form: ColumnsForm | None = None) -> dict[str, Any]:
    if person_import.state == ImportState.MAPPING and form is None:
        form = ColumnsForm(person_import=person_import)
    return {
        "person_import": person_import,
        "form": form,
        "figures": selectors.figures(person_import.counts),
        "changes": selectors.changes(person_import.counts),
        "ignored": selectors.ignored_columns(person_import),
        "problems": Paginator(person_import.problems, PROBLEMS_A_PAGE).get_page(request.GET.get("page")),
        "notes": person_import.notes[:PROBLEMS_A_PAGE],
        "good_rows": {"only_good_rows": "yes"},
        "can_start": person_import.counts.get("rows", 0) > person_import.counts.get("refused", 0),
    }


@require_safe
@for_admins
def person_import_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The moving part of the progress page; asks the browser to load the page anew when the work is over."""
    person_import = get_object_or_404(PersonImport.objects.visible_to(reader(request)).without_file(), pk=pk)
    response = render(request, "people/import_progress_part.html", {"person_import": person_import})
    if person_import.state not in selectors.WORKING:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@for_admins
def person_import_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm the columns and have the file checked."""
    person_import = _find(request, pk)
    if person_import.state != ImportState.MAPPING:
        return redirect("person_import_detail", pk=pk)
    form = ColumnsForm(request.POST, person_import=person_import)
    if not form.is_valid():
        return render(request, "people/import_columns.html", _context(request, person_import, form))
    imports.choose_columns(person_import, form.cleaned_data["mapping"], by=reader(request))
    return _go_on(person_import)


@require_POST
@for_admins
def person_import_columns_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Back to the columns."""
    imports.choose_columns_again(_find(request, pk), by=reader(request))
    return redirect("person_import_detail", pk=pk)


@require_POST
@for_admins
def person_import_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Import everything, or the good rows."""
    person_import = _find(request, pk)
    imports.start(person_import, only_good_rows="only_good_rows" in request.POST, by=reader(request))
    return _go_on(person_import)


@require_POST
@for_admins
def person_import_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget the file."""
    imports.discard(_find(request, pk), by=reader(request))
    messages.success(request, _("The file is discarded. Nobody was changed."))
    return redirect("person_import_list")


@require_safe
@for_admins
def person_import_problems(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The problems as a CSV file."""
    content = selectors.as_csv(_find(request, pk).problems)
    headers = {"Content-Disposition": 'attachment; filename="problems.csv"'}
    return HttpResponse(content.encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)
