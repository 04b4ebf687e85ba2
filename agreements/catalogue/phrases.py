"""Small words that go into the text of an agreement. They are part of what is signed, so they stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

OneMany = tuple[str, str]


@dataclass(frozen=True)
class Phrases:
    """The words of one language. Pairs are for one and for more; `{n}` and other names are filled in by us."""

    months: OneMany
    weekly: OneMany
    minutes: OneMany
    hours: OneMany
    package: OneMany
    no_package: str
    schedule: str
    place: str
    measure: str
    by_date: str
    date_format: str
    sponsor_sees: str
    sponsor_sees_not: str
    exchange: dict[str, str]
    roles: dict[str, str]
    party: str
    # who sets the agenda: somebody by name (one, more), or all of them
    agenda: OneMany
    agenda_together: str
    agenda_names: dict[str, str]
    channels_used: str
    channels: dict[str, str]
    answer: OneMany
    answer_days: OneMany
    quiet: str
    lasts_months: str
    lasts_until: str
    until: str
    package_agreed: OneMany
    package_open: str
    no_number: str
    late_coaching: str
    late_coaching_never: str
    late_mentoring: str
    late_mentoring_never: str
    seeker: str
    guide: str
    and_: str
    or_: str
    # words of a comparison
    facts: dict[str, str]
    not_agreed: str
    now_also: str
    no_longer: str

    def count(self, words: OneMany, number: int) -> str:
        """'1 month', '12 months'."""
        return words[number != 1].replace("{n}", str(number))

    def join(self, items: Sequence[str], last: str = "") -> str:
        """'one, two and three'; `last` is another word than 'and'."""
        *most, end = items or [""]
        return f"{', '.join(most)} {last or self.and_} {end}" if most else end
