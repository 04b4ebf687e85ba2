"""What the letters of this app have in common."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from agreements.models import Agreement, AgreementVersion
from agreements.permissions import party_of
from agreements.selectors import waiting
from notifications.definitions import NudgeKind
from notifications.enums import Family, Urgency
from people.models import Person


def page_of(agreement: Agreement) -> str:
    """Where the agreement stands."""
    return reverse("agreement_detail", args=[agreement.pk])


def names(agreement: Agreement, recipient: Person) -> dict[str, str]:
    """Everybody else who signs, for a sentence."""
    return {"names": waiting.names_of_others(agreement, recipient)}


def signs(version: AgreementVersion, recipient: Person) -> bool:
    """Whether the recipient is still one of those who sign."""
    return party_of(recipient, version.agreement) is not None


def about_version(kind: str, label: str | Promise, is_needed: Any, write: Any, **more: Any) -> NudgeKind:
    """A mail about one version of an agreement; at once, unless said otherwise."""
    more.setdefault("urgency", Urgency.NOW)
    return NudgeKind(
        kind=kind,
        family=Family.AGREEMENT,
        label=label,
        subject=AgreementVersion,
        is_needed=is_needed,
        write=write,
        **more,
    )
