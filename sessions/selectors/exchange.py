"""What the signed agreement lets the sponsor see."""

from dataclasses import dataclass

from agreements.selectors.partnership import what_sponsor_sees
from matching.models import Partnership


@dataclass(frozen=True, slots=True)
class Exchange:
    """What goes to the sponsor: who came, the agreed goals, released reviews. Without a signed agreement: nothing."""

    attendance: bool = False
    goals: bool = False
    midpoint: bool = False
    closing: bool = False
    assessment: bool = False

    def has_review(self, kind: str) -> bool:
        """Whether reviews of this StatementKind were agreed."""
        return {"midpoint": self.midpoint, "closing": self.closing}.get(kind, False)

    @property
    def has_reviews(self) -> bool:
        """Whether any review was agreed."""
        return self.midpoint or self.closing


def exchange_of(partnership: Partnership) -> Exchange:
    """The exchange section as everybody signed it (one query). Only an explicit yes in it opens anything."""
    return Exchange(**what_sponsor_sees(partnership))
