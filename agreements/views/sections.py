"""Writing a section."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.document import structured
from agreements.forms.kinds import form_for
from agreements.forms.schedule import ScheduleForm
from agreements.forms.section import TextForm
from agreements.models import AgreementSection
from agreements.permissions import may_edit
from agreements.selectors.history import pieces_between
from agreements.selectors.pages import readers_of
from agreements.selectors.parts import is_for_sponsor
from agreements.selectors.previews import Preview, previews_for
from agreements.selectors.wordings import lines_of
from agreements.services import sections
from agreements.views.loading import load_section, page_of, require
from people.models import Person
from people.reader import reader


@require_http_methods(["GET", "POST"])
def section_edit(request: HttpRequest, pk: UUID, section_pk: UUID) -> HttpResponse:
    """Change one section. When somebody else saved it meanwhile, both texts are shown and nothing is lost."""
    section = load_section(request, pk, section_pk)
    if request.method == "GET":
        require(may_edit, request, section.version)
        return _page(request, section, form_for(section, reader(request)))
    return _write(request, section, form_for(section, reader(request), request.POST))


def _write(request: HttpRequest, section: AgreementSection, form: TextForm) -> HttpResponse:
    if not form.is_valid() or "preview" in request.POST:
        return _page(request, section, form)
    saved = form.carry_out(lambda: _save(section, form, request))
    if saved is None:
        return _page(request, section, form)
    if saved.is_conflict:
        return _page(request, section, form.rebased(saved.section.revision), theirs=saved.section)
    messages.success(request, _("Saved: %(title)s.") % {"title": section.title})
    return redirect(f"{page_of(section.version.agreement)}#{section.key}")


def _save(section: AgreementSection, form: TextForm, request: HttpRequest) -> sections.Saved:
    words = form.cleaned_data
    return sections.write(
        section, by=reader(request), revision=words["revision"], body=words["body"], data=form.section_data()
    )


def _page(
    request: HttpRequest, section: AgreementSection, form: TextForm, theirs: AgreementSection | None = None
) -> HttpResponse:
    agreement = section.version.agreement
    previews: list[Preview] = []
    if isinstance(form, ScheduleForm) and form.is_bound and form.is_valid():
        previews = previews_for(form.schedule(), agreement, reader(request))
    context = {
        "section": theirs or section,
        "form": form,
        "agreement": agreement,
        "previews": previews,
        "readers": readers_of(agreement, is_for_sponsor(section, section.version.sections.all())),
    }
    if theirs is not None:
        context |= _conflict(section, theirs, form, reader(request))
    return render(request, "agreements/section_edit.html", context, status=409 if theirs else 200)


def _conflict(section: AgreementSection, theirs: AgreementSection, form: TextForm, person: Person) -> dict[str, Any]:
    """Theirs, yours, and what differs between them."""
    language = section.version.agreement.template.language
    form.full_clean()
    data = form.section_data()
    yours = lines_of(section.kind, form.cleaned_data["body"], section.data if data is None else data, language)
    saved = lines_of(theirs.kind, theirs.body, theirs.data, language)
    return {
        "theirs": theirs,
        "is_own_change": theirs.edited_by_id == person.pk,
        "is_newer_version": theirs.pk != section.pk,
        "their_lines": structured.lines(theirs.kind, theirs.data, language),
        "pieces": pieces_between(saved, yours),
    }
