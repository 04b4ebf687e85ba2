"""Versions: offered for signature, taken back, declined, amended. The text of a proposed version never changes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.document import content
from agreements.enums import EventKind, VersionOccasion, VersionState, VoidReason
from agreements.models import Agreement, AgreementVersion
from agreements.permissions import may_amend, may_edit, may_sign, may_take_back
from agreements.selectors.completeness import missing_in
from agreements.selectors.goals import goals_in
from agreements.selectors.texts import build
from agreements.services import events, goals, notices
from agreements.services.drafting import draft_of, next_draft
from agreements.services.locking import fresh, lock, open_version, version_in_force
from agreements.services.voiding import begin_again
from core.rules import Refusal
from core.transitions import AlreadyChanged, move
from people.models import Person


@transaction.atomic
def propose(version: AgreementVersion, *, by: Person) -> AgreementVersion:
    """Offer the draft for signature: its text is fixed from now on, and every party is asked to sign.

    Raises Refusal while something is missing, with the first thing that is.
    """
    version = fresh(version)
    may_edit.check(by, version)
    problems = missing_in(version, list(version.sections.all()), goals_in(version))
    if problems:
        raise Refusal(problems[0])
    now = timezone.now()
    version.content = text = build(version).dump()
    version.save(update_fields=["content"])
    text_hash = content.digest(text)
    expires_at = now + timedelta(days=version.agreement.partnership.program.offer_expiry_days)
    move(
        version,
        VersionState.PROPOSED,
        by=by,
        proposed_at=now,
        proposed_by=by,
        expires_at=expires_at,
        content_hash=text_hash,
    )
    events.append(version.agreement, EventKind.PROPOSED, by=by, at=now, version=version.number, content_hash=text_hash)
    notices.please_sign(version, by=by)
    return version


@transaction.atomic
def take_back(version: AgreementVersion, *, by: Person) -> AgreementVersion:
    """Take a proposed version back to change it: the next begins as a copy, signatures given no longer count."""
    version = fresh(version)
    may_take_back.check(by, version)
    draft = begin_again(version, VoidReason.CHANGED, by=by)
    notices.text_changed(draft, by=by)
    return draft


@transaction.atomic
def decline(version: AgreementVersion, *, by: Person, reason: str = "") -> AgreementVersion:
    """Not sign, but ask for a change. The reason is kept for the parties; the others are told, without it."""
    version = fresh(version)
    may_sign.check(by, version)
    if version.signatures.filter(party__person=by, voided_at=None).exists():
        raise Refusal(_("You have signed this version already. Take it back if something should change."))
    version.declined_at, version.declined_by, version.decline_reason = timezone.now(), by, reason
    version.save(update_fields=["declined_at", "declined_by", "decline_reason"])
    draft = begin_again(version, VoidReason.DECLINED, by=by)
    notices.text_changed(draft, by=by)
    return draft


@transaction.atomic
def amend(agreement: Agreement, *, by: Person) -> AgreementVersion:
    """Begin a new version of a running agreement. The one in force stays so until everybody has signed the new one."""
    agreement = lock(agreement.pk)
    current = version_in_force(agreement)
    if current is None or open_version(agreement) is not None:
        raise AlreadyChanged
    may_amend.check(by, current)
    draft = next_draft(current, agreement, VersionOccasion.AMENDMENT)
    events.append(agreement, EventKind.CREATED, by=by, version=draft.number, amends=current.number)
    return draft


@transaction.atomic
def give_up(version: AgreementVersion, *, by: Person) -> None:
    """Discard the draft of an amendment; the version in force goes on unchanged."""
    version = draft_of(version.agreement_id, by=by)
    if version_in_force(version.agreement) is None:
        raise Refusal(_("A first agreement cannot be discarded. You can end the partnership instead."))
    goals.drop_drafts(version, by=by)
    move(version, VersionState.CLOSED, by=by)
    events.append(version.agreement, EventKind.CLOSED, by=by, versions=[version.number])
