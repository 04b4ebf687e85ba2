"""What happened to an agreement, in words, and how two passages are compared word by word."""

import difflib
import re
from typing import Any

from django.utils.translation import gettext as _

from agreements.enums import EventKind
from agreements.models import Agreement, AgreementEvent

LATEST = 40
# Comparing word by word takes time with the square of the length; longer passages are shown whole.
MOST_WORDS = 1500

TONES = {
    **dict.fromkeys((EventKind.SIGNED, EventKind.IN_FORCE, EventKind.SEALED), "good"),
    **dict.fromkeys((EventKind.DECLINED, EventKind.VOIDED, EventKind.WITHDRAWN, EventKind.EXPIRED), "warn"),
}
Piece = tuple[str, str]


def timeline_of(agreement: Agreement, titles: dict[str, str]) -> list[dict[str, Any]]:
    """The latest events, newest first, for the timeline component. `titles` are those of the sections that the reader
    reads, by key; changes of others are left out."""
    events = AgreementEvent.objects.filter(agreement=agreement).select_related("person").order_by("-number")[:LATEST]
    return [
        {"text": _words(event, titles), "at": event.happened_at, "tone": TONES.get(EventKind(event.kind), "quiet")}
        for event in events
        if event.kind != EventKind.VIEWED and (event.kind != EventKind.EDITED or event.detail.get("section") in titles)
    ]


def pieces_between(before: list[str], after: list[str]) -> list[Piece]:
    """Two texts, line by line and in a changed line word by word: pieces that are 'same', 'added' or 'removed'."""
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        old, new = "\n".join(before[first:last]), "\n".join(after[start:end])
        if kind == "replace":
            pieces += _word_pieces(old, new)
            pieces.append(("same", "\n"))
        else:
            pieces += [(name, f"{text}\n") for name, text in _whole(kind, old, new) if text]
    return pieces


def _whole(kind: str, old: str, new: str) -> list[Piece]:
    return [("same", old)] if kind == "equal" else [("removed", old), ("added", new)]


def _word_pieces(old: str, new: str) -> list[Piece]:
    old_words, new_words = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    if max(len(old_words), len(new_words)) > MOST_WORDS:
        return [("removed", old), ("same", "\n"), ("added", new)]
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        before, after = "".join(old_words[first:last]), "".join(new_words[start:end])
        pieces += [(name, text) for name, text in _whole(kind, before, after) if text]
    return pieces


def _words(event: AgreementEvent, titles: dict[str, str]) -> str:
    name = event.person.get_full_name() if event.person else ""
    detail = event.detail
    values = {"name": name, "number": detail.get("version", ""), "title": titles.get(detail.get("section", ""), "")}
    if event.kind == EventKind.CREATED:
        return _("Version %(number)s was begun") % values
    sentences = {
        EventKind.EDITED: _goal_words(detail) or _("%(name)s changed “%(title)s”"),
        EventKind.READY: _("%(name)s took the ready mark back")
        if detail.get("taken_back")
        else _("%(name)s finds it ready to sign"),
        EventKind.PROPOSED: _("%(name)s offered version %(number)s for signature"),
        EventKind.SIGNED: _("%(name)s signed version %(number)s"),
        EventKind.DECLINED: _("%(name)s asked for a change instead of signing version %(number)s"),
        EventKind.VOIDED: _("%(name)s took version %(number)s back to change it"),
        EventKind.WITHDRAWN: _("%(name)s withdrew the signature on version %(number)s"),
        EventKind.EXPIRED: _("Version %(number)s was not signed by everybody in time"),
        EventKind.PARTY_LEFT: _("The sponsor is no longer part of it"),
        EventKind.SEALED: _("The sealed document of version %(number)s was made"),
        EventKind.IN_FORCE: _("Everybody has signed: version %(number)s counts"),
        EventKind.CLOSED: _("The agreement was closed"),
    }
    return sentences[EventKind(event.kind)] % values


def _goal_words(detail: dict[str, Any]) -> str:
    return {
        "add": _("%(name)s added a goal"),
        "change": _("%(name)s reworded a goal"),
        "remove": _("%(name)s took out a goal"),
    }.get(detail.get("goal", ""), "")
