"""What changed between two texts of an agreement, in lines that can be read at a glance and in every word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from agreements.document import parties, structured
from agreements.document.content import Content, GoalText, SectionText
from agreements.enums import SectionKind, VersionState
from agreements.models import AgreementVersion
from agreements.selectors.history import Piece, pieces_between
from agreements.selectors.reading import is_named_in, reads_own_parts_only, text_for
from agreements.selectors.terms import last_day_of
from agreements.selectors.texts import build
from core.ui.times import date_words
from people.models import Person

# So many words of a passage that did not change are shown at each of its ends.
SHOWN_WORDS = 20


@dataclass(slots=True)
class SectionChange:
    """What changed in one section: briefly in `lines`, and in its words, each piece 'same', 'added' or 'removed'."""

    key: str
    title: str
    lines: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lines or self.pieces)

    @property
    def told(self) -> list[str]:
        """The lines; where nothing but words changed, that."""
        return self.lines or [_("other words")]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs. False when nothing does."""

    sections: list[SectionChange]
    language: str
    older_number: int

    def __bool__(self) -> bool:
        return bool(self.sections)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """(title of the section, what changed) for every single change, in the order of the text."""
        return [(change.title, line) for change in self.sections for line in change.told]


def changes_of(older: AgreementVersion, newer: AgreementVersion, reader: Person) -> Changes:
    """The differences of two versions whose text is fixed, as far as this party reads both."""
    return _compare(_as_it_came_out(older, text_for(older, reader)), text_for(newer, reader))


def changes_since_force(version: AgreementVersion, reader: Person) -> Changes | None:
    """How a version that is written or signed differs from the one in force, as far as this party reads both.

    None when nothing is in force, when this version itself is, or for whoever came later and does not read the older
    text. The version's agreement is loaded with its parties and template.
    """
    agreement = version.agreement
    found = next((one for one in agreement.versions.all() if one.state == VersionState.IN_FORCE), None)
    if found is None or found.pk == version.pk:
        return None
    found.agreement = agreement
    if not is_named_in(found, reader):
        return None
    if version.content_hash:
        return changes_of(found, version, reader)
    text = build(version)
    shown = text.for_sponsor() if reads_own_parts_only(version, reader) else text
    return _compare(_as_it_came_out(found, text_for(found, reader)), shown)


def _compare(older: Content, newer: Content) -> Changes:
    before = {section.key: section for section in older.sections}
    after = {section.key: section for section in newer.sections}
    keys = [*after, *(key for key in before if key not in after)]
    found = [_change(before.get(key), after.get(key), older, newer) for key in keys]
    if not any(section.kind == SectionKind.PARTIES for section in newer.sections):
        # Older texts have no section of their own for who signs.
        who = parties.differences(older.parties, newer.parties, newer.language)
        found.insert(0, SectionChange("parties", _("Who signs"), who))
    return Changes([change for change in found if change], newer.language, older.version)


def _change(before: SectionText | None, after: SectionText | None, older: Content, newer: Content) -> SectionChange:
    known = after or before
    if known is None:
        raise ValueError("a change needs a section")
    change = SectionChange(known.key, known.title)
    was_readable, is_readable = bool(before and not before.is_hidden), bool(after and not after.is_hidden)
    if not was_readable and not is_readable:
        return change
    if before is None or not was_readable:
        change.lines = [_("New part") if before is None else _("From now on you read this part")]
        change.pieces = pieces_between([], _readable(after))
    elif after is None or not is_readable:
        change.lines = [_("Taken out") if after is None else _("You do not read this part any more")]
        change.pieces = pieces_between(_readable(before), []) if after is None else []
    else:
        _compare_sections(change, before, after, older, newer)
    return change


def _compare_sections(
    change: SectionChange, before: SectionText, after: SectionText, older: Content, newer: Content
) -> None:
    if before.title != after.title:
        change.lines.append(_("It was called “%(title)s”") % {"title": before.title})
    told = _structured(before, after, older, newer)
    goals = _goals(before.goals, after.goals)
    change.lines += [*told, *goals.lines]
    change.pieces = goals.pieces
    # Sentences follow from the data; they are compared word by word only where the data do not say what changed.
    old = _filled([*before.text.split("\n"), *([] if told else before.lines)])
    new = _filled([*after.text.split("\n"), *([] if told else after.lines)])
    if old != new:
        if change.lines:
            change.lines.append(_("other words"))
        change.pieces = _shortened(pieces_between(old, new)) + change.pieces


def _structured(before: SectionText, after: SectionText, older: Content, newer: Content) -> list[str]:
    if before.kind != after.kind:
        return []
    if after.kind == SectionKind.PARTIES:
        return parties.differences(older.parties, newer.parties, newer.language)
    return structured.differences(after.kind, before.data, after.data, newer.language)


def _goals(before: Iterable[GoalText], after: Iterable[GoalText]) -> SectionChange:
    """Goal by goal: new, dropped, reworded, another date. A goal keeps its identity through every rewording."""
    change = SectionChange("", "")
    old, new = {goal.goal: goal for goal in before}, {goal.goal: goal for goal in after}
    for key in [*new, *(key for key in old if key not in new)]:
        _compare_goals(change, old.get(key), new.get(key))
    return change


def _compare_goals(change: SectionChange, old: GoalText | None, new: GoalText | None) -> None:
    if old is None and new is not None:
        change.lines.append(_("New goal: %(title)s") % {"title": new.title})
    elif new is None and old is not None:
        change.lines.append(_("No longer a goal: %(title)s") % {"title": old.title})
    elif old is not None and new is not None and old.by != new.by:
        values = {"title": new.title, "before": _day(old.by), "after": _day(new.by)}
        change.lines.append(_("%(title)s: %(before)s → %(after)s") % values)
    # Older texts do not say whose goal it is.
    names_both = old is not None and new is not None and old.owner and new.owner
    words = _goal_words(old, with_owner=bool(names_both)), _goal_words(new, with_owner=bool(names_both))
    if words[0] == words[1]:
        return
    if old is not None and new is not None:
        change.lines.append(_("Goal in other words: %(title)s") % {"title": new.title})
    change.pieces += pieces_between(*words)


def _goal_words(goal: GoalText | None, *, with_owner: bool) -> list[str]:
    if goal is None:
        return []
    return _filled([goal.title, goal.owner if with_owner else "", *goal.measure.split("\n")])


def _day(by: str) -> str:
    return _("by %(day)s") % {"day": date_words(date.fromisoformat(by))} if by else _("no date")


def _readable(section: SectionText | None) -> list[str]:
    """A section as lines of text, structured parts as their sentences."""
    if section is None:
        return []
    goals = [" · ".join([goal.title, *goal.lines]) for goal in section.goals]
    return _filled([*section.text.split("\n"), *section.lines, *goals])


def _shortened(pieces: list[Piece]) -> list[Piece]:
    """Long passages that stay as they are are left out but for their ends, so that what changed can be found."""
    return [(kind, _ends_of(text) if kind == "same" else text) for kind, text in pieces]


def _ends_of(text: str) -> str:
    words = re.findall(r"\S+\s*", text)
    if len(words) <= 3 * SHOWN_WORDS:
        return text
    return f"{''.join(words[:SHOWN_WORDS]).rstrip()} […] {''.join(words[-SHOWN_WORDS:])}"


def _filled(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line]


def _as_it_came_out(version: AgreementVersion, text: Content) -> Content:
    """The text of a version that came into force, its months counted out: the last day is what the next compares to."""
    if version.in_force_at is None:
        return text
    return replace(text, sections=[_counted_out(version, part, text.language) for part in text.sections])


def _counted_out(version: AgreementVersion, part: SectionText, language: str) -> SectionText:
    if part.kind != SectionKind.DURATION or part.is_hidden or not part.data.get("months"):
        return part
    last_day = last_day_of(version, part.data)
    if last_day is None:
        return part
    data = {"until": last_day.isoformat()}
    return replace(part, data=data, lines=structured.lines(part.kind, data, language))
