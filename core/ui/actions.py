"""What a person can do: a button that posts, a link that looks like one, the one next step."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString

from core.ui.library import register, render
from core.ui.words import Words

STYLES = {"primary": "btn-primary", "secondary": "btn-secondary", "quiet": "btn-quiet", "danger": "btn-danger"}


def _pairs(fields: Mapping[str, object] | None) -> list[tuple[str, object]]:
    return list(fields.items()) if fields else []


@register.inclusion_tag("ui/action_button.html")
def action_button(
    url: str,
    label: Words,
    method: str = "post",
    style: str = "secondary",
    reason: Words = "",
    confirm: Words = "",
    fields: Mapping[str, object] | None = None,
    icon: str = "",
    size: str = "",
    about: Words = "",
) -> dict[str, Any]:
    """One action: posts `fields` with a csrf token, or is a link when method is "get".

    `reason` (why not) turns it off and stands beside it in words. `confirm` asks once more on the same page.
    `about` completes the label for screen readers where several buttons read alike ("Accept" about "Ada Lovelace").
    """
    return {
        "url": url,
        "label": label,
        "method": method,
        "style": STYLES.get(style, STYLES["secondary"]),
        "reason": reason or "",
        "confirm": confirm,
        "fields": _pairs(fields),
        "icon": icon,
        "size": size,
        "about": about,
    }


@register.inclusion_tag("ui/next_step.html")
def next_step(
    title: Words,
    text: Words = "",
    url: str = "",
    label: Words = "",
    urgency: str = "",
    due: dt.date | None = None,
    method: str = "get",
    fields: Mapping[str, object] | None = None,
    person: object | None = None,
    primary: bool = False,
) -> dict[str, Any]:
    """What waits for the reader: a title, a sentence, one button. `urgency` is "", "soon" or "now"."""
    return {
        "title": title,
        "text": text,
        "url": url,
        "label": label,
        "urgency": urgency,
        "due": due,
        "method": method,
        "fields": fields,
        "person": person,
        "style": "primary" if primary or urgency == "now" else "secondary",
    }


@register.simple_block_tag()
def menu(content: SafeString, label: Words, icon: str = "three-dots") -> SafeString:
    """Actions that are needed seldom, behind one button; opens without a script."""
    return render("menu", content=content, label=label, icon=icon)
