"""Dates and times: exact, in words, in the reader's zone, with the other side's time beside it."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.ui.library import register
from core.ui.words import Words


def day_words(date: dt.date) -> str:
    """'Tuesday 24 November', with the year when it is not this one."""
    if date.year == timezone.localdate().year:
        return date_format(date, pgettext("date format", "l j F"))
    return date_format(date, pgettext("date format", "l j F Y"))


def date_words(date: dt.date | None) -> str:
    """'24 November 2026'; empty when there is no date."""
    return date_format(date, pgettext("date format", "j F Y")) if date else ""


@register.inclusion_tag("ui/moment.html")
def moment(
    when: dt.datetime, other_zone: str | ZoneInfo = "", other_label: Words = "", short: bool = False
) -> dict[str, Any]:
    """An instant: 'Tuesday 24 November, 09:00 (your time; 15:00 for your mentor)'.

    `when` is an aware datetime. The other time is left out when it reads the same; its day is added when it differs.
    """
    here = timezone.localtime(when)
    zone = ZoneInfo(other_zone) if isinstance(other_zone, str) and other_zone else other_zone or None
    other = when.astimezone(zone) if zone else here
    is_elsewhere = other.replace(tzinfo=None) != here.replace(tzinfo=None)
    clock = "H:i" if other.date() == here.date() else pgettext("date format", "l H:i")
    return {
        "iso": when.isoformat(timespec="minutes"),
        "day": date_format(here, pgettext("date format", "j M")) if short else day_words(here.date()),
        "time": date_format(here, "H:i"),
        "other_time": date_format(other, clock) if is_elsewhere else "",
        "other_label": other_label,
    }


@register.simple_tag
def zone(name: str | ZoneInfo) -> str:
    """A time zone in words, with what its clock says now: 'New York time (now 09:30)'."""
    known = name if isinstance(name, ZoneInfo) else ZoneInfo(name)
    clock = date_format(timezone.now().astimezone(known), "H:i")
    city = str(known).rsplit("/", 1)[-1].replace("_", " ")
    return _("%(city)s time (now %(clock)s)") % {"city": city, "clock": clock}


@register.inclusion_tag("ui/day.html")
def day(date: dt.date) -> dict[str, Any]:
    """A calendar day: 'Tuesday 24 November'. An aware datetime is shown as its day in the reader's zone."""
    if isinstance(date, dt.datetime):
        date = timezone.localtime(date).date()
    return {"iso": date.isoformat(), "words": day_words(date)}
