"""What counts how much: whole points per feature, chosen by each program."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

MOST_POINTS = 10_000
"""The most points a pair can reach, so that a score always fits 16 bits."""

POINTS = (
    *("skills", "goals", "languages", "zone", "availability", "grade", "department", "location"),
    *("preferences", "earlier", "wishes"),
)
"""The features, in the order in which they are shown. Each has a weight of the same name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The most points each feature can give, and how three of them are read.

    A pair that fits perfectly reaches `total`. `grade_from` and `grade_to` are the wanted band: how many grades
    the guide stands above the seeker. `other_department` 1 gives the points for another department, 0 for the
    same one. `earlier_again` 1 gives the points to people who worked together before, 0 to new faces.
    """

    skills: int = 360
    goals: int = 60
    languages: int = 60
    zone: int = 140
    availability: int = 40
    grade: int = 120
    department: int = 60
    location: int = 40
    preferences: int = 80
    earlier: int = 40
    wishes: int = 0
    grade_from: int = 1
    grade_to: int = 4
    other_department: int = 1
    earlier_again: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError for anything but whole numbers in their range."""
        for entry in fields(self):
            value = getattr(self, entry.name)
            if not isinstance(value, int) or isinstance(value, bool):
                raise ValueError(f"The weight '{entry.name}' must be a whole number.")
        for name in POINTS:
            if getattr(self, name) < 0:
                raise ValueError(f"The weight '{name}' cannot be below zero.")
        if self.total > MOST_POINTS:
            raise ValueError(f"All weights together are {self.total}; the most is {MOST_POINTS}.")
        if self.grade_from > self.grade_to:
            raise ValueError("The grade band ends before it starts.")
        for name in ("other_department", "earlier_again"):
            if getattr(self, name) not in (0, 1):
                raise ValueError(f"'{name}' is 0 or 1.")

    @property
    def total(self) -> int:
        """Points of a perfect fit."""
        return sum(getattr(self, name) for name in POINTS)

    def to_dict(self) -> dict[str, int]:
        """All values by name, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, int]) -> "Weights":
        """Read what `to_dict` wrote; a missing name takes its default. Raises ValueError for an unknown name."""
        unknown = set(values).difference(entry.name for entry in fields(cls))
        if unknown:
            raise ValueError(f"Unknown weight: {', '.join(sorted(unknown))}.")
        return cls(**values)
