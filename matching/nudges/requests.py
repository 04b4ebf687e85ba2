"""Nudges about requests and the waitlist."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.enums import RequestState, WaitlistState
from matching.models import MatchRequest, WaitlistEntry
from notifications.definitions import Due, Letter, NudgeKind, register
from notifications.enums import Family, Urgency
from people.models import Person
from program.permissions import MATCHING_PHASES


def find_waiting_requests(now: datetime) -> Iterator[Due]:
    """One reminder for each of the program's reminder days after a mentor was asked."""
    waiting = MatchRequest.objects.pending().filter(asked_at__isnull=False, expires_at__gt=now)
    waiting = waiting.filter(mentor__paused_at__isnull=True, mentor__cohort__program__state__in=MATCHING_PHASES)
    for request in waiting.select_related("mentor__cohort__program"):
        program = request.mentor.cohort.program
        if request.asked_at is None or request.expires_at is None:
            continue
        for days in program.request_reminder_days:
            due_at = request.asked_at + timedelta(days=days)
            if due_at <= now + timedelta(days=1) and due_at < request.expires_at:
                occasion = f"{request.asked_at.isoformat()} +{days}"
                yield Due(request.mentor.person_id, request.pk, occasion, due_at, request.expires_at, program.pk)


def request_still_waits(request: MatchRequest, recipient: Person, occasion: str, now: datetime) -> bool:
    """Asked, not answered, not over."""
    is_open = request.state == RequestState.PENDING and request.expires_at is not None and request.expires_at > now
    return is_open and request.mentor.person_id == recipient.pk and request.mentor.paused_at is None


def write_request_waiting(request: MatchRequest, recipient: Person) -> Letter:
    """Somebody waits for an answer."""
    name = request.mentee.person.get_full_name()
    return Letter(
        subject=_("%(name)s is waiting for your answer") % {"name": name},
        lines=[
            _("%(name)s asked you to be their mentor in %(program)s.")
            % {"name": name, "program": request.mentor.program},
            _("A short answer helps, also a no: then the next mentor can be asked."),
        ],
        label=_("Read and answer"),
        url=reverse("request_list"),
    )


def write_request_asked(request: MatchRequest, recipient: Person) -> Letter:
    """A new request."""
    name = request.mentee.person.get_full_name()
    days = request.mentor.program.request_expiry_days
    return Letter(
        subject=_("%(name)s asks you to be their mentor") % {"name": name},
        lines=[
            _("You see why you fit and what they hope for, and you can accept or decline."),
            _("Please answer within %(days)d days. After that the next mentor is asked.") % {"days": days},
        ],
        label=_("Read and answer"),
        url=reverse("request_list"),
    )


def request_was_declined(request: MatchRequest, recipient: Person, occasion: str, now: datetime) -> bool:
    """The mentee still takes part."""
    return request.state == RequestState.DECLINED and request.mentee.ended_at is None


def write_request_declined(request: MatchRequest, recipient: Person) -> Letter:
    """A kind no, and what happens next."""
    return Letter(
        subject=_("%(name)s cannot be your mentor this time") % {"name": request.mentor.person.get_full_name()},
        lines=[
            _("That happens often and says nothing about you: mentors have little time."),
            _("If you named a next choice, we have asked them. Otherwise there are other mentors who fit."),
        ],
        label=_("See your requests"),
        url=reverse("request_own_list", args=[request.mentee_id]),
    )


def request_ended_unanswered(request: MatchRequest, recipient: Person, occasion: str, now: datetime) -> bool:
    """The request ended without an answer and the mentee still takes part."""
    return request.state == RequestState.EXPIRED and request.mentee.ended_at is None


def write_request_expired(request: MatchRequest, recipient: Person) -> Letter:
    """Nobody answered in time, and what happens next."""
    return Letter(
        subject=_("%(name)s has not answered in time") % {"name": request.mentor.person.get_full_name()},
        lines=[_("If you named a next choice, we have asked them. Otherwise there are other mentors who fit.")],
        label=_("See your requests"),
        url=reverse("request_own_list", args=[request.mentee_id]),
    )


def request_was_dropped(request: MatchRequest, recipient: Person, occasion: str, now: datetime) -> bool:
    """The mentor went away and the mentee still takes part."""
    return request.state == RequestState.SUPERSEDED and request.mentee.ended_at is None


def write_mentor_unavailable(request: MatchRequest, recipient: Person) -> Letter:
    """The mentor does not take part for now, and what happens next."""
    return Letter(
        subject=_("%(name)s cannot be your mentor for now") % {"name": request.mentor.person.get_full_name()},
        lines=[
            _("They do not take part in %(program)s at the moment.") % {"program": request.mentor.program},
            _("If you named a next choice, we have asked them. Otherwise there are other mentors who fit."),
        ],
        label=_("See your requests"),
        url=reverse("request_own_list", args=[request.mentee_id]),
    )


def request_still_stuck(request: MatchRequest, recipient: Person, occasion: str, now: datetime) -> bool:
    """The request still waits with a mentor."""
    return request.state == RequestState.PENDING and request.asked_at is not None


def write_mentor_full(request: MatchRequest, recipient: Person) -> Letter:
    """The last place has gone to somebody else."""
    return Letter(
        subject=_("%(name)s has no place left just now") % {"name": request.mentor.person.get_full_name()},
        lines=[_("Somebody else got the last place. You can wait in line, or have your next choice asked at once.")],
        label=_("Choose what to do"),
        url=reverse("request_own_list", args=[request.mentee_id]),
    )


def offer_still_stands(entry: WaitlistEntry, recipient: Person, occasion: str, now: datetime) -> bool:
    """Offered and not over."""
    return entry.state == WaitlistState.OFFERED and entry.offer_ends_at is not None and entry.offer_ends_at > now


def write_place_offered(entry: WaitlistEntry, recipient: Person) -> Letter:
    """A place is free for somebody who waited."""
    return Letter(
        subject=_("A place with %(name)s is free for you") % {"name": entry.mentor.person.get_full_name()},
        lines=[
            _("You waited for it, so you are the first to be offered it."),
            _("Please say within three days whether you want it. After that it goes to the next person."),
        ],
        label=_("Answer the offer"),
        url=reverse("request_own_list", args=[entry.mentee_id]),
    )


register(
    NudgeKind(
        kind="match_request_waiting",
        family=Family.MATCHING,
        label=gettext_lazy("A request waits for an answer"),
        subject=MatchRequest,
        find=find_waiting_requests,
        is_needed=request_still_waits,
        write=write_request_waiting,
    )
)
register(
    NudgeKind(
        kind="match_request_asked",
        family=Family.MATCHING,
        label=gettext_lazy("Somebody asks you"),
        subject=MatchRequest,
        is_needed=request_still_waits,
        write=write_request_asked,
    )
)
register(
    NudgeKind(
        kind="request_declined",
        family=Family.MATCHING,
        label=gettext_lazy("An answer to your request"),
        subject=MatchRequest,
        is_needed=request_was_declined,
        write=write_request_declined,
    )
)
register(
    NudgeKind(
        kind="request_expired",
        family=Family.MATCHING,
        label=gettext_lazy("A request was not answered"),
        subject=MatchRequest,
        is_needed=request_ended_unanswered,
        write=write_request_expired,
    )
)
register(
    NudgeKind(
        kind="mentor_full",
        family=Family.MATCHING,
        label=gettext_lazy("A mentor has no place left"),
        subject=MatchRequest,
        is_needed=request_still_stuck,
        write=write_mentor_full,
    )
)
register(
    NudgeKind(
        kind="place_offered",
        family=Family.MATCHING,
        label=gettext_lazy("A place is free for you"),
        subject=WaitlistEntry,
        urgency=Urgency.NOW,
        is_needed=offer_still_stands,
        write=write_place_offered,
    )
)
register(
    NudgeKind(
        kind="mentor_unavailable",
        family=Family.MATCHING,
        label=gettext_lazy("A mentor does not take part for now"),
        subject=MatchRequest,
        is_needed=request_was_dropped,
        write=write_mentor_unavailable,
    )
)
