"""Why a mentor is not in the list, or not higher: an answer that gives nothing private away.

Whoever is in the reader's list is spoken of with place and points. About everybody else only facts are used that hold
for the person in the organization, wherever they take part: reporting lines and languages. So the answer about
somebody who blocked the reader, is away, has left, takes no part or does not exist is one and the same sentence, from
the same queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from matching import engine
from matching.bridge.chains import everyone_above
from matching.bridge.pairs import in_words
from matching.bridge.profiles import rules_of
from matching.models import PairBlock
from matching.selectors.mentors import MentorCard, MentorFinder, possible_mentors
from people.models import Person
from program.models import Enrollment

MOST_ANSWERS = 5
MOST_NAMED = 50
DIFFERENCES = 2


@dataclass(slots=True)
class Standing:
    """Where a mentor of the list stands, and what makes the difference to the first."""

    card: MentorCard
    sentence: str
    differences: list[tuple[Any, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Answer:
    """Either mentors of the list with their standing, or one sentence."""

    standings: list[Standing]
    sentence: str = ""


def why_not(finder: MentorFinder, name: str) -> Answer:
    """The answer about a name that the reader typed; the same queries for everybody who is not in the list."""
    mentee = finder.mentee
    in_program = set(_named(possible_mentors(mentee), name, "person__").values_list("pk", flat=True)[:MOST_NAMED])
    # The reader's own key is nobody's in the list: it lets the next query be asked also when the name found nobody.
    cards = finder.cards({*in_program, mentee.pk})[:MOST_ANSWERS]
    sentence = _about_a_person(mentee, name)
    if not cards:
        return Answer([], sentence)
    leaders = finder.cards([card.enrollment.pk for card in finder.page({}).object_list[:1]])
    first = leaders[0] if leaders else cards[0]
    places = finder.standings([card.enrollment.pk for card in cards])
    return Answer(
        [
            _standing(card, first, places[card.enrollment.pk], finder.count)
            for card in cards
            if card.enrollment.pk in places
        ],
        sentence,
    )


def _about_a_person(mentee: Enrollment, name: str) -> str:
    """From facts that the reader may know of anybody here, and from their own 'not for me'."""
    whole_name = Concat("first_name", Value(" "), "last_name", output_field=CharField())
    people = Person.objects.annotate(whole_name=whole_name).filter(whole_name__iexact=name)
    found = list(people.only("pk", "languages").order_by("pk")[:MOST_ANSWERS])
    above = everyone_above([mentee.person_id, *(person.pk for person in found)])
    own_blocks = set(PairBlock.objects.filter(person=mentee.person_id).values_list("blocked", flat=True))
    reader = engine.Seeker(**_known(mentee.person, above))
    rules = rules_of(mentee.program, full=False)
    told = [in_words(rules.excluded(reader, engine.Guide(**_known(person, above)))) for person in found]
    sentence = next((str(words) for words in told if words), "")
    if sentence:
        return f"{name}: {sentence}"
    if any(person.pk in own_blocks for person in found):
        return _("%(name)s: you said 'not for me'. You can take it back below the list of mentors.") % {"name": name}
    return _("%(name)s cannot be matched with you in this program at the moment.") % {"name": name}


def _known(person: Person, above: Mapping[Any, frozenset[Any]]) -> dict[str, Any]:
    return {
        "key": str(person.pk),
        "languages": frozenset(person.languages),
        "manager_chain": frozenset(str(boss) for boss in above.get(person.pk, ())),
    }


def _named(rows: QuerySet[Enrollment], name: str, prefix: str) -> QuerySet[Enrollment]:
    wanted = Q()
    for word in name.split():
        wanted &= Q(**{f"{prefix}first_name__icontains": word}) | Q(**{f"{prefix}last_name__icontains": word})
    return rows.filter(wanted).order_by(F(f"{prefix}last_name"), "pk")


def _standing(card: MentorCard, first: MentorCard, place: int, whole: int) -> Standing:
    words = {"name": card.person.get_full_name(), "place": place, "whole": whole}
    if place == 1:
        return Standing(card, _("%(name)s is the first in your list.") % words)
    sentences = [_("%(name)s is number %(place)d of the %(whole)d mentors in your list.") % words]
    if not card.room and first.room:
        sentences.append(_("There is no place left with them just now, and those with room come first."))
    differences = _differences(card, first)
    if not differences and (card.room or not first.room):
        sentences.append(_("The first has no more points. Attention is spread over several mentors who fit well."))
    return Standing(card, " ".join(sentences), differences)


def _differences(card: MentorCard, first: MentorCard) -> list[tuple[Any, str, str]]:
    """The things in which the first is ahead most: their name, how far, and what holds for this mentor."""
    best = {line["label"]: line["points"] for line in first.fit.factors if "text" in line}
    behind = [
        (best[line["label"]] - line["points"], line)
        for line in card.fit.factors
        if "text" in line and best.get(line["label"], 0) > line["points"]
    ]
    behind.sort(key=lambda pair: -pair[0])
    return [
        (
            line["label"],
            _("%(own)d points, the first in your list has %(best)d")
            % {"own": line["points"], "best": best[line["label"]]},
            line["text"],
        )
        for _gap, line in behind[:DIFFERENCES]
    ]
