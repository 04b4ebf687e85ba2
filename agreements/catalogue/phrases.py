"""Small words that go into the text of an agreement. They are part of what is signed, so they stay as they are."""

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

    def count(self, words: OneMany, number: int) -> str:
        """'1 month', '12 months'."""
        return words[number != 1].replace("{n}", str(number))
