"""Small labels that mean the same everywhere: who can read this, and in which state something is."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.colour import accent_tokens
from core.privacy import Privacy
from core.ui.library import register

Words = str | Promise

# The privacy classes of the fields, and three more words a page may need.
PRIVACY: dict[str, Words] = {
    **{choice.value: choice.label for choice in Privacy},
    "pair": Privacy.SHARED.label,
    "parties": _("Everybody who signs this agreement"),
    "everyone": _("Everybody in the organization"),
}

TONES: dict[str, str] = {
    state: tone
    for tone, states in {
        "good": "running ready accepted active signed in_force held published taken done sent confirmed created agreed "
        "reached",
        "info": "open applied scheduled offered reviewed proposed forming current changed mapping checked planned "
        "leased",
        "warn": "pending waitlisted waiting closing paused disputed unsigned late due leave not_held other_absent",
        "bad": "missed refused failed overdue voided error",
    }.items()
    for state in states.split()
}


# Where nouns keep their capital letter inside a sentence.
CAPITAL_NOUNS = ("de", "lb")


@register.filter
def in_sentence(label: Words) -> str:
    """A label as it stands inside a sentence: 'as mentor', but 'als Mentor/in'."""
    return str(label) if (get_language() or "").startswith(CAPITAL_NOUNS) else str(label).lower()


def tone_of(state: str) -> str:
    """The tone of a state word; quiet for whatever is over or not begun (draft, closed, declined, ...)."""
    return TONES.get(state, "quiet")


@register.inclusion_tag("ui/privacy_label.html")
def privacy_label(readers: Words) -> dict[str, Any]:
    """Who can read what is written here: a privacy class (`Privacy.PRIVATE`, "pair") or a ready phrase."""
    return {"readers": PRIVACY.get(str(readers), readers)}


@register.inclusion_tag("ui/state_badge.html")
def state_badge(state: str, label: Words = "", tone: str = "") -> dict[str, Any]:
    """A state in words with the tone of its kind; the words carry the meaning, the colour only repeats it."""
    return {"label": label or str(state).replace("_", " "), "tone": tone or tone_of(str(state))}


@register.simple_tag
def accent_for_mail(accent: str) -> dict[str, str]:
    """The organization's accent for a button in a mail and the ink on it; the product's own when there is none."""
    tokens = accent_tokens(accent or "#0f6354")
    return {"ground": tokens["accent"][0], "ink": tokens["on-accent"][0]}
