"""Opening sealed words for a page: what does not open is named in its place and noted in the audit trail."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from core import audit
from core.fields import stand_in

Row = TypeVar("Row", bound=models.Model)


def opened(rows: Iterable[Row], *, by: Any = None) -> list[Row]:
    """The rows, ready to be shown: a sentence stands where a value does not open, so that the rest can be read.

    `by` is whoever reads; each value that stays closed leaves an audit entry with the field's name, never its content.
    Call it once the rows know their relations (they say whose key is needed).
    """
    found = list(rows)
    for row in found:
        for name in stand_in(row, _("This note cannot be opened. Please tell the people who run this site.")):
            audit.record("sealed.cannot_open", row, by=by, field=name)
    return found
