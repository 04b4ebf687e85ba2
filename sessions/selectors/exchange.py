"""What the signed agreement lets the sponsor see."""

from dataclasses import dataclass, fields

from agreements.selectors.partnership import signed_exchange
from matching.models import Partnership
from sessions.enums import StatementKind


@dataclass(frozen=True, slots=True)
class Exchange:
    """What goes to the sponsor, each yes or no. Without a signed schedule: the bare number of sessions, no more."""

    attendance: bool = False
    goals: bool = False
    midpoint: bool = False
    closing: bool = False
    assessment: bool = False
    is_signed: bool = False

    def has_review(self, kind: str) -> bool:
        """Whether statements of this StatementKind were agreed."""
        return kind in StatementKind.values and bool(getattr(self, kind))

    @property
    def reviews(self) -> list[StatementKind]:
        """The kinds of statements that were agreed."""
        return [kind for kind in StatementKind if self.has_review(kind)]

    @property
    def shows_number(self) -> bool:
        """Whether the sponsor sees how many sessions took place: as signed, and as long as nothing is signed."""
        return self.attendance or not self.is_signed


ITEMS = tuple(field.name for field in fields(Exchange) if field.name != "is_signed")


def exchange_of(partnership: Partnership) -> Exchange:
    """The exchange section as everybody signed it (one query). Only an explicit yes in it opens anything."""
    signed = signed_exchange(partnership)
    if signed is None:
        return Exchange()
    return Exchange(**{item: signed.get(item, False) for item in ITEMS}, is_signed=True)
