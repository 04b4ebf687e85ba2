"""The slim navigation, by what the person may do."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class NavItem(TypedDict):
    """One entry of the navigation."""

    label: str | Promise
    url: str
    icon: str
    is_current: bool


def items_for(request: HttpRequest) -> list[NavItem]:
    """The entries for this person; none before signing in."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    entries: list[tuple[str | Promise, str, str]] = [(_("Home"), reverse("home"), "house")]
    if person.is_organization_admin:
        entries.append((_("People"), reverse("person_list"), "people"))
    entries.append((_("Programs"), reverse("program_list"), "collection"))
    if person.is_organization_admin:
        entries.append((_("Templates"), reverse("template_list"), "file-earmark-text"))
    if person.is_senior_leader or person.is_organization_admin:
        entries.append((_("Results"), reverse("result_list"), "bar-chart"))
    entries.append((_("Inbox"), reverse("nudge_list"), "inbox"))
    if settings.DEBUG:
        entries.append((_("Outbox"), reverse("outbox_list"), "envelope"))
    return [
        {"label": label, "url": url, "icon": icon, "is_current": _is_current(request.path, url)}
        for label, url, icon in entries
    ]


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
