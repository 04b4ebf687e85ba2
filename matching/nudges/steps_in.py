"""Nudges about what an admin does with a request: neutral words for both sides, never the reason."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.enums import RequestState
from matching.models import MatchRequest
from notifications.definitions import Letter, NudgeKind, register
from notifications.enums import Family
from people.models import Person


def is_still_ended(request: MatchRequest, recipient: Person, occasion: str, now: datetime) -> bool:
    """It was ended, and whoever is told still takes part."""
    own = request.mentor if request.mentor.person_id == recipient.pk else request.mentee
    return request.state == RequestState.SUPERSEDED and own.ended_at is None


def write_passed_on(request: MatchRequest, recipient: Person) -> Letter:
    """To the mentee: what happens next."""
    return Letter(
        subject=_("Your request to %(name)s goes no further") % {"name": request.mentor.person.get_full_name()},
        lines=[
            _("The people who run %(program)s have ended it, so that you need not wait.")
            % {"program": request.mentee.program},
            _("If you named a next choice, we have asked them. Otherwise there are other mentors who fit."),
        ],
        label=_("See your requests"),
        url=reverse("request_own_list", args=[request.mentee_id]),
    )


def write_taken_off(request: MatchRequest, recipient: Person) -> Letter:
    """To the mentor: nothing is left to do."""
    return Letter(
        subject=_("The request of %(name)s needs no answer any more") % {"name": request.mentee.person.get_full_name()},
        lines=[
            _("The people who run %(program)s have ended it. You need not do anything.")
            % {"program": request.mentor.program},
        ],
        label=_("See your requests"),
        url=reverse("request_list"),
    )


register(
    NudgeKind(
        kind="request_passed_on",
        family=Family.MATCHING,
        label=gettext_lazy("Your request goes no further"),
        subject=MatchRequest,
        is_needed=is_still_ended,
        write=write_passed_on,
    )
)
register(
    NudgeKind(
        kind="request_taken_off",
        family=Family.MATCHING,
        label=gettext_lazy("A request needs no answer any more"),
        subject=MatchRequest,
        is_needed=is_still_ended,
        write=write_taken_off,
    )
)
