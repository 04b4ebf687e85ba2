"""The organization's settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.forms.organization import OrganizationForm
from people.models import Organization
from people.reader import reader
from people.services import organization as services
from people.views.access import for_admins


@require_http_methods(["GET", "POST"])
@for_admins
def organization_edit(request: HttpRequest) -> HttpResponse:
    """Name, colour, zone, language and working week."""
    form = OrganizationForm(request.POST or None, instance=Organization.get())
    if request.method == "POST" and form.is_valid():
        services.change(form.save(commit=False), by=reader(request))
        messages.success(request, _("The settings are saved."))
        if form.shown_accent() != form.cleaned_data["accent"].lower():
            words = _("So that everybody can read it, your colour is shown as %(shown)s on light pages.")
            messages.info(request, words % {"shown": form.shown_accent()})
        return redirect("organization_edit")
    return render(request, "people/organization_edit.html", {"form": form})
