"""Both sides rank each other before a whole cohort is matched. A ranking is its owner's alone: no reason, no other name
and no order of it goes into the audit trail."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged
from matching.models import Ranking
from matching.permissions import may_invite_to_rank, may_rank, obstacle_to_ranking
from matching.services import places
from people.models import Person
from program.models import Cohort, Enrollment

MOST = 10
# So that everybody is asked, and asked once more a day or more later, before the day comes.
LEAST_DAYS = 3

Order = list[Ranking]


@transaction.atomic
def add(owner: Enrollment, other: Enrollment, *, by: Person) -> None:
    """Put somebody at the end of the owner's order; somebody who is in it stays where they are.

    Raises Refusal when the order is full, when it is not theirs to make, or when a rule stands between the two.
    """
    owner, order = _hold(owner, by)
    if any(one.other_id == other.pk for one in order):
        return
    obstacle = obstacle_to_ranking(owner, other)
    if obstacle:
        raise Refusal(obstacle)
    if len(order) >= MOST:
        raise Refusal(_("You can rank up to %(most)d people. Take somebody out first.") % {"most": MOST})
    order.append(Ranking(owner=owner, other=other))
    _number(owner, order, by)


@transaction.atomic
def move_up(owner: Enrollment, other: Enrollment, *, by: Person) -> None:
    """One place earlier; the first one stays first. Raises Refusal, or AlreadyChanged for somebody not in it."""
    _swap(owner, other, lambda place: place - 1, by)


@transaction.atomic
def move_down(owner: Enrollment, other: Enrollment, *, by: Person) -> None:
    """One place later; the last one stays last. Raises Refusal, or AlreadyChanged for somebody not in it."""
    _swap(owner, other, lambda place: place + 1, by)


@transaction.atomic
def remove(owner: Enrollment, other: Enrollment, *, by: Person) -> None:
    """Take somebody out; the others close up. Somebody who is not in it any more changes nothing. Raises Refusal."""
    owner, order = _hold(owner, by)
    gone = [one for one in order if one.other_id == other.pk]
    for one in gone:
        one.delete()
        order.remove(one)
    if gone:
        _number(owner, order, by)


@transaction.atomic
def invite(cohort: Cohort, until: date, *, by: Person) -> None:
    """Invite everybody who is ready to rank until a day; the mails follow by themselves, a reminder two days before.

    Another day moves the reminder. Raises Refusal when the program does not match in bulk or the day is too near.
    """
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("program").get(pk=cohort.pk)
    may_invite_to_rank.check(by, cohort.program)
    if until < timezone.localdate() + timedelta(days=LEAST_DAYS):
        words = _("Choose a day at least %(days)d days from now, so that people have time.")
        raise Refusal(words % {"days": LEAST_DAYS})
    if until > cohort.ends_on:
        raise Refusal(_("Choose a day before the cohort ends."))
    if cohort.rank_until == until:
        return
    cohort.rank_until = until
    cohort.save(update_fields=["rank_until"])
    audit.record("cohort.invite_to_rank", cohort, by=by, until=until)


def _hold(owner: Enrollment, by: Person) -> tuple[Enrollment, Order]:
    """The owner, held until the transaction ends so that two tabs follow each other, and their order as it is now."""
    owner = places.lock([owner])[owner.pk]
    may_rank.check(by, owner)
    return owner, list(Ranking.objects.filter(owner=owner).order_by("rank"))


def _swap(owner: Enrollment, other: Enrollment, target: Callable[[int], int], by: Person) -> None:
    owner, order = _hold(owner, by)
    place = next((place for place, one in enumerate(order) if one.other_id == other.pk), None)
    if place is None:
        raise AlreadyChanged
    to = target(place)
    if 0 <= to < len(order):
        order[place], order[to] = order[to], order[place]
        _number(owner, order, by)


def _number(owner: Enrollment, order: Order, by: Person) -> None:
    """Places from 1 in this order; the database checks that each is given once when the transaction ends."""
    for rank, one in enumerate(order, start=1):
        if one.rank != rank:
            one.rank = rank
            one.save()
    audit.record("ranking.change", owner, by=by, ranked=len(order))
