"""Composing a draft: its blocks in their order, one block with a live example, publishing, throwing it away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.document import blocks, placeholders
from agreements.forms.template import BlockForm, HeadingForm, LookForm, RevisionForm, StepForm
from agreements.models import TemplateVersion
from agreements.permissions_templates import may_change_draft
from agreements.selectors import template_blocks, template_changes
from agreements.selectors import templates as select
from agreements.services import composing, template_versions
from core.rules import Refusal
from people.reader import reader
from people.views.access import for_admins
from program.models import Program


@require_safe
def template_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The version as an agreement that begins from it would look; whoever runs programs sees what is in use."""
    version = get_object_or_404(select.visible_to(request.user), pk=pk)
    look = LookForm(request.GET)
    programs = Program.objects.managed_by(request.user).filter(kind=version.template.kind)
    program = programs.filter(pk=look.asked("program")).first()
    text = select.example_of(version, program)
    as_sponsor = look.asked("by") == "sponsor" and not all(one.is_for_sponsor for one in text.sections)
    context = {
        "version": version,
        "name": select.name_of(version.template),
        "text": text.for_sponsor() if as_sponsor else text,
        "as_sponsor": as_sponsor,
        "program": program,
        "may_compose": reader(request).is_organization_admin,
    }
    return render(request, "agreements/template_preview.html", context)


@require_http_methods(["GET", "POST"])
@for_admins
def template_compose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The blocks of a draft in their order; the form changes the heading of the agreements."""
    version = _draft(request, pk)
    form = HeadingForm(request.POST if request.method == "POST" else None, version=version)
    if form.is_valid():
        words = form.cleaned_data
        saved = form.carry_out(
            lambda: composing.save_heading(version, words["name"], by=reader(request), shown=words["shown"])
        )
        if saved is not None:
            messages.success(request, _("Saved."))
            return redirect("template_compose", pk)
        version = _draft(request, pk)
        form = form.rebased(version)
    context = {
        **_around(version),
        "form": form,
        "rows": template_blocks.rows_of(version),
        "offered": template_blocks.offered_for(version),
        "problem": template_blocks.problem_of(version),
    }
    return render(request, "agreements/template_compose.html", context)


@require_http_methods(["GET", "POST"])
@for_admins
def template_block(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """One block. When somebody else saved it meanwhile, both wordings are shown and nothing is lost."""
    version = _draft(request, pk)
    section = blocks.find(version.sections, key)
    if section is None:
        raise Http404
    form = BlockForm(request.POST if request.method == "POST" else None, template=version.template, section=section)
    if request.method == "GET" or "preview" in request.POST or not form.is_valid():
        return _block_page(request, version, form, section)
    saved = form.carry_out(
        lambda: composing.save_block(version, key, form.wording(), by=reader(request), stamp=form.cleaned_data["stamp"])
    )
    if saved is None:
        return _block_page(request, version, form, section)
    if saved.is_conflict:
        return _block_page(request, version, form.rebased(saved.section), saved.section, is_conflict=True)
    messages.success(request, _("Saved: %(title)s.") % {"title": saved.section["title"]})
    return _to_block(version, key)


@require_http_methods(["GET", "POST"])
@for_admins
def template_block_own(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new block of free text."""
    version = _draft(request, pk)
    form = BlockForm(request.POST if request.method == "POST" else None, template=version.template)
    if request.method == "GET" or "preview" in request.POST or not form.is_valid():
        return _block_page(request, version, form)
    section = form.carry_out(lambda: composing.add_own_block(version, form.wording(), by=reader(request)))
    if section is None:
        return _block_page(request, version, form)
    messages.success(request, _("Added: %(title)s.") % {"title": section["title"]})
    return _to_block(version, section["key"])


@require_POST
@for_admins
def template_block_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a block of the catalogue."""
    version = _draft(request, pk)
    section = composing.add_block(version, request.POST.get("key", ""), by=reader(request))
    messages.success(request, _("Added: %(title)s.") % {"title": section["title"]})
    return _to_block(version, section["key"])


@require_POST
@for_admins
def template_block_remove(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Take a block out."""
    version = _draft(request, pk)
    section = composing.remove_block(version, key, by=reader(request))
    messages.success(request, _("Taken out: %(title)s.") % {"title": section["title"]})
    return redirect("template_compose", pk)


@require_POST
@for_admins
def template_block_move(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Move a block up or down by one."""
    version, form = _draft(request, pk), StepForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("A block moves up or down by one place."))
    composing.move_block(version, key, form.cleaned_data["steps"], by=reader(request))
    return _to_block(version, key)


@require_http_methods(["GET", "POST"])
@for_admins
def template_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What changes for agreements that begin from now on; then publish."""
    version = _draft(request, pk)
    data = request.POST if request.method == "POST" else None
    form = RevisionForm(data, initial={"revision": version.revision})
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        done = form.carry_out(lambda: template_versions.publish(version, by=reader(request), revision=revision))
        if done is not None:
            messages.success(request, _("Published. New agreements begin from this text."))
            return redirect("template_detail", version.template_id)
        version = _draft(request, pk)
        form = form.rebased(version.revision)
    published = select.published_beside(version)
    context = {
        **_around(version),
        "form": form,
        "published": published,
        "changes": template_changes.changes_between(published, version),
        "row": select.row_of(version.template),
        "problem": template_blocks.problem_of(version),
    }
    return render(request, "agreements/template_publish.html", context)


@require_POST
@for_admins
def template_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw the draft away."""
    version = _draft(request, pk)
    is_gone = template_versions.discard(version, by=reader(request))
    messages.success(request, _("The draft is gone. What is in use stays as it is."))
    return redirect("template_list") if is_gone else redirect("template_detail", version.template_id)


@require_safe
@for_admins
def template_compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What differs from an earlier version in the same language."""
    newer = get_object_or_404(TemplateVersion.objects.select_related("template"), pk=pk)
    earlier = select.earlier_than(newer)
    wanted = request.GET.get("since", "")
    older = next((one for one in earlier if str(one.number) == wanted), earlier[0] if earlier else None)
    context = {
        **_around(newer),
        "earlier": earlier,
        "older": older,
        "changes": template_changes.changes_between(older, newer) if older else [],
    }
    return render(request, "agreements/template_compare.html", context)


def _draft(request: HttpRequest, pk: UUID) -> TemplateVersion:
    """The draft. What is published is refused in words, with the page where it can be read."""
    version = get_object_or_404(TemplateVersion.objects.select_related("template", "edited_by"), pk=pk)
    reason = may_change_draft.reason(request.user, version)
    if reason:
        raise Refusal(reason, way_out_url=reverse("template_detail", args=[version.template_id]))
    return version


def _around(version: TemplateVersion) -> dict[str, Any]:
    return {
        "version": version,
        "template": version.template,
        "name": select.name_of(version.template),
        "language": select.LANGUAGE_NAMES.get(version.language, version.language),
    }


def _to_block(version: TemplateVersion, key: str) -> HttpResponse:
    response = redirect("template_compose", version.pk)
    response["Location"] += f"#block-{key}"
    return response


def _block_page(
    request: HttpRequest,
    version: TemplateVersion,
    form: BlockForm,
    section: blocks.Section | None = None,
    *,
    is_conflict: bool = False,
) -> HttpResponse:
    kind, shape = version.template.kind, version.template.shape
    typed = form.as_typed() if form.is_bound else section
    context = {
        **_around(version),
        "form": form,
        "section": section,
        "theirs": section if is_conflict else None,
        "placeholders": placeholders.names(kind, shape).items(),
        "words": template_blocks.example_of(version, typed) if typed else None,
        "pieces": template_changes.pieces_of(section, typed, shape) if is_conflict and typed else [],
        "is_removable": section is not None and blocks.is_removable(section, kind, shape),
    }
    return render(request, "agreements/template_block.html", context, status=409 if is_conflict else 200)
