"""What waits for a person: the one next step, and those after it."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.utils.functional import Promise

Words = str | Promise


class StepUrgency(IntEnum):
    """Smaller comes first."""

    NOW = 0
    SOON = 1
    WHENEVER = 2


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do, with one button. Apps offer them; the home page sorts and shows them."""

    title: Words
    text: Words
    url: str
    label: Words
    urgency: StepUrgency = StepUrgency.SOON
    due_at: datetime | None = None

    @property
    def order(self) -> tuple[int, float]:
        """Urgency first, then what is due first."""
        return self.urgency, self.due_at.timestamp() if self.due_at else float("inf")

    @property
    def tone(self) -> str:
        """The urgency as the page's component names it."""
        return {StepUrgency.NOW: "now", StepUrgency.SOON: "soon"}.get(self.urgency, "")
