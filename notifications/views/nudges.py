"""The inbox and the preferences."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notifications.forms.preferences import PreferencesForm
from notifications.selectors import nudges as selectors
from notifications.services import nudges


@require_safe
def nudge_list(request: HttpRequest) -> HttpResponse:
    """The person's last reminders."""
    context = {"entries": selectors.inbox_of(request.user), "unread": selectors.unread_count(request.user)}
    return render(request, "notifications/nudge_list.html", context)


@require_POST
def nudge_read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    nudges.mark_read(request.user)
    return redirect("nudge_list")


@require_http_methods(["GET", "HEAD", "POST"])
def nudge_preferences(request: HttpRequest) -> HttpResponse:
    """Which mails the person wants."""
    wishes = selectors.wishes_of(request.user)
    form = PreferencesForm(request.POST or None, initial={"families": [w.family for w in wishes if w.is_on]})
    if request.method == "POST" and form.is_valid():
        for family, is_on in form.wishes().items():
            nudges.set_preference(request.user, family, is_on)
        messages.success(request, _("Saved. You can change this at any time."))
        return redirect("nudge_preferences")
    return render(request, "notifications/nudge_preferences.html", {"form": form, "wishes": wishes})
