"""What became of a 'ready to sign' mark, and which wording of a draft it was about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _

from agreements.enums import EventKind
from agreements.models import AgreementEvent, AgreementParty, AgreementSection, AgreementVersion


@dataclass(frozen=True, slots=True)
class Cleared:
    """A mark that somebody's change took away."""

    text: str
    at: datetime


def wording_of(version: AgreementVersion, sections: Iterable[AgreementSection] | None = None) -> str:
    """A short name for a draft as it stands: its number and how often something in it was saved. `sections`, when they
    are loaded already, save the query."""
    if sections is None:
        saves = version.sections.aggregate(saves=Sum("revision"))["saves"] or 0
    else:
        saves = sum(section.revision for section in sections)
    return f"{version.number}.{saves}"


def cleared_mark(version: AgreementVersion, party: AgreementParty, titles: Mapping[str, str]) -> Cleared | None:
    """Whose change of what took this party's mark away; None when they have a mark, never had one, or took it back.
    `titles` are those of the sections that this party reads, by key; changes of others are not told. Two queries at
    most.
    """
    if party.ready_at is not None:
        return None
    of_version = AgreementEvent.objects.filter(agreement=version.agreement_id, detail__version=version.number)
    mark = of_version.filter(kind=EventKind.READY, person=party.person_id).order_by("-number").first()
    if mark is None or mark.detail.get("taken_back"):
        return None
    edits = of_version.filter(kind=EventKind.EDITED, number__gt=mark.number, detail__section__in=list(titles))
    edit = edits.select_related("person").order_by("number").first()
    return Cleared(_words(edit, party, titles), edit.happened_at) if edit else None


def _words(edit: AgreementEvent, party: AgreementParty, titles: Mapping[str, str]) -> str:
    values = {
        "name": edit.person.get_full_name() if edit.person else "",
        "title": titles.get(edit.detail.get("section", ""), ""),
    }
    if edit.person_id == party.person_id:
        return _("You changed “%(title)s” after you marked it ready.") % values
    return _("%(name)s changed “%(title)s” after you marked it ready.") % values
