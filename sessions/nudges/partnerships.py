"""Letters about a partnership as a whole: no first meeting, the closing, a kind question from the program."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.enums import PartnershipState
from matching.models import Partnership
from notifications.definitions import Due, Letter, NudgeKind
from notifications.enums import Family, Urgency
from program.enums import Role
from sessions.enums import CLOSING_LASTS, CLOSING_REMINDS_AFTER, MeetingState
from sessions.models import Closure, Meeting, Reflection, SponsorStatement
from sessions.nudges.words import closing_day_words, others_words, works_in
from sessions.selectors import circle

DAY = timedelta(days=1)


def find_unplanned(now: datetime) -> Iterable[Due]:
    """Both sides of an active partnership that has no meeting at all, some days after the match."""
    planned = Meeting.objects.filter(partnership=OuterRef("pk")).exclude(state=MeetingState.CANCELLED)
    rows = circle.with_circle(
        Partnership.objects.filter(~Exists(planned), state=PartnershipState.ACTIVE, matched_at__lte=now)
    )
    for partnership in rows:
        due_at = partnership.matched_at + timedelta(days=partnership.program.first_meeting_days)
        if due_at <= now + DAY:
            for member in circle.workers(partnership):
                yield Due(member.person_id, partnership.pk, "", due_at, None, partnership.program.pk)


def is_still_unplanned(partnership: Partnership, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether there is still no meeting."""
    has_meeting = partnership.meetings.exclude(state=MeetingState.CANCELLED).exists()
    return partnership.state == PartnershipState.ACTIVE and not has_meeting and works_in(partnership, recipient)


def write_unplanned(partnership: Partnership, recipient: Any) -> Letter:
    """Who."""
    facts = {"names": others_words(partnership, recipient)}
    return Letter(
        subject=_("Your first meeting with %(names)s") % facts,
        lines=[_("You and %(names)s have not planned a meeting yet. A day in the calendar is the best start.") % facts],
        label=_("Plan a meeting"),
        url=reverse("meeting_schedule", args=[partnership.pk]),
    )


def is_still_closing(partnership: Partnership, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether this person has still to look back."""
    has_reflected = Reflection.objects.filter(closure__partnership=partnership, author=recipient).exists()
    return partnership.state == PartnershipState.CLOSING and not has_reflected and works_in(partnership, recipient)


def write_closing(partnership: Partnership, recipient: Any) -> Letter:
    """Who."""
    facts = {"names": others_words(partnership, recipient)}
    return Letter(
        subject=_("%(names)s would like to close your partnership with you") % facts,
        lines=[
            _("You both write what you take with you, and read each other's words when both have written."),
            _("On %(day)s it is completed by itself.") % {"day": closing_day_words(partnership)},
        ],
        label=_("Look back"),
        url=reverse("reflection_give", args=[partnership.pk]),
    )


def find_waiting_closings(now: datetime) -> Iterable[Due]:
    """Halfway through a closing, everybody who has not looked back."""
    rows = Closure.objects.filter(
        partnership__state=PartnershipState.CLOSING, opened_at__lte=now - CLOSING_REMINDS_AFTER + DAY
    ).select_related("partnership__cohort__program")
    for closure in rows:
        given = set(closure.reflections.values_list("author_id", flat=True))
        due_at, last_at = closure.opened_at + CLOSING_REMINDS_AFTER, closure.opened_at + CLOSING_LASTS
        for member in circle.workers(closure.partnership):
            if member.person_id not in given:
                yield Due(
                    member.person_id, closure.partnership_id, "", due_at, last_at, closure.partnership.cohort.program_id
                )


def write_waiting_closing(partnership: Partnership, recipient: Any) -> Letter:
    """Who, and until when."""
    facts = {"names": others_words(partnership, recipient), "day": closing_day_words(partnership)}
    return Letter(
        subject=_("A look back at your time with %(names)s") % facts,
        lines=[
            _("You and %(names)s are closing your partnership. A few sentences about it are enough.") % facts,
            _("On %(day)s it is completed by itself, and you both read what was written.") % facts,
        ],
        label=_("Look back"),
        url=reverse("reflection_give", args=[partnership.pk]),
    )


def is_still_completed(partnership: Partnership, recipient: Any, occasion: str, now: datetime) -> bool:
    """Completed for good."""
    return partnership.state == PartnershipState.COMPLETED and works_in(partnership, recipient)


def write_completed(partnership: Partnership, recipient: Any) -> Letter:
    """Who, and that nothing is lost."""
    facts = {"names": others_words(partnership, recipient)}
    return Letter(
        subject=_("Your partnership with %(names)s is completed") % facts,
        lines=[
            _("The days of your closing with %(names)s have passed, so the partnership is completed.") % facts,
            _("Nothing is lost: what you shared stays readable for both of you. Thank you for your time together."),
        ],
        label=_("Open your partnership"),
        url=reverse("partnership_detail", args=[partnership.pk]),
    )


def is_still_current(partnership: Partnership, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether there is still something to look at."""
    return partnership.is_current and partnership.state != PartnershipState.PAUSED and works_in(partnership, recipient)


def write_asked_after(partnership: Partnership, recipient: Any) -> Letter:
    """Who asks about whom."""
    facts = {"names": others_words(partnership, recipient), "program": partnership.program.name}
    return Letter(
        subject=_("How are you and %(names)s getting on?") % facts,
        lines=[
            _("The people who run %(program)s ask you both to look at your partnership page.") % facts,
            _("It shows the one next step. They see dates and states only, never what you write there."),
        ],
        label=_("Open your partnership"),
        url=reverse("partnership_detail", args=[partnership.pk]),
    )


def is_still_released(statement: SponsorStatement, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether the recipient may read it: a sponsor of this partnership, and it is released."""
    is_sponsor = statement.partnership.members.filter(person=recipient, left_at=None, role=Role.SPONSOR).exists()
    return statement.released_at is not None and is_sponsor


def write_released(statement: SponsorStatement, recipient: Any) -> Letter:
    """Who released something, not what it says."""
    facts = {"names": circle.names(member.person for member in circle.seekers(statement.partnership))}
    return Letter(
        subject=_("%(names)s released something for you to read") % facts,
        lines=[_("In the coaching of %(names)s a statement was released for you to read.") % facts],
        label=_("Read it"),
        url=reverse("statement_detail", args=[statement.pk]),
    )


KINDS = (
    NudgeKind(
        kind="review_released",
        family=Family.PROGRAM,
        label=gettext_lazy("A statement was released to you"),
        subject=SponsorStatement,
        is_needed=is_still_released,
        write=write_released,
    ),
    NudgeKind(
        kind="first_meeting_unplanned",
        family=Family.MEETING,
        label=gettext_lazy("The first meeting is not planned"),
        subject=Partnership,
        find=find_unplanned,
        is_needed=is_still_unplanned,
        write=write_unplanned,
    ),
    NudgeKind(
        kind="closing_begun",
        family=Family.PROGRAM,
        label=gettext_lazy("A partnership is closing"),
        subject=Partnership,
        is_needed=is_still_closing,
        write=write_closing,
    ),
    NudgeKind(
        kind="closing_waits",
        family=Family.PROGRAM,
        label=gettext_lazy("A closing waits for your look back"),
        subject=Partnership,
        find=find_waiting_closings,
        is_needed=is_still_closing,
        write=write_waiting_closing,
    ),
    NudgeKind(
        kind="closing_completed",
        family=Family.PROGRAM,
        label=gettext_lazy("A partnership is completed"),
        subject=Partnership,
        is_needed=is_still_completed,
        write=write_completed,
    ),
    NudgeKind(
        kind="partnership_asked_after",
        family=Family.PROGRAM,
        urgency=Urgency.SOON,
        label=gettext_lazy("The program asks how it is going"),
        subject=Partnership,
        is_needed=is_still_current,
        write=write_asked_after,
    ),
)
