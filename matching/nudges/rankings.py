"""Nudges to rank each other, where a whole cohort is matched at once: an invitation, and one word before the day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.times import date_words
from matching.permissions import has_free_place
from matching.selectors.rankings import has_ranked, without_partner
from notifications.definitions import Due, Letter, NudgeKind, register
from notifications.enums import Family
from notifications.models import Nudge
from people.models import Person
from program.enums import Role
from program.models import Enrollment
from program.permissions import MATCHING_PHASES, may_be_matched

INVITED, DUE = "ranking_invited", "ranking_due"
DAYS_BEFORE = 2


def find_invited(now: datetime) -> Iterator[Due]:
    """Everybody who is ready, once they are asked to rank until a day to come."""
    planned = Nudge.objects.filter(kind=INVITED, subject_id=OuterRef("pk"))
    for owner in _asked(now).filter(~Exists(planned)):
        yield Due(owner.person_id, owner.pk, "", now, _end_of(owner.cohort.rank_until), owner.cohort.program_id)


def find_due(now: datetime) -> Iterator[Due]:
    """Whoever has not ranked two days before; another day is another occasion."""
    last = timezone.localdate(now) + timedelta(days=DAYS_BEFORE + 1)
    for owner in _asked(now).filter(cohort__rank_until__lte=last, cohort__rank_until__isnull=False):
        until: date = owner.cohort.rank_until  # type: ignore[assignment]
        due_at = _start_of(until - timedelta(days=DAYS_BEFORE))
        yield Due(owner.person_id, owner.pk, until.isoformat(), due_at, _end_of(until), owner.cohort.program_id)


def should_still_rank(owner: Enrollment, recipient: Person, occasion: str, now: datetime) -> bool:
    """Nobody stands in their order, they may be matched, have room, and the day is not over (nor another one now)."""
    until = owner.cohort.rank_until
    is_asked = until is not None and timezone.localdate(now) <= until and occasion in {"", until.isoformat()}
    is_free = owner.program.matches_in_bulk and may_be_matched.allows(None, owner) and has_free_place(owner)
    return is_asked and is_free and not owner.rankings.exists()


def write_invited(owner: Enrollment, recipient: Person) -> Letter:
    """What ranking is for, and until when."""
    return Letter(
        subject=_("Whom would you like to work with in %(program)s?") % {"program": owner.program.name},
        lines=[_what(owner), _until(owner), _("Nobody else reads your order.")],
        label=_("Rank"),
        url=reverse("ranking_detail", args=[owner.pk]),
    )


def write_due(owner: Enrollment, recipient: Person) -> Letter:
    """The day is near."""
    return Letter(
        subject=_("Your order is still missing in %(program)s") % {"program": owner.program.name},
        lines=[
            _until(owner),
            _("Without an order of yours we go by how well people fit. Three names already help."),
        ],
        label=_("Rank"),
        url=reverse("ranking_detail", args=[owner.pk]),
    )


def _what(owner: Enrollment) -> str:
    if owner.is_guide:
        return _("Everybody is matched at once. Before that, put the mentees you would like in your order.")
    return _("Everybody is matched at once. Before that, put the mentors you would like in your order.")


def _until(owner: Enrollment) -> str:
    until = owner.cohort.rank_until
    return _("Please do so until %(day)s. It takes about ten minutes.") % {"day": date_words(until) if until else ""}


def _asked(now: datetime) -> QuerySet[Enrollment]:
    """Who is ready, at work, has nobody, and has not ranked, where the day is still to come."""
    rows = Enrollment.objects.available().filter(
        cohort__program__matches_in_bulk=True,
        cohort__program__state__in=MATCHING_PHASES,
        cohort__rank_until__gte=timezone.localdate(now),
        role__in=(Role.MENTOR, Role.MENTEE),
        is_accepting=True,
    )
    free = without_partner(rows.filter(~has_ranked())).select_related("cohort")
    return free.order_by(F("cohort__rank_until").asc(), "pk")


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _end_of(day: date | None) -> datetime | None:
    return _start_of(day + timedelta(days=1)) if day else None


register(
    NudgeKind(
        kind=INVITED,
        family=Family.MATCHING,
        label=gettext_lazy("An invitation to rank"),
        subject=Enrollment,
        find=find_invited,
        is_needed=should_still_rank,
        write=write_invited,
    )
)
register(
    NudgeKind(
        kind=DUE,
        family=Family.MATCHING,
        label=gettext_lazy("Your order is still missing"),
        subject=Enrollment,
        find=find_due,
        is_needed=should_still_rank,
        write=write_due,
    )
)
