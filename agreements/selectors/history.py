"""What happened to an agreement, in words, and what changed between its versions."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.document.content import Content, GoalText, SectionText
from agreements.enums import EventKind
from agreements.models import Agreement, AgreementEvent

LATEST = 40
# Comparing word by word takes time with the square of the length; longer passages are shown whole.
MOST_WORDS = 1500

TONES = {EventKind.SIGNED: "good", EventKind.IN_FORCE: "good", EventKind.DECLINED: "warn", EventKind.VOIDED: "warn"}
Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one section: pieces of text, each 'same', 'added' or 'removed'."""

    title: str
    pieces: list[Piece]


def timeline_of(agreement: Agreement, titles: dict[str, str]) -> list[dict[str, Any]]:
    """The latest events, newest first, for the timeline component. `titles` are section titles by key."""
    events = AgreementEvent.objects.filter(agreement=agreement).select_related("person").order_by("-number")[:LATEST]
    return [
        {"text": _words(event, titles), "at": event.happened_at, "tone": TONES.get(EventKind(event.kind), "quiet")}
        for event in events
        if event.kind != EventKind.VIEWED
    ]


def changes_between(older: Content, newer: Content) -> list[Change]:
    """Section by section, only those that differ; sections that came or went are shown whole."""
    before = {section.key: section for section in older.sections}
    after = {section.key: section for section in newer.sections}
    keys = [*after, *(key for key in before if key not in after)]
    changes = (_change(before.get(key), after.get(key)) for key in keys)
    return [change for change in changes if any(kind != "same" for kind, _text in change.pieces)]


def _change(before: SectionText | None, after: SectionText | None) -> Change:
    title = (after or before).title  # type: ignore[union-attr]
    return Change(title, pieces_between(_readable(before), _readable(after)))


def _readable(section: SectionText | None) -> list[str]:
    """A section as lines of text, structured parts as their sentences."""
    if section is None:
        return []
    goals = [_goal_line(goal) for goal in section.goals]
    return [line for line in [*section.text.split("\n"), *section.lines, *goals] if line]


def _goal_line(goal: GoalText) -> str:
    return " · ".join([goal.title, *goal.lines])


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
        EventKind.READY: _("%(name)s finds it ready to sign"),
        EventKind.PROPOSED: _("%(name)s offered version %(number)s for signature"),
        EventKind.SIGNED: _("%(name)s signed version %(number)s"),
        EventKind.DECLINED: _("%(name)s asked for a change instead of signing version %(number)s"),
        EventKind.VOIDED: _("%(name)s took version %(number)s back to change it"),
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
