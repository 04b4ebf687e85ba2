"""The wordings that a section had: who wrote what, when, and what each changed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from agreements.document import structured
from agreements.enums import SectionKind, VersionState
from agreements.models import Agreement, AgreementSection, SectionRevision
from agreements.permissions import party_of
from agreements.selectors.history import Piece, pieces_between
from people.models import Person
from program.enums import Role

# The latest; a section that was saved more often than that is read from here.
SHOWN = 50


@dataclass(slots=True)
class Wording:
    """One wording. `pieces` say what it changed; without them it is the first and `lines` are all it says."""

    revision: SectionRevision
    lines: list[str]
    pieces: list[Piece] = field(default_factory=list)
    is_current: bool = False

    @property
    def author(self) -> Person | None:
        """Whoever wrote it; None for the template's."""
        return self.revision.edited_by

    @property
    def at(self) -> datetime:
        """When it was written."""
        return self.revision.edited_at


def wordings_of(section: AgreementSection, agreement: Agreement, person: Person) -> list[Wording]:
    """The latest wordings of this section in all versions of the agreement, the newest first (one query); for a sponsor
    those since they were named. A version that begins with the words of the one before it is no new wording."""
    found: list[Wording] = []
    party = party_of(person, agreement)
    since = party.created_at if party and party.role == Role.SPONSOR else None
    for revision in _kept(section, agreement, since):
        lines = readable(revision, section, agreement.template.language)
        if found and found[-1].lines == lines:
            continue
        pieces = pieces_between(found[-1].lines, lines) if found else []
        found.append(Wording(revision, lines, pieces))
    present = current_lines(section, agreement.template.language)
    if found and (section.kind == SectionKind.GOALS or found[-1].lines == present):
        found[-1].is_current = True
    return found[::-1]


def news_of(section: AgreementSection, read: str, person: Person) -> str:
    """What the page that writes a section should know since it read the revision `read`: nothing, or one sentence."""
    if not read:
        return ""
    if section.version.state == VersionState.PROPOSED:
        return _("This version was offered for signature meanwhile. Keep this page open: what you wrote stays here.")
    if section.version.state != VersionState.DRAFT:
        return _("A newer version was begun meanwhile. When you save, you see its text beside yours.")
    if str(section.revision) == read or section.edited_by is None:
        return ""
    if section.edited_by_id == person.pk:
        return _("You saved this section in another window. When you save here, you see both texts.")
    said = _("%(name)s saved this section meanwhile. Go on writing: when you save, you see both texts.")
    return said % {"name": section.edited_by.get_full_name()}


def readable(revision: SectionRevision, section: AgreementSection, language: str) -> list[str]:
    """A wording as lines: its words, then the sentences of a structured part."""
    return lines_of(section.kind, revision.body, revision.data, language)


def current_lines(section: AgreementSection, language: str) -> list[str]:
    """What the section says now, as lines."""
    return lines_of(section.kind, section.body, section.data, language)


def lines_of(kind: str, body: str, data: dict[str, Any], language: str) -> list[str]:
    """A section's words and the sentences of its structured part, as lines to be compared."""
    return [line for line in [*body.split("\n"), *structured.lines(kind, data, language)] if line]


def _kept(section: AgreementSection, agreement: Agreement, since: datetime | None) -> list[SectionRevision]:
    """The kept wordings, the oldest first, each joined to what its key needs."""
    found = SectionRevision.objects.filter(section__version__agreement=agreement, section__key=section.key)
    if since is not None:
        found = found.filter(edited_at__gte=since)
    rows = found.select_related("section__version", "edited_by").order_by("-section__version__number", "-number")
    kept = list(rows[:SHOWN])[::-1]
    for revision in kept:
        revision.section.version.agreement = agreement
    return kept
