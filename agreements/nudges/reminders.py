"""What the calendar calls for: an unsigned agreement, an offer that is about to expire, a partnership near its end."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, AgreementVersion
from agreements.nudges.words import about_version, names, page_of
from agreements.permissions import may_renew, may_sign
from agreements.selectors import waiting
from core.ui.times import day_words
from notifications.definitions import Due, Letter, NudgeKind
from notifications.enums import Family, Urgency
from people.models import Person

SOON = timedelta(days=1)


def find_unsigned(now: datetime) -> Iterable[Due]:
    """Partnerships that are matched for some days and have no signed agreement: everybody whose turn it is."""
    for agreement, people, matched_at, days, program_id in waiting.unsigned_agreements(now + SOON):
        for person_id in people:
            yield Due(person_id, agreement, "first", matched_at + timedelta(days=days), program_id=program_id)


def unsigned_is_needed(agreement: Agreement, recipient: Person, occasion: str, now: datetime) -> bool:
    """Whether it is still their turn."""
    return recipient.pk in waiting.whose_turn(agreement)


def write_unsigned(agreement: Agreement, recipient: Person) -> Letter:
    """With whom, and that half an hour is enough."""
    others = names(agreement, recipient)
    return Letter(
        subject=_("Your agreement with %(names)s is not signed yet") % others,
        lines=[
            _("Your partnership with %(names)s begins once you have all signed your agreement.") % others,
            _("Half an hour together is usually enough: your goals, when you meet, and what stays between you."),
        ],
        label=_("Open the agreement"),
        url=page_of(agreement),
    )


def find_expiring(now: datetime) -> Iterable[Due]:
    """Whoever has not signed an offer that ends in a few days. A new end is a new occasion."""
    for version, people, expires_at, program_id in waiting.offers_ending(now + SOON):
        due_at = expires_at - waiting.BEFORE_EXPIRY
        for person_id in people:
            yield Due(person_id, version, expires_at.isoformat(), due_at, expires_at, program_id)


def expiring_is_needed(version: AgreementVersion, recipient: Person, occasion: str, now: datetime) -> bool:
    """Whether it still waits for this signature, and ends when it was planned to."""
    is_same_end = version.expires_at is not None and version.expires_at.isoformat() == occasion
    return may_sign.allows(recipient, version) and is_same_end and waiting.has_yet_to_sign(version, recipient)


def write_expiring(version: AgreementVersion, recipient: Person) -> Letter:
    """Until when."""
    facts = names(version.agreement, recipient)
    if version.expires_at:
        facts["day"] = day_words(localtime(version.expires_at).date())
    return Letter(
        subject=_("Please sign by %(day)s: your agreement with %(names)s") % facts,
        lines=[
            _("Your agreement with %(names)s waits for your signature until %(day)s.") % facts,
            _("After that it becomes a draft again. Nothing that you wrote is lost, but everybody signs anew."),
        ],
        label=_("Read and sign"),
        url=reverse("agreement_sign", args=[version.agreement_id]),
    )


def find_ending(now: datetime) -> Iterable[Due]:
    """Both sides of an active partnership some weeks before its end, unless a new version is being written."""
    for agreement, people, due_at, ends_on, program_id in waiting.ending_soon(now + SOON):
        for person_id in people:
            yield Due(person_id, agreement, ends_on.isoformat(), due_at, program_id=program_id)


def ending_is_needed(agreement: Agreement, recipient: Person, occasion: str, now: datetime) -> bool:
    """Whether the end is still the same, and nobody has begun to renew it."""
    ends_on, version = agreement.partnership.ends_on, waiting.renewable(agreement)
    is_same = ends_on is not None and ends_on.isoformat() == occasion
    return is_same and version is not None and may_renew.allows(recipient, version)


def write_ending(agreement: Agreement, recipient: Person) -> Letter:
    """When it ends, and that both ways are good."""
    facts = names(agreement, recipient)
    if agreement.partnership.ends_on:
        facts["day"] = day_words(agreement.partnership.ends_on)
    return Letter(
        subject=_("Go on together, or close it well? Your partnership with %(names)s") % facts,
        lines=[
            _("Your partnership with %(names)s ends on %(day)s.") % facts,
            _("If you both want to go on, renew your agreement. If not, meet once more to look back. Both are good."),
        ],
        label=_("See your agreement"),
        url=page_of(agreement),
    )


KINDS = (
    NudgeKind(
        kind="agreement_unsigned",
        family=Family.AGREEMENT,
        label=gettext_lazy("An agreement is not signed yet"),
        subject=Agreement,
        find=find_unsigned,
        is_needed=unsigned_is_needed,
        write=write_unsigned,
    ),
    about_version(
        "agreement_expiring",
        gettext_lazy("An offer to sign ends soon"),
        expiring_is_needed,
        write_expiring,
        find=find_expiring,
        urgency=Urgency.SOON,
    ),
    NudgeKind(
        kind="agreement_ending",
        family=Family.AGREEMENT,
        label=gettext_lazy("A partnership comes to its end"),
        subject=Agreement,
        find=find_ending,
        is_needed=ending_is_needed,
        write=write_ending,
    ),
)
