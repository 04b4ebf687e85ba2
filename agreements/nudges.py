"""Mails about agreements. They say that something waits, never what the agreement says."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.enums import VersionState
from agreements.models import Agreement, AgreementVersion
from agreements.selectors import waiting
from notifications.definitions import Due, Letter, NudgeKind, register
from notifications.enums import Family, Urgency
from people.models import Person

SOON = timedelta(days=1)


def _page(agreement: Agreement) -> str:
    return reverse("agreement_detail", args=[agreement.pk])


def _sign_is_needed(version: AgreementVersion, recipient: Person, occasion: str, now: datetime) -> bool:
    return version.state == VersionState.PROPOSED and waiting.has_yet_to_sign(version, recipient)


def _write_sign(version: AgreementVersion, recipient: Person) -> Letter:
    others = waiting.names_of_others(version.agreement, recipient)
    return Letter(
        subject=_("Your agreement with %(names)s is ready to sign") % {"names": others},
        lines=[
            _("The agreement with %(names)s has been offered for signature.") % {"names": others},
            _("Please read it in peace. If something should be different, you can say so instead of signing."),
        ],
        label=_("Read and sign"),
        url=reverse("agreement_sign", args=[version.agreement_id]),
    )


def find_unsigned(now: datetime) -> Iterable[Due]:
    """Partnerships that are matched for some days and have no signed agreement: everybody whose turn it is."""
    for agreement, people, matched_at, days, program_id in waiting.unsigned_agreements(now + SOON):
        for person_id in people:
            yield Due(person_id, agreement, "first", matched_at + timedelta(days=days), program_id=program_id)


def _unsigned_is_needed(agreement: Agreement, recipient: Person, occasion: str, now: datetime) -> bool:
    return recipient.pk in waiting.whose_turn(agreement)


def _write_unsigned(agreement: Agreement, recipient: Person) -> Letter:
    others = waiting.names_of_others(agreement, recipient)
    return Letter(
        subject=_("Your agreement with %(names)s is not signed yet") % {"names": others},
        lines=[
            _("Your partnership with %(names)s begins once you have all signed your agreement.") % {"names": others},
            _("Half an hour together is usually enough: your goals, when you meet, and what stays between you."),
        ],
        label=_("Open the agreement"),
        url=_page(agreement),
    )


def _changed_is_needed(version: AgreementVersion, recipient: Person, occasion: str, now: datetime) -> bool:
    return version.state == VersionState.DRAFT


def _write_changed(version: AgreementVersion, recipient: Person) -> Letter:
    others = waiting.names_of_others(version.agreement, recipient)
    return Letter(
        subject=_("Your agreement with %(names)s is being changed") % {"names": others},
        lines=[
            _("The agreement that was offered for signature is being changed. Signatures on it no longer count."),
            _("You will be asked to sign again when the new text is ready."),
        ],
        label=_("See the agreement"),
        url=_page(version.agreement),
    )


def _all_is_needed(version: AgreementVersion, recipient: Person, occasion: str, now: datetime) -> bool:
    return version.state == VersionState.IN_FORCE


def _write_all(version: AgreementVersion, recipient: Person) -> Letter:
    others = waiting.names_of_others(version.agreement, recipient)
    return Letter(
        subject=_("Everybody has signed: your agreement with %(names)s") % {"names": others},
        lines=[_("Your agreement with %(names)s is signed by everybody and counts from now on.") % {"names": others}],
        label=_("See the signed agreement"),
        url=reverse("version_detail", args=[version.agreement_id, version.number]),
    )


def _about_version(kind: str, label: Any, is_needed: Any, write: Any) -> NudgeKind:
    return register(
        NudgeKind(
            kind=kind,
            family=Family.AGREEMENT,
            urgency=Urgency.NOW,
            label=label,
            subject=AgreementVersion,
            is_needed=is_needed,
            write=write,
        )
    )


_about_version("agreement_to_sign", gettext_lazy("An agreement waits for your signature"), _sign_is_needed, _write_sign)
_about_version("agreement_changed", gettext_lazy("An agreement is being changed"), _changed_is_needed, _write_changed)
_about_version("agreement_signed_by_all", gettext_lazy("Everybody has signed"), _all_is_needed, _write_all)
register(
    NudgeKind(
        kind="agreement_unsigned",
        family=Family.AGREEMENT,
        label=gettext_lazy("An agreement is not signed yet"),
        subject=Agreement,
        find=find_unsigned,
        is_needed=_unsigned_is_needed,
        write=_write_unsigned,
    )
)
