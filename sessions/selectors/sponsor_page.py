"""The partnership as its sponsor sees it: what was signed for them, and what stays between coach and client."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Goal
from agreements.selectors.waiting import waits_for_signature
from matching.enums import PartnershipState
from matching.models import Partnership, PartnershipMember
from people.models import Person
from sessions.enums import MeetingKind, MeetingState
from sessions.models import Meeting, SponsorStatement
from sessions.selectors import circle, exchange, goals
from sessions.selectors.agreement_line import AgreementLine, agreement_line

Words = str | Promise
# What the sponsor does not see of each item that was answered with no.
KEPT: dict[str, Words] = {
    "attendance": gettext_lazy("How many sessions took place, and how many did not"),
    "goals": gettext_lazy("The agreed goals"),
    "midpoint": gettext_lazy("A mid-point review"),
    "closing": gettext_lazy("A closing review"),
    "assessment": gettext_lazy("A summary of assessments"),
}


@dataclass(slots=True)
class SponsorPage:
    """What the page of a partnership shows to its sponsor."""

    partnership: Partnership
    title: str
    people: list[PartnershipMember]
    agreement: AgreementLine
    exchange: exchange.Exchange
    waits_for_signature: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    statements: list[SponsorStatement] = field(default_factory=list)
    waiting: list[Words] = field(default_factory=list)
    kept: list[Words] = field(default_factory=list)

    @property
    def shows_statements(self) -> bool:
        """Whether statements are a part of the page."""
        return bool(self.statements or self.waiting)


def sponsor_page(partnership: Partnership, person: Person) -> SponsorPage:
    """The page for a sponsor; never a date of a session, nor a word that was not released to them."""
    page = SponsorPage(
        partnership=partnership,
        title=circle.names(circle.others(partnership, person)),
        people=circle.members(partnership),
        agreement=agreement_line(partnership),
        exchange=exchange.exchange_of(partnership),
        waits_for_signature=waits_for_signature(partnership, person),
    )
    page.counts = _counts(page)
    if page.exchange.goals:
        page.goals = goals.agreed_goals(partnership, person)
    # What was released stays with the sponsor, whatever was agreed since.
    page.statements = list(
        SponsorStatement.objects.filter(partnership=partnership, released_at__isnull=False).order_by("released_at")
    )
    given = {statement.kind for statement in page.statements}
    if partnership.state != PartnershipState.ENDED_EARLY:
        page.waiting = [kind.label for kind in page.exchange.reviews if kind not in given]
    if page.exchange.is_signed:
        page.kept = [KEPT[item] for item in exchange.ITEMS if not getattr(page.exchange, item)]
    return page


def _counts(page: SponsorPage) -> dict[str, int]:
    """Sessions by their outcome, as far as they are for the sponsor. First talks and three-way reviews are none."""
    if not page.exchange.shows_number:
        return {}
    sessions = Meeting.objects.filter(partnership=page.partnership, kind=MeetingKind.REGULAR)
    numbers = {"held": Count("pk", filter=Q(state=MeetingState.HELD, is_disputed=False))}
    if page.exchange.attendance:
        numbers["missed"] = Count("pk", filter=Q(state=MeetingState.MISSED, is_disputed=False))
        numbers["cancelled_late"] = Count("pk", filter=Q(is_late_cancellation=True))
    counted: dict[str, int] = sessions.aggregate(**numbers)
    return counted


def why_no_more(page: SponsorPage) -> Words:
    """Why the sponsor sees the bare number of sessions and nothing else; empty once an exchange is signed."""
    if page.exchange.is_signed:
        return ""
    if page.partnership.state == PartnershipState.FORMING:
        return _("Nothing is signed yet. Until then you see how many sessions took place, and nothing else.")
    return _("The signed agreement has no schedule of information, so you see how many sessions took place only.")
