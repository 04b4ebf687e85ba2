"""Signing: one signature for each party, on exactly the text they were shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.consent import CONSENT_VERSION
from agreements.document import canonical, content, duration
from agreements.document.names import same_name
from agreements.enums import EventKind, SectionKind, VersionState, VoidReason
from agreements.models import AgreementParty, AgreementVersion, Signature
from agreements.permissions import may_sign, may_withdraw, party_of, signers_of
from agreements.selectors.completeness import LAST_DAY_HAS_PASSED, is_over_by_now
from agreements.selectors.reading import name_in
from agreements.services import documents, events, goals, notices, parties, terms
from agreements.services.locking import fresh, version_in_force
from agreements.signals import agreement_in_force
from core import context
from core.rules import Refusal
from core.transitions import move
from matching.enums import PartnershipState
from matching.services import partnerships
from people.models import Person

EVIDENCE = (
    *("typed_name", "person_name", "person_email", "content_hash", "time_zone", "address", "user_agent"),
    *("sign_in_method", "consent_version", "language"),
)


class TextChanged(Refusal):
    """What the person read is not (any more) what is offered for signature. Nothing was signed."""

    def __init__(self, way_out_url: str = "") -> None:
        super().__init__(_("The agreement changed, please read it again. Nothing was signed."), way_out_url=way_out_url)


@dataclass(frozen=True, slots=True)
class SignIn:
    """How and when the signer last proved who they are."""

    at: datetime
    method: str

    @property
    def is_recent(self) -> bool:
        """Within the time that the settings allow for acts that bind."""
        return timezone.now() - self.at < timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


@dataclass(frozen=True, slots=True)
class Shown:
    """The text that the signer had before their eyes, and since when."""

    content_hash: str
    at: datetime


@transaction.atomic
def sign(version: AgreementVersion, *, by: Person, shown: Shown, typed_name: str, sign_in: SignIn) -> Signature:
    """Sign as `by`. A second time answers with the signature given. The last party's brings the version into force.

    Raises TextChanged when another text is offered now, Refusal when the person may not sign, the typed name is not
    theirs, their sign-in is too old, or the last day in the text has passed since it was offered.
    """
    version = fresh(version)
    party = party_of(by, version.agreement)
    given = version.signatures.filter(party=party, voided_at=None, content_hash=shown.content_hash).first()
    if party is not None and given is not None:
        return given
    if party is not None and (version.state == VersionState.VOIDED or version.content_hash != shown.content_hash):
        raise TextChanged
    may_sign.check(by, version)
    _refuse_what_is_over(version)
    _refuse_a_late_repeat(version, party, shown)  # type: ignore[arg-type]
    if not sign_in.is_recent:
        raise Refusal(_("Please confirm that it is you: your sign-in is older than a few minutes."))
    # Somebody may be called otherwise since the text was fixed: either name is theirs.
    if not any(same_name(typed_name, name) for name in (name_in(version, by), by.get_full_name())):
        raise Refusal(_("Please type your name as it stands in the agreement."))
    signature = _give(version, party, shown, typed_name, sign_in)  # type: ignore[arg-type]
    signed = set(version.signatures.filter(voided_at=None).values_list("party", flat=True))
    if signed.issuperset(one.pk for one in signers_of(version.agreement)):
        _bring_into_force(version, by=by)
    return signature


@transaction.atomic
def withdraw(version: AgreementVersion, *, by: Person) -> Signature:
    """Take one's own signature back before the last party has signed. It is kept and marked; the offer stands.

    The others are told, and `by` may sign again. Raises Refusal when everybody has signed, or nothing was signed.
    """
    version = fresh(version)
    may_withdraw.check(by, version)
    signature = version.signatures.get(party=party_of(by, version.agreement), voided_at=None)
    signature.voided_at, signature.void_reason = timezone.now(), VoidReason.WITHDRAWN
    signature.save(update_fields=["voided_at", "void_reason"])
    events.append(
        version.agreement,
        EventKind.WITHDRAWN,
        by=by,
        at=signature.voided_at,
        version=version.number,
        signature=str(signature.pk),
    )
    notices.withdrawn(version, by=by)
    return signature


def evidence_hash(signature: Signature) -> str:
    """The hash of a signature's evidence, as its event carries it."""
    said = {name: getattr(signature, name) for name in EVIDENCE}
    return canonical.digest(
        canonical.dump(
            {
                **said,
                "party": str(signature.party_id),
                "version": str(signature.version_id),
                "signed_at": signature.signed_at.timestamp(),
                "signed_in_at": signature.signed_in_at.timestamp(),
            }
        )
    )


def _refuse_what_is_over(version: AgreementVersion) -> None:
    """Weeks may lie between the offer and the last signature."""
    sections = content.load(version.content).sections
    data = next((part.data for part in sections if part.kind == SectionKind.DURATION), {})
    if is_over_by_now(duration.until(data)):
        raise Refusal(LAST_DAY_HAS_PASSED)


def _refuse_a_late_repeat(version: AgreementVersion, party: AgreementParty, shown: Shown) -> None:
    """A request that was on its way before a signature was withdrawn must not bring it back."""
    taken_back = version.signatures.filter(party=party, void_reason=VoidReason.WITHDRAWN, voided_at__gte=shown.at)
    if taken_back.exists():
        raise Refusal(_("You withdrew this signature. If you want to sign after all, please open the text again."))


def _give(
    version: AgreementVersion, party: AgreementParty, shown: Shown, typed_name: str, sign_in: SignIn
) -> Signature:
    facts, person, now = context.current(), party.person, timezone.now()
    signature = Signature.objects.create(
        version=version,
        party=party,
        signed_at=now,
        typed_name=typed_name,
        person_name=person.get_full_name(),
        person_email=person.email,
        content_hash=shown.content_hash,
        time_zone=person.time_zone,
        address=facts.address,
        user_agent=facts.user_agent,
        signed_in_at=sign_in.at,
        sign_in_method=sign_in.method,
        consent_version=CONSENT_VERSION,
        language=get_language() or settings.LANGUAGE_CODE,
    )
    # Reading changes nothing, so that the text was opened is recorded now, with the time at which it was shown.
    events.append(
        version.agreement, EventKind.VIEWED, by=person, at=now, version=version.number, shown_at=shown.at.isoformat()
    )
    events.append(
        version.agreement,
        EventKind.SIGNED,
        by=person,
        at=now,
        version=version.number,
        signature=str(signature.pk),
        content_hash=shown.content_hash,
        evidence=evidence_hash(signature),
    )
    return signature


def _bring_into_force(version: AgreementVersion, *, by: Person) -> None:
    """Everybody has signed: this version counts from now on, the partnership is active, the apps below are told."""
    now, agreement = timezone.now(), version.agreement
    older = version_in_force(agreement)
    if older is not None:
        move(older, VersionState.SUPERSEDED, by=by)
    move(version, VersionState.IN_FORCE, by=by, in_force_at=now)
    goals.agree_on(version, by=by, at=now)
    events.append(
        agreement, EventKind.IN_FORCE, by=by, at=now, version=version.number, content_hash=version.content_hash
    )
    if agreement.partnership.state == PartnershipState.FORMING:
        partnerships.activate(agreement.partnership, by=by)
    terms.apply(version, by=by)
    documents.ask_for(version)
    parties.join_those_who_signed(version, by=by)
    notices.signed_by_all(version)
    agreement_in_force.send(AgreementVersion, version=version)
