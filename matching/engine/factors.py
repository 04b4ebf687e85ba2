"""One line of an explanation: how many points a feature gave and why, as a code with parameters."""

from collections.abc import Mapping
from typing import Any, NamedTuple

NOTHING: Mapping[str, Any] = {}
"""The parameters of a code that needs none."""


class Reason(NamedTuple):
    """A reason code and what belongs into its sentence. The codes are listed in `features.CODES`."""

    code: str
    params: Mapping[str, Any] | None = None


class Factor(NamedTuple):
    """The points one feature gave a pair, out of `most`; the points of all factors add up to the score exactly."""

    feature: str
    points: int
    most: int
    code: str
    params: Mapping[str, Any] = NOTHING

    @property
    def is_neutral(self) -> bool:
        """True when somebody had not answered, so that the points say nothing about the fit."""
        return self.code.endswith("_not_said")
