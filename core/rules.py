"""Refusals in words, and the rules that give them.

A rule is one function that returns the reason to refuse, in words for the person, or None. The same rule denies the
action, hides or disables its button, and explains why.
"""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise

Reason = str | Promise


class Refusal(Exception):
    """'You may not, because…'. One middleware turns it into a message; forms show it above their fields."""

    def __init__(self, reason: Reason, *, way_out_url: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.way_out_url = way_out_url


class Rule:
    """A named question 'may this person do this?'. Use as a decorator on `function(person, thing) -> reason | None`."""

    def __init__(self, function: Callable[..., Reason | None]) -> None:
        self.function = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__

    def reason(self, person: Any, *things: Any) -> Reason | None:
        """Why the person may not, or None."""
        return self.function(person, *things)

    def allows(self, person: Any, *things: Any) -> bool:
        """Whether nothing speaks against it."""
        return self.function(person, *things) is None

    def check(self, person: Any, *things: Any) -> None:
        """Raise Refusal with the reason, if there is one."""
        reason = self.function(person, *things)
        if reason is not None:
            raise Refusal(reason)
