"""Somebody commented on a section. The mail says that they did, never what they said."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, SectionComment
from agreements.nudges.words import names, page_of
from agreements.permissions import party_of
from notifications.definitions import Letter, NudgeKind
from notifications.enums import Family
from people.models import Person
from program.enums import Role


def is_unanswered(agreement: Agreement, recipient: Person, occasion: str, now: datetime) -> bool:
    """Whether somebody else's open comment is newer than what this person said last, and the partnership goes on."""
    party = party_of(recipient, agreement)
    if party is None or not agreement.partnership.is_current:
        return False
    comments = SectionComment.objects.filter(agreement=agreement)
    said = comments.filter(author=recipient).aggregate(last=Max("created_at"))["last"]
    open_ones = comments.filter(settled_at=None).exclude(author=recipient)
    if said is not None:
        open_ones = open_ones.filter(created_at__gt=said)
    if party.role == Role.SPONSOR:
        open_ones = open_ones.filter(is_for_sponsor=True)
    return open_ones.exists()


def write_commented(agreement: Agreement, recipient: Person) -> Letter:
    """With whom, and where to read it."""
    others = names(agreement, recipient)
    return Letter(
        subject=_("A comment on your agreement with %(names)s") % others,
        lines=[
            _("There is a new comment on your agreement with %(names)s.") % others,
            _("Answer it beside the text, or talk about it and settle it."),
        ],
        label=_("Read the comment"),
        url=page_of(agreement),
    )


KINDS = (
    NudgeKind(
        kind="agreement_commented",
        family=Family.AGREEMENT,
        label=gettext_lazy("Somebody commented on an agreement"),
        subject=Agreement,
        is_needed=is_unanswered,
        write=write_commented,
    ),
)
