"""What other apps add to the page of one person: facts, never words. Each app registers its own when it starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from people.models import Person

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, a sentence of facts about it, its state, and where more stands."""

    title: Words
    text: Words
    state: str
    state_label: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one title; `empty` is said when there are none. `facts_of` takes a fixed number of queries."""

    title: Words
    empty: Words
    order: int
    facts_of: Callable[[Person], Sequence[Fact]]


_blocks: dict[str, Block] = {}


def register_block(
    key: str, *, title: Words, empty: Words, order: int, facts_of: Callable[[Person], Sequence[Fact]]
) -> None:
    """Add a block to the page of one person; called from an app's ready()."""
    _blocks[key] = Block(title, empty, order, facts_of)


def blocks_of(person: Person) -> list[dict[str, Any]]:
    """Every block with its lines, in order."""
    return [
        {"title": block.title, "empty": block.empty, "facts": block.facts_of(person)}
        for block in sorted(_blocks.values(), key=lambda block: block.order)
    ]
