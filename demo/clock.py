"""A clock that the demo can set, so that its history is made by the real services at the moments it tells of."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


class Clock:
    """While it is in use, `django.utils.timezone.now()` answers its moment. For one process that loads the demo."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it is set to."""
        return self.moment

    @contextmanager
    def in_use(self) -> Iterator["Clock"]:
        """Let everything in this process read this clock."""
        real = timezone.now
        timezone.now = self.now
        try:
            yield self
        finally:
            timezone.now = real
