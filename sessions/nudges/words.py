"""Words that every letter of this app needs."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.ui.times import day_words
from matching.enums import PartnershipState
from matching.models import Partnership
from program.enums import Role
from sessions.selectors import circle, closing

MOVING = (PartnershipState.FORMING, PartnershipState.ACTIVE, PartnershipState.CLOSING)


def moment_words(when: datetime) -> str:
    """'Tuesday 24 November, 09:00' in the reader's zone."""
    here = timezone.localtime(when)
    return _("%(day)s, %(time)s") % {"day": day_words(here.date()), "time": date_format(here, "H:i")}


def others_words(partnership: Partnership, recipient: Any) -> str:
    """The first names of the others, as the recipient knows them."""
    return circle.names(circle.others(partnership, recipient))


def closing_day_words(partnership: Partnership) -> str:
    """'Tuesday 24 November': the day on which the closing ends by itself."""
    day = closing.completes_on(partnership)
    return str(day_words(day)) if day else ""


def works_in(partnership: Partnership, person: Any) -> bool:
    """Whether the person is a member whose conversations these are."""
    return partnership.members.filter(person=person, left_at=None).exclude(role=Role.SPONSOR).exists()
