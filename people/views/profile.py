"""A person's own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.enums import SkillSource, Theme
from people.forms.profile import ProfileForm
from people.reader import reader
from people.selectors.people import hr_facts
from people.services import profiles


@require_http_methods(["GET", "POST"])
def profile_edit(request: HttpRequest) -> HttpResponse:
    """What I say about myself and how I like my pages."""
    form = ProfileForm(request.POST or None, person=reader(request))
    if request.method == "POST" and form.is_valid():
        profiles.change(reader(request), by=reader(request), **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("profile_edit")
    imported = reader(request).person_skills.filter(source=SkillSource.IMPORTED).order_by("skill__name")
    context = {
        "form": form,
        "imported_skills": list(imported.values_list("skill__name", flat=True)),
        "hr_facts": hr_facts(reader(request)),
    }
    return render(request, "people/profile_edit.html", context)


@require_POST
def theme_set(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device has it; back to the page it was chosen on."""
    if request.POST.get("theme") in Theme.values:
        profiles.set_theme(reader(request), Theme(request.POST["theme"]))
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if is_ours else "home")
