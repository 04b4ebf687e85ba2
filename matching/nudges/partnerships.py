"""Nudges about partnerships that begin and end."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.enums import PartnershipState
from matching.models import Partnership
from notifications.definitions import Letter, NudgeKind, register
from notifications.enums import Family, Urgency
from people.models import Person
from program.enums import Role


def partnership_is_current(partnership: Partnership, recipient: Person, occasion: str, now: datetime) -> bool:
    """The partnership still exists and the recipient is a member."""
    return partnership.is_current and partnership.members.filter(person=recipient, left_at=None).exists()


def write_matched(partnership: Partnership, recipient: Person) -> Letter:
    """Two people are matched; what comes next is the agreement."""
    members = list(partnership.members.select_related("person"))
    own_role = next((member.role for member in members if member.person_id == recipient.pk), None)
    others = ", ".join(
        member.person.get_full_name()
        for member in members
        if member.person_id != recipient.pk and member.role != Role.SPONSOR
    )
    names = {"names": others, "program": partnership.program}
    if own_role == Role.SPONSOR:
        subject = _("You are the sponsor of a coaching partnership")
        line = (
            _("In %(program)s you are the sponsor for: %(names)s. You see what is agreed, never what is said.") % names
        )
    else:
        subject = _("You are matched with %(names)s") % names
        line = _("In %(program)s you are now matched with %(names)s.") % names
    return Letter(
        subject=subject,
        lines=[line, _("The next step is the agreement: you write down together what you want to do and how.")],
        label=_("See your partnership"),
        url=reverse("partnership_detail", args=[partnership.pk]),
    )


def partnership_has_ended(partnership: Partnership, recipient: Person, occasion: str, now: datetime) -> bool:
    """The partnership ended before its time."""
    return partnership.state == PartnershipState.ENDED_EARLY


def write_partnership_ended(partnership: Partnership, recipient: Person) -> Letter:
    """It is over, without fault."""
    others = partnership.members.exclude(person=recipient).exclude(role=Role.SPONSOR).select_related("person")
    names = ", ".join(member.person.get_full_name() for member in others)
    return Letter(
        subject=_("Your partnership with %(names)s has ended") % {"names": names},
        lines=[
            _("It ended before its planned time. Nobody is at fault, and what you agreed stays yours to read."),
            _("The people who run %(program)s can help you find somebody new.") % {"program": partnership.program},
        ],
        label=_("See the partnership"),
        url=reverse("partnership_detail", args=[partnership.pk]),
    )


register(
    NudgeKind(
        kind="matched",
        family=Family.MATCHING,
        label=gettext_lazy("You are matched"),
        subject=Partnership,
        urgency=Urgency.NOW,
        is_needed=partnership_is_current,
        write=write_matched,
    )
)
register(
    NudgeKind(
        kind="partnership_ended",
        family=Family.MATCHING,
        label=gettext_lazy("A partnership has ended"),
        subject=Partnership,
        is_needed=partnership_has_ended,
        write=write_partnership_ended,
    )
)
