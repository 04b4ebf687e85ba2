"""Who may do what with an agreement, in words.

Every rule takes the version in question; its agreement, partnership and parties are read from what is loaded.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.enums import GoalState, VersionState
from agreements.models import Agreement, AgreementParty, AgreementVersion, Goal, SectionComment
from core.rules import Reason, Rule
from matching.enums import PartnershipState
from program.enums import Role
from program.models import Program

# So long before the end a partnership is asked whether it goes on.
RENEWAL_OFFERED = timedelta(days=30)
# So long a comment can be taken back by whoever wrote it; the mail about it goes out after that.
COMMENT_TAKEN_BACK = timedelta(minutes=15)

_NOT_A_PARTY = _("Only the people who sign this agreement can do that.")
_SPONSOR_READS = _("The sponsor reads and signs. Coach and client write the agreement.")
_CLOSING = _("This partnership is being closed, so its agreement stays as it is.")
_OVER = _("This partnership has ended, so its agreement stays as it is.")


def signers_of(agreement: Agreement) -> list[AgreementParty]:
    """Everybody who has to sign: the parties who have not left."""
    return [party for party in agreement.parties.all() if party.left_at is None]


def party_of(person: Any, agreement: Agreement) -> AgreementParty | None:
    """The person's part in the agreement; None for whoever has left it."""
    return next((party for party in signers_of(agreement) if party.person_id == person.pk), None)


def _as_writer(person: Any, agreement: Agreement) -> Reason | None:
    party = party_of(person, agreement)
    if party is None:
        return _NOT_A_PARTY
    if party.role == Role.SPONSOR:
        return _SPONSOR_READS
    return None if agreement.partnership.is_current else _OVER


@Rule
def may_edit(person: Any, version: AgreementVersion) -> Reason | None:
    """Whether the person may change a section or a goal of this version."""
    reason = _as_writer(person, version.agreement)
    if reason is None and version.agreement.partnership.state == PartnershipState.CLOSING:
        return _CLOSING
    if reason is None and version.state == VersionState.PROPOSED:
        return _("It is offered for signature. Take it back first, then you can change it.")
    if reason is None and version.state != VersionState.DRAFT:
        return _("This version is finished. A change makes a new version.")
    return reason


@Rule
def may_take_back(person: Any, version: AgreementVersion) -> Reason | None:
    """Whether the person may take a proposed version back to change it."""
    reason = _as_writer(person, version.agreement)
    if reason is None and version.state != VersionState.PROPOSED:
        return _("This version is not waiting for signatures. Here is how it stands now.")
    return reason


@Rule
def may_sign(person: Any, version: AgreementVersion) -> Reason | None:
    """Whether the person may sign this version, or decline to."""
    if party_of(person, version.agreement) is None:
        return _NOT_A_PARTY
    if not version.agreement.partnership.is_current:
        return _OVER
    if version.agreement.partnership.state == PartnershipState.CLOSING:
        return _CLOSING
    if version.state == VersionState.DRAFT:
        return _("This agreement is still being written. It can be signed once it is offered for signature.")
    if version.state != VersionState.PROPOSED:
        return _("This version is not waiting for signatures. Here is how it stands now.")
    if version.expires_at and version.expires_at <= timezone.now():
        return _("The time to sign this offer is over. It goes back to you both with the same words.")
    return None


@Rule
def may_withdraw(person: Any, version: AgreementVersion) -> Reason | None:
    """Whether the person may take their own signature back: until the last party has signed."""
    party = party_of(person, version.agreement)
    if party is None:
        return _NOT_A_PARTY
    if not version.agreement.partnership.is_current:
        return _OVER
    if version.state == VersionState.IN_FORCE:
        return _("Everybody has signed by now, so the agreement counts. You can change it together at any time.")
    signed = {signature.party_id for signature in version.signatures.all() if signature.voided_at is None}
    if version.state != VersionState.PROPOSED or party.pk not in signed:
        return _("There is no signature of yours to withdraw. Here is how it stands now.")
    return None


@Rule
def may_amend(person: Any, version: AgreementVersion) -> Reason | None:
    """Whether the person may begin a new version beside this one in force."""
    reason = _as_writer(person, version.agreement)
    if reason is None and version.state != VersionState.IN_FORCE:
        return _("Only an agreement that everybody has signed can be amended.")
    if reason is None and version.agreement.partnership.state == PartnershipState.CLOSING:
        return _CLOSING
    return reason


@Rule
def may_renew(person: Any, version: AgreementVersion) -> Reason | None:
    """Whether the person may begin a renewal of this version in force: near the end of an active partnership."""
    reason = may_amend.reason(person, version)
    partnership = version.agreement.partnership
    if reason is not None:
        return reason
    if partnership.state != PartnershipState.ACTIVE or partnership.ends_on is None:
        return _("Only a partnership that is active can be renewed.")
    if partnership.ends_on - RENEWAL_OFFERED > timezone.localdate():
        return _("It is offered in the last weeks, when you know how it went.")
    return None


@Rule
def may_replace_sponsor(person: Any, agreement: Agreement) -> Reason | None:
    """Whether the person may name another sponsor: whoever runs the program, while the partnership goes on."""
    if not Program.objects.managed_by(person).filter(pk=agreement.partnership.program.pk).exists():
        return _("Only the people who run this program can name a sponsor.")
    if not agreement.partnership.program.has_sponsor:
        return _("Partnerships of this program have no sponsor.")
    if not agreement.partnership.is_current:
        return _OVER
    if agreement.partnership.state == PartnershipState.CLOSING:
        return _CLOSING
    return None


@Rule
def may_change_goal(person: Any, goal: Goal) -> Reason | None:
    """Whether the person may say that an agreed goal is reached."""
    members = goal.partnership.members.all()
    member = next((member for member in members if member.person_id == person.pk and not member.left_at), None)
    if member is None or member.role == Role.SPONSOR:
        return _("Only the people who work on this goal can do that.")
    if goal.partnership.state not in {PartnershipState.ACTIVE, PartnershipState.CLOSING}:
        return _("Goals change while the partnership is active. It is not at the moment.")
    if goal.state == GoalState.DRAFT:
        return _("This goal is still part of a draft. Change it in the agreement.")
    return None


@Rule
def may_comment(person: Any, version: AgreementVersion) -> Reason | None:
    """Whether the person may talk about sections of this version. Which of them they read is another question."""
    if party_of(person, version.agreement) is None:
        return _NOT_A_PARTY
    if not version.agreement.partnership.is_current:
        return _OVER
    if version.state not in {VersionState.DRAFT, VersionState.PROPOSED, VersionState.IN_FORCE}:
        return _("This version is finished. Talk about the one that counts now.")
    return None


@Rule
def may_settle(person: Any, version: AgreementVersion, comment: SectionComment) -> Reason | None:
    """Whether the person may settle or reopen a comment: whoever may comment and reads it."""
    reason = may_comment.reason(person, version)
    party = party_of(person, version.agreement)
    if reason is None and party is not None and party.role == Role.SPONSOR and not comment.is_for_sponsor:
        return _NOT_A_PARTY
    return reason


@Rule
def may_delete_comment(person: Any, comment: SectionComment) -> Reason | None:
    """Whether the person may take a comment back: their own, shortly after they wrote it."""
    if comment.author_id != person.pk:
        return _("Only whoever wrote a comment can take it back.")
    if not comment.agreement.partnership.is_current:
        return _OVER
    if timezone.now() - comment.created_at > COMMENT_TAKEN_BACK:
        return _("It stands there too long by now: somebody may have read it. You can settle it instead.")
    return None


@Rule
def may_download(person: Any, version: AgreementVersion) -> Reason | None:
    """Whether the person may have the sealed document of a version: until some years after the partnership's end."""
    if party_of(person, version.agreement) is None:
        return _NOT_A_PARTY
    partnership = version.agreement.partnership
    years = partnership.program.agreement_retention_years
    # Days rather than a date: the last of February has no birthday every year.
    if partnership.ended_at and timezone.now() > partnership.ended_at + timedelta(days=366 * years):
        return _("This partnership ended more than %(years)s years ago, so its document is no longer given out.") % {
            "years": years
        }
    return None
