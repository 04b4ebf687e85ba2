"""What a pair of the demo agrees on in the sections that are more than words. Every pair has habits of its own."""

import random
from dataclasses import dataclass
from typing import Any

from agreements.document import exchange
from agreements.document.communication import initial as usual_ways
from agreements.enums import SectionKind
from agreements.models import AgreementSection
from agreements.services import sections
from demo import words
from matching.models import Partnership
from people.models import Person

WAYS = (("mail", "chat"), ("chat", "phone"), ("mail", "phone", "in_person"), ("chat", "video", "in_person"), ("mail",))
AGENDA_BY = ("seeker", "seeker", "both", "guide")
# Hours before a meeting from which a cancellation is late; None: as the program suggests.
NOTICE = (None, None, 12, 48)
USUAL_FOR_SPONSOR = tuple(item for item, is_seen in exchange.DEFAULT.items() if is_seen)


@dataclass(frozen=True, slots=True)
class Terms:
    """What these two want otherwise than the program suggests; None leaves it to the dice or the program."""

    months: int | None = None
    meetings: int | None = None
    # Which items of the exchange the sponsor sees.
    for_sponsor: tuple[str, ...] = USUAL_FOR_SPONSOR


def write_terms(
    section: AgreementSection,
    terms: Terms,
    partnership: Partnership,
    people: tuple[Person, Person],
    dice: random.Random,
) -> None:
    """Fill in one structured section, if these two have something to say about it. `people` are guide and seeker."""
    guide, seeker = people
    match section.kind:
        case SectionKind.COMMUNICATION if dice.random() < 0.7:
            _save(section, _ways(partnership, dice), by=seeker)
        case SectionKind.DURATION if terms.months:
            _save(section, {"months": terms.months}, by=guide)
        case SectionKind.PACKAGE if terms.meetings:
            _save(section, {**section.data, "meetings": terms.meetings}, by=guide)
        case SectionKind.CANCELLATION:
            hours = dice.choice(NOTICE)
            if hours is not None:
                _save(section, {"hours": hours}, by=seeker)
        case SectionKind.EXCHANGE:
            told = {item: item in terms.for_sponsor for item in exchange.ITEMS}
            sections.write_exchange(section, told, by=seeker, revision=section.revision, body=section.body)


def _ways(partnership: Partnership, dice: random.Random) -> dict[str, Any]:
    quiet = dice.choice(words.QUIET) if dice.random() < 0.4 else ""
    usual = usual_ways(partnership.program)
    return {**usual, "channels": list(dice.choice(WAYS)), "answer_days": dice.choice((1, 2, 3, 5)), "quiet": quiet}


def _save(section: AgreementSection, data: dict[str, Any], *, by: Person) -> None:
    sections.write(section, by=by, revision=section.revision, body=section.body, data=data)
