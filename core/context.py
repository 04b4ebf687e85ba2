"""Facts about the request at hand that deep code may record: its id and where it came from."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """The id shown on error pages and in logs, and the caller's address (None outside a request)."""

    request_id: str = ""
    address: str | None = None
    user_agent: str = ""


_NONE = RequestFacts()
_facts: ContextVar[RequestFacts] = ContextVar("request_facts", default=_NONE)


def current() -> RequestFacts:
    """The facts of the request being served; empty ones in commands and tasks."""
    return _facts.get()


def remember(facts: RequestFacts) -> None:
    """Set the facts for this request."""
    _facts.set(facts)


_memory: ContextVar[dict[Any, Any] | None] = ContextVar("request_memory", default=None)


@contextmanager
def short_memory() -> Iterator[None]:
    """While this lasts (one request), `memory()` gives one dictionary; afterwards it is forgotten."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def memory() -> dict[Any, Any] | None:
    """What may be remembered until the request ends; None outside a request, where nothing may be."""
    return _memory.get()
