"""Writing a section."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.forms.section import ScheduleForm, TextForm, form_for
from agreements.models import AgreementSection
from agreements.permissions import may_edit
from agreements.selectors import pages
from agreements.selectors.previews import Preview, previews_for
from agreements.services import sections
from agreements.views.loading import load_section, require
from people.reader import reader


@require_http_methods(["GET", "POST"])
def section_edit(request: HttpRequest, pk: UUID, section_pk: UUID) -> HttpResponse:
    """Change one section. When somebody else saved it meanwhile, both texts are shown and nothing is lost."""
    section = load_section(request, pk, section_pk)
    if request.method == "GET":
        require(may_edit, request, section.version)
        return _page(request, section, form_for(section, reader(request)))
    form = form_for(section, reader(request), request.POST)
    if not form.is_valid() or "preview" in request.POST:
        return _page(request, section, form)
    saved = form.carry_out(lambda: _save(section, form, request))
    if saved is None:
        return _page(request, section, form)
    if saved.is_conflict:
        return _page(request, saved.section, form.rebased(saved.section.revision), theirs=saved.section)
    messages.success(request, _("Saved: %(title)s.") % {"title": section.title})
    return redirect("agreement_detail", pk)


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
    context = {"section": section, "form": form, "agreement": agreement, "previews": previews, "theirs": theirs}
    if theirs is not None:
        context["is_own_change"] = theirs.edited_by_id == request.user.pk
        context["their_lines"] = pages.lines_of(theirs, agreement.template.language)
    return render(request, "agreements/section_edit.html", context, status=409 if theirs else 200)
