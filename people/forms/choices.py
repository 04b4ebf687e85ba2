"""Choices that several forms offer."""

from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext_lazy as _

_REGIONS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def time_zones(current: str = "") -> list[tuple[str, str]]:
    """Zones by region and city, the current one among them whatever it is called."""
    names = {name for name in available_timezones() if name.startswith(_REGIONS)} | {"UTC"}
    if current:
        names.add(current)
    return [(name, name.replace("_", " ")) for name in sorted(names)]


def page_languages() -> list[tuple[str, object]]:
    """The languages that pages and mails come in."""
    return [("", _("As my browser has it")), *settings.LANGUAGES]
