"""Templates for organization admins: the list, one template with its languages and versions, and what becomes of it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.forms.template import NameForm
from agreements.models import AgreementTemplate, TemplateVersion
from agreements.selectors import templates as select
from agreements.services import template_versions, templates
from people.models import Person
from people.reader import reader
from people.views.access import for_admins


@require_safe
@for_admins
def template_list(request: HttpRequest) -> HttpResponse:
    """Every template, with who uses it; those in the archive last."""
    rows = select.rows()
    context = {
        "rows": [row for row in rows if not row.template.archived_at],
        "archived": [row for row in rows if row.template.archived_at],
    }
    return render(request, "agreements/template_list.html", context)


@require_safe
@for_admins
def template_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One template: its languages and versions, and everything that can be done with it."""
    return render(request, "agreements/template_detail.html", {"page": select.page_of(_template(pk), reader(request))})


@require_http_methods(["GET", "POST"])
@for_admins
def template_copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An own template that begins with the words of this one."""
    template = _template(pk)
    name = select.name_of(template)
    form = NameForm(request.POST or None, initial={"name": _("Our %(name)s") % {"name": name}})
    if form.is_valid():
        made = form.carry_out(lambda: templates.copy(template, form.cleaned_data["name"], by=reader(request)))
        if made is not None:
            messages.success(request, _("Here is your own template. Change what you like, then publish it."))
            return redirect("template_detail", made.pk)
    return render(request, "agreements/template_name.html", {"template": template, "form": form, "name": name})


@require_http_methods(["GET", "POST"])
@for_admins
def template_rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another name in the list."""
    template = _template(pk)
    form = NameForm(request.POST or None, initial={"name": template.name})
    if form.is_valid():
        renamed = form.carry_out(lambda: templates.rename(template, form.cleaned_data["name"], by=reader(request)))
        if renamed is not None:
            messages.success(request, _("The template has its new name."))
            return redirect("template_detail", pk)
    context = {"template": template, "form": form, "name": select.name_of(template), "is_rename": True}
    return render(request, "agreements/template_name.html", context)


@require_POST
@for_admins
def template_make_default(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Use it where no other was chosen."""
    said = _("New agreements of programs that chose no other begin from this template now.")
    return _act(request, pk, templates.make_default, said)


@require_POST
@for_admins
def template_archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer it no longer."""
    return _act(
        request, pk, templates.archive, _("The template is in the archive. Agreements that began from it go on.")
    )


@require_POST
@for_admins
def template_unarchive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer it again."""
    return _act(request, pk, templates.unarchive, _("The template is back."))


@require_POST
@for_admins
def template_add_language(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """A first draft in another language."""
    draft = template_versions.add_language(_template(pk), language, by=reader(request))
    return _compose(draft)


@require_POST
@for_admins
def template_begin_draft(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """A draft of the next version in this language."""
    draft = template_versions.begin_draft(_template(pk), language, by=reader(request))
    return _compose(draft)


@require_POST
@for_admins
def template_take_shipped(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """A draft with our newer text."""
    draft = template_versions.take_shipped(_template(pk), language, by=reader(request))
    return redirect("template_publish", draft.pk)


def _template(pk: UUID) -> AgreementTemplate:
    return get_object_or_404(AgreementTemplate, pk=pk)


def _compose(draft: TemplateVersion) -> HttpResponse:
    return redirect("template_compose", draft.pk)


def _act(request: HttpRequest, pk: UUID, action: Callable[..., None], said: str) -> HttpResponse:
    by: Person = reader(request)
    action(_template(pk), by=by)
    messages.success(request, said)
    return redirect("template_detail", pk)
