"""Nudges about chemistry meetings: whom to meet, who may write, and a reminder before the round ends."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.times import day_words
from matching.enums import RoundState
from matching.models import ChemistryRound
from matching.selectors.chemistry import without_order
from notifications.definitions import Due, Letter, NudgeKind, register
from notifications.enums import Family, Urgency
from people.models import Person
from program.enums import Role
from program.models import Enrollment

REMIND_BEFORE = timedelta(days=3)


def round_is_open(round_: ChemistryRound, recipient: Person, occasion: str, now: datetime) -> bool:
    """The round goes on and the recipient still takes part."""
    return round_.state == RoundState.OPEN and _enrollment(round_, recipient) is not None


def write_proposed(round_: ChemistryRound, recipient: Person) -> Letter:
    """Three coaches to meet; who they are stands on the page."""
    words = {"day": day_words(round_.ends_on), "program": round_.cohort.program}
    return Letter(
        subject=_("Coaches you can meet"),
        lines=[
            _("In %(program)s some coaches are proposed to you for a first talk. It binds nobody.") % words,
            _("Meet them, then put them in your order until %(day)s. Only you read it; it counts in the assignment.")
            % words,
        ],
        label=_("See the coaches"),
        url=_page(round_, recipient),
    )


def write_expected(round_: ChemistryRound, recipient: Person) -> Letter:
    """Clients may write to a coach."""
    words = {"day": day_words(round_.ends_on), "program": round_.cohort.program}
    return Letter(
        subject=_("Clients may ask you for a first talk"),
        lines=[
            _("In %(program)s you are proposed to clients. Until %(day)s they may ask you for a first talk.") % words,
            _("It binds nobody. The page shows who they are."),
        ],
        label=_("See the clients"),
        url=_page(round_, recipient),
    )


def find_unranked(now: datetime) -> Iterable[Due]:
    """Clients who have put nobody in order yet, three days before the round ends."""
    last = timezone.localdate(now) + REMIND_BEFORE
    rounds = ChemistryRound.objects.filter(
        state=RoundState.OPEN, ends_on__lte=last, ends_on__gte=timezone.localdate(now)
    )
    for round_ in rounds.select_related("cohort"):
        for client in without_order(round_):
            yield Due(client.person_id, round_.pk, "", now, program_id=round_.cohort.program_id)


def is_still_unranked(round_: ChemistryRound, recipient: Person, occasion: str, now: datetime) -> bool:
    """Still open, and still no order."""
    return round_is_open(round_, recipient, occasion, now) and without_order(round_).filter(person=recipient).exists()


def write_unranked(round_: ChemistryRound, recipient: Person) -> Letter:
    """A few days are left."""
    words = {"day": day_words(round_.ends_on), "program": round_.cohort.program}
    return Letter(
        subject=_("Which coach would you like most?"),
        lines=[
            _("The first talks in %(program)s end on %(day)s. Put the coaches in your order before that.") % words,
            _("Without it you are assigned by the same reasons as before: nothing is lost."),
        ],
        label=_("Give your order"),
        url=_page(round_, recipient),
    )


def _enrollment(round_: ChemistryRound, recipient: Person) -> Enrollment | None:
    rows = Enrollment.objects.current().filter(cohort=round_.cohort_id, person=recipient)
    return rows.filter(role__in=[Role.CLIENT, Role.COACH]).order_by("role").first()


def _page(round_: ChemistryRound, recipient: Person) -> str:
    found = _enrollment(round_, recipient)
    return reverse("chemistry_own", args=[found.pk]) if found else reverse("home")


register(
    NudgeKind(
        kind="chemistry_proposed",
        family=Family.MATCHING,
        label=gettext_lazy("Coaches you can meet"),
        subject=ChemistryRound,
        is_needed=round_is_open,
        write=write_proposed,
    )
)
register(
    NudgeKind(
        kind="chemistry_expected",
        family=Family.MATCHING,
        label=gettext_lazy("Clients may ask you for a first talk"),
        subject=ChemistryRound,
        is_needed=round_is_open,
        write=write_expected,
    )
)
register(
    NudgeKind(
        kind="chemistry_unranked",
        family=Family.MATCHING,
        label=gettext_lazy("Put the coaches in your order"),
        subject=ChemistryRound,
        urgency=Urgency.NOW,
        find=find_unranked,
        is_needed=is_still_unranked,
        write=write_unranked,
    )
)
