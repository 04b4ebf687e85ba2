"""What the modules of structured sections share: single facts, and how people are named in sentences."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from agreements.catalogue.phrases import Phrases
from program.enums import GUIDE_ROLES, SEEKER_ROLES


class Named(Protocol):
    """Somebody who signs, as the text names them."""

    @property
    def name(self) -> str:
        """The whole name."""

    @property
    def role(self) -> str:
        """A value of program.enums.Role."""

    @property
    def role_name(self) -> str:
        """The role in the agreement's language."""


class Fact(NamedTuple):
    """One thing agreed: a short value in words, or a set of `items`. Without a label the value says what it is."""

    key: str
    label: str
    value: str
    items: tuple[str, ...] | None = None


def seekers(parties: Sequence[Named]) -> list[str]:
    """The names of mentees or clients."""
    return [one.name for one in parties if one.role in SEEKER_ROLES]


def guides(parties: Sequence[Named]) -> list[str]:
    """The names of mentors or coaches."""
    return [one.name for one in parties if one.role in GUIDE_ROLES]


def any_of(names: Sequence[str], otherwise: str, words: Phrases) -> str:
    """'Ann or Bob'; the general word where nobody is named."""
    return words.join(names, words.or_) if names else otherwise
