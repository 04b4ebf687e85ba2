"""How the people of a partnership agreed to work together between meetings, for its page."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.selectors.terms import Terms, terms_of
from matching.models import Partnership
from people.models import Person
from sessions.selectors import circle

Words = str | Promise
CHANNELS: dict[str, Words] = {
    "mail": gettext_lazy("E-mail"),
    "chat": gettext_lazy("Chat"),
    "phone": gettext_lazy("Phone"),
    "video": gettext_lazy("Video call"),
    "in_person": gettext_lazy("Talking in person"),
}
MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Together:
    """The agreed ways, and what everybody may expect. Empty where the agreement is silent."""

    channels: list[Words] = field(default_factory=list)
    # Those to whom one can write at once, where mail is one of the ways.
    addresses: list[Person] = field(default_factory=list)
    answer: Words = ""
    quiet: str = ""
    agenda: Words = ""
    words: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether nothing of this was agreed."""
        return not (self.channels or self.answer or self.agenda)


def together(partnership: Partnership, person: Person) -> Together:
    """What the agreement in force says about the time between meetings."""
    terms = terms_of(partnership, person)
    if terms is None:
        return Together()
    days = terms.answer_days
    return Together(
        channels=[CHANNELS[channel] for channel in terms.channels],
        addresses=circle.others(partnership, person) if MAIL in terms.channels else [],
        answer=ngettext("Within %(n)s working day", "Within %(n)s working days", days) % {"n": days} if days else "",
        quiet=terms.quiet,
        agenda=agenda_words(partnership, person, terms),
        words=terms.words.get("communication", ""),
    )


def agenda_words(partnership: Partnership, person: Person, terms: Terms | None) -> Words:
    """Who prepares the agenda, for this reader; empty where it was not agreed."""
    if terms is None or not terms.agenda_by:
        return ""
    members = {"seeker": circle.seekers, "guide": circle.guides}.get(terms.agenda_by)
    if members is None:
        return _("You prepare it together")
    people = [member.person for member in members(partnership)]
    if person in people:
        return _("You prepare it")
    return _("%(names)s prepares it") % {"names": circle.names(people)}
