"""No last write wins: a save names the revision it was made from."""

from django.utils.translation import gettext as _

from core.rules import Refusal


class Conflict(Refusal):
    """A newer text was saved since this one was opened. The page shows both; nothing is overwritten."""

    def __init__(self) -> None:
        super().__init__(
            _("A newer text was saved in the meantime. It stands beside yours, which is still in the fields.")
        )
