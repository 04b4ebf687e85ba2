"""What a block says in one language."""

from typing import NamedTuple


class Words(NamedTuple):
    """A block as it is offered: its title, a hint for whoever fills it in, and its first text."""

    title: str
    guidance: str
    body: str


BlockWords = dict[str, Words]
