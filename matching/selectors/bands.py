"""How far on in the organization a mentor stands, told no more exactly than the reasons on a card tell it."""

import numpy as np
from django.db import models
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from matching import engine
from matching.bridge.crowd import NO_GRADE
from matching.bridge.table import Table


class Band(models.TextChoices):
    """Bands of steps above the reader. A program says where the good one begins and ends."""

    NEAR = "near", _("At a similar step to you")
    GOOD = "good", _("A good step further on")
    FAR = "far", _("Many steps further on")


def in_band(band: Band, table: Table, seeker: engine.Seeker) -> NDArray[np.bool_]:
    """Which mentors stand in this band; nobody whose grade is not known, nor for a reader without one."""
    if seeker.grade is None:
        return np.zeros(len(table), dtype=bool)
    above = table.grades.astype(np.int32) - seeker.grade
    least, most = table.weights.grade_from, table.weights.grade_to
    inside = {Band.NEAR: above < least, Band.GOOD: (above >= least) & (above <= most), Band.FAR: above > most}
    return inside[band] & (table.grades != NO_GRADE)
