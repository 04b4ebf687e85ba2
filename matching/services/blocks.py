"""'Not for me': two people who are never matched. Private to the one who said it, and they can take it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.rules import Refusal
from matching.models import MatchRequest, PairBlock, Proposal, WaitlistEntry
from matching.services import proposals, requests, waitlist
from people.models import Person


@transaction.atomic
def block(person: Person, other: Person) -> None:
    """Never match these two again. Open requests between them end in the usual way, so that nobody can tell why.

    Twice is as good as once. Raises Refusal for oneself. Not in the audit trail, because admins read that.
    """
    if person == other:
        raise Refusal(_("You cannot block yourself."))
    PairBlock.objects.get_or_create(person=person, blocked=other)
    for request in MatchRequest.objects.pending().filter(mentee__person=person, mentor__person=other):
        requests.withdraw(request, by=person)
    # A choice that was not asked yet waits on, unasked: the rules stand between the two, and nobody is told.
    for request in MatchRequest.objects.asked_of(person).pending().filter(mentee__person=other):
        requests.decline(request, by=person)
    for proposal in Proposal.objects.pending().made_to(person).filter(mentor__person=other):
        proposals.decline(proposal, by=person)
    for proposal in Proposal.objects.pending().made_by(person).filter(mentee__person=other):
        proposals.withdraw(proposal, by=person)
    open_entries = WaitlistEntry.objects.filter(state__in=waitlist.OPEN)
    for entry in open_entries.filter(mentee__person=person, mentor__person=other).select_related("mentee"):
        waitlist.leave(entry, by=person)


@transaction.atomic
def unblock(person: Person, other: Person) -> None:
    """Take it back. Twice is as good as once."""
    PairBlock.objects.filter(person=person, blocked=other).delete()
