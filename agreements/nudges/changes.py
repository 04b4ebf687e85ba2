"""What was offered is a draft again: it is being changed, its time was over, or somebody who signs left."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.enums import VersionState
from agreements.models import AgreementVersion
from agreements.nudges.words import about_version, names, page_of, signs
from agreements.permissions import party_of, signers_of
from notifications.definitions import Letter
from people.models import Person
from program.enums import Role


def is_still_a_draft(version: AgreementVersion, recipient: Person, occasion: str, now: datetime) -> bool:
    """Whether it has not been offered again meanwhile."""
    return version.state == VersionState.DRAFT and signs(version, recipient)


def write_changed(version: AgreementVersion, recipient: Person) -> Letter:
    """With whom."""
    return Letter(
        subject=_("Your agreement with %(names)s is being changed") % names(version.agreement, recipient),
        lines=[
            _("The agreement that was offered for signature is being changed. Signatures on it no longer count."),
            _("You will be asked to sign again when the new text is ready."),
        ],
        label=_("See the agreement"),
        url=page_of(version.agreement),
    )


def write_expired(version: AgreementVersion, recipient: Person) -> Letter:
    """That nothing is lost."""
    others = names(version.agreement, recipient)
    return Letter(
        subject=_("Not signed in time: your agreement with %(names)s") % others,
        lines=[
            _("Not everybody signed your agreement with %(names)s in time, so it is a draft again.") % others,
            _("Every word is still there. Offer it for signature again when it suits you all."),
        ],
        label=_("Open the agreement"),
        url=page_of(version.agreement),
    )


def party_left_is_needed(version: AgreementVersion, recipient: Person, occasion: str, now: datetime) -> bool:
    """Whether the partnership goes on."""
    return version.agreement.partnership.is_current and signs(version, recipient)


def write_party_left(version: AgreementVersion, recipient: Person) -> Letter:
    """What it means for those who remain."""
    others = names(version.agreement, recipient)
    lines = [_("The sponsor is no longer part of your agreement with %(names)s.") % others]
    if version.state == VersionState.DRAFT:
        lines.append(_("It can be written and signed without them. What was signed so far has to be signed again."))
    else:
        lines.append(_("What you signed counts as before."))
    return Letter(
        subject=_("Your agreement with %(names)s: a change of sponsor") % others,
        lines=lines,
        label=_("See the agreement"),
        url=page_of(version.agreement),
    )


def write_sponsor_named(version: AgreementVersion, recipient: Person) -> Letter:
    """To the new sponsor: what waits. To the others: who it is."""
    others = names(version.agreement, recipient)
    party = party_of(recipient, version.agreement)
    if party is not None and party.role == Role.SPONSOR:
        subject = _("You are the sponsor of a coaching partnership")
        lines = [
            _("You are named as the sponsor in the agreement with %(names)s.") % others,
            _("You read and sign your own parts of it. You are asked to sign when it is ready."),
        ]
    else:
        sponsor = next((one.person for one in signers_of(version.agreement) if one.role == Role.SPONSOR), None)
        subject = _("Your agreement with %(names)s: a change of sponsor") % others
        lines = [
            _("%(name)s is the sponsor now.") % {"name": sponsor.get_full_name() if sponsor else ""},
            _("Please look at the draft, change what no longer fits, and offer it for signature."),
        ]
    return Letter(subject=subject, lines=lines, label=_("See the agreement"), url=page_of(version.agreement))


KINDS = (
    about_version("agreement_changed", gettext_lazy("An agreement is being changed"), is_still_a_draft, write_changed),
    about_version("agreement_expired", gettext_lazy("Not signed in time"), is_still_a_draft, write_expired),
    about_version(
        "agreement_party_left",
        gettext_lazy("The sponsor of an agreement changes"),
        party_left_is_needed,
        write_party_left,
    ),
    about_version(
        "agreement_sponsor_named",
        gettext_lazy("There is another sponsor"),
        is_still_a_draft,
        write_sponsor_named,
    ),
)
