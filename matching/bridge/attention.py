"""How attention is spread over mentors with room, worked out for a table of mentors and everybody who still looks."""

import time
from uuid import UUID

import numpy as np
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import MD5, Cast

from matching import engine
from matching.bridge.profiles import Profiles
from matching.bridge.table import Spread, Table
from matching.models import PartnershipMember
from program.enums import Role
from program.models import Enrollment

MOST_LOOKED_AT = 500
"""So many of those who look stand for all: more change little and take seconds."""

FIRST_CARDS = 12
"""What is shown on a first page, which is where attention falls."""


def spread_over(table: Table) -> Spread:
    """Handicaps for the order of a table, found from what the mentees who still look would see first."""
    seekers = _who_look(table.cohort)
    crowd, rooms = table.base.crowd, np.where(table.base.is_here, table.base.rooms, 0)
    room = dict(zip((guide.key for guide in crowd.roster.guides), np.maximum(rooms, 0).tolist(), strict=True))
    found = engine.spread_attention(seekers, crowd.roster, room=room, k=FIRST_CARDS)
    # Those without room stand behind the others anyway; among them the score alone decides.
    handicaps = np.where(rooms > 0, found.handicaps, 0).astype(np.int16)
    return Spread(crowd, handicaps, time.monotonic())


def _who_look(cohort: UUID) -> list[engine.Seeker]:
    """A fair choice of the mentees of a cohort who are ready and have no mentor, the same for the same people."""
    held = PartnershipMember.objects.filter(enrollment=OuterRef("pk"), slot__isnull=False)
    mentees = Enrollment.objects.available().filter(~Exists(held), cohort=cohort, role=Role.MENTEE)
    chosen = mentees.select_related("person", "cohort__program").order_by(MD5(Cast("pk", CharField())))
    people = list(chosen[:MOST_LOOKED_AT])
    profiles = Profiles(people)
    return [profiles.seeker(mentee) for mentee in people]
