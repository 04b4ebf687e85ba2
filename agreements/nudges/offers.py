"""An agreement is offered for signature, a signature is taken back, everybody has signed."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.enums import VersionState
from agreements.models import AgreementVersion
from agreements.nudges.words import about_version, names, page_of, signs
from agreements.permissions import may_sign
from agreements.selectors import waiting
from notifications.definitions import Letter
from people.models import Person


def sign_is_needed(version: AgreementVersion, recipient: Person, occasion: str, now: datetime) -> bool:
    """Whether it still waits for this signature."""
    return may_sign.allows(recipient, version) and waiting.has_yet_to_sign(version, recipient)


def write_sign(version: AgreementVersion, recipient: Person) -> Letter:
    """With whom."""
    others = names(version.agreement, recipient)
    return Letter(
        subject=_("Your agreement with %(names)s is ready to sign") % others,
        lines=[
            _("The agreement with %(names)s has been offered for signature.") % others,
            _("Please read it in peace. If something should be different, you can say so instead of signing."),
        ],
        label=_("Read and sign"),
        url=reverse("agreement_sign", args=[version.agreement_id]),
    )


def withdrawn_is_needed(version: AgreementVersion, recipient: Person, occasion: str, now: datetime) -> bool:
    """Whether the one who withdrew (named in the occasion) has not signed again meanwhile."""
    whose = UUID(occasion.partition(" ")[0])
    has_signed = version.signatures.filter(party__person=whose, voided_at=None).exists()
    return version.state == VersionState.PROPOSED and not has_signed and signs(version, recipient)


def write_withdrawn(version: AgreementVersion, recipient: Person) -> Letter:
    """That it happened; who and why is theirs to say."""
    others = names(version.agreement, recipient)
    return Letter(
        subject=_("A signature was withdrawn: your agreement with %(names)s") % others,
        lines=[
            _("Somebody would like more time and has withdrawn their signature. The text is as it was."),
            _("You need not do anything. A talk about it often helps."),
        ],
        label=_("See the agreement"),
        url=page_of(version.agreement),
    )


def all_is_needed(version: AgreementVersion, recipient: Person, occasion: str, now: datetime) -> bool:
    """Whether it counts."""
    return version.state == VersionState.IN_FORCE and signs(version, recipient)


def write_all(version: AgreementVersion, recipient: Person) -> Letter:
    """With whom; the link leads to the text and its sealed document."""
    others = names(version.agreement, recipient)
    return Letter(
        subject=_("Everybody has signed: your agreement with %(names)s") % others,
        lines=[
            _("Your agreement with %(names)s is signed by everybody and counts from now on.") % others,
            _("The page has the signed text and the sealed document for you to keep."),
        ],
        label=_("See the signed agreement"),
        url=reverse("version_detail", args=[version.agreement_id, version.number]),
    )


KINDS = (
    about_version(
        "agreement_to_sign", gettext_lazy("An agreement waits for your signature"), sign_is_needed, write_sign
    ),
    about_version(
        "agreement_withdrawn", gettext_lazy("A signature was withdrawn"), withdrawn_is_needed, write_withdrawn
    ),
    about_version("agreement_signed_by_all", gettext_lazy("Everybody has signed"), all_is_needed, write_all),
)
