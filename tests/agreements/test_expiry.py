"""Offers that not everybody signed in time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from agreements.document import content
from agreements.enums import EventKind, VersionState, VoidReason
from agreements.models import AgreementEvent, AgreementVersion, Signature
from agreements.selectors.texts import build
from agreements.services import expiry, locking
from agreements.services.verification import verify_all
from core.models import DataKey
from core.rules import Refusal
from notifications.models import Nudge
from notifications.services import sweep
from people.models import Person
from program.models import Enrollment
from tests.agreements.clock import working_hour
from tests.factories.agreements import guide_of, make_agreement, open_version, propose, seeker_of, sign

pytestmark = pytest.mark.django_db


def _subjects(person: Person) -> list[str]:
    return [message.subject for message in mail.outbox if person.email in message.to[0]]


def test_an_offer_that_expires_begins_again_with_the_same_words_and_tells_everybody_once() -> None:
    agreement = make_agreement()
    offered = propose(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    sign(offered, mentee)

    counts = [expiry.expire_due(offered.expires_at + timedelta(minutes=minutes)) for minutes in (-1, 0, 1)]

    offered.refresh_from_db()
    assert (counts, offered.state, offered.void_reason) == ([0, 1, 0], VersionState.VOIDED, VoidReason.EXPIRED)
    assert Signature.objects.get().void_reason == VoidReason.EXPIRED
    draft = locking.fresh(open_version(agreement))
    words = lambda text: [(one.key, one.text, one.lines) for one in text.sections]  # noqa: E731
    assert words(build(draft)) == words(content.load(offered.content))
    sweep.run(now=working_hour(32))
    sweep.run(now=working_hour(39))
    for person, other in ((mentor, mentee), (mentee, mentor)):
        assert _subjects(person).count(f"Not signed in time: your agreement with {other}") == 1
    assert verify_all() == []


def test_the_sweep_expires_offers() -> None:
    agreement = make_agreement()
    version = propose(agreement)

    sweep.run(now=version.expires_at + timedelta(hours=1))

    assert AgreementEvent.objects.filter(kind=EventKind.EXPIRED).count() == 1


def test_an_offer_that_cannot_be_ended_does_not_hold_the_others_up() -> None:
    broken, whole = propose(make_agreement()), propose(make_agreement())
    DataKey.objects.filter(owner=broken.agreement.key_owner).delete()

    assert expiry.expire_due(whole.expires_at + timedelta(hours=1)) == 1

    states = dict(AgreementVersion.objects.filter(number=1).values_list("pk", "state"))
    assert states == {broken.pk: VersionState.PROPOSED, whole.pk: VersionState.VOIDED}


def test_whoever_has_not_signed_is_reminded_once_before_it_expires() -> None:
    agreement = make_agreement()
    version = propose(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    sign(version, mentee)
    tuesday = working_hour(30)
    AgreementVersion.objects.filter(pk=version.pk).update(expires_at=tuesday + timedelta(days=2))

    for hours in (0, 1, 24):
        sweep.run(now=tuesday + timedelta(hours=hours))

    reminded = [subject for subject in _subjects(mentor) if subject.startswith("Please sign by")]
    assert (len(reminded), [one for one in _subjects(mentee) if one.startswith("Please sign by")]) == (1, [])


def test_an_offer_waits_for_somebody_on_leave_and_then_leaves_a_week() -> None:
    agreement = make_agreement()
    version = propose(agreement)
    Enrollment.objects.filter(person=guide_of(agreement)).update(paused_at=timezone.now())
    late = version.expires_at + timedelta(days=60)

    sweep.run(now=late)

    version.refresh_from_db()
    assert (version.state, version.expires_at > late + timedelta(days=7)) == (VersionState.PROPOSED, True)
    assert Nudge.objects.filter(kind="agreement_expiring").count() == 0


def test_nobody_signs_after_the_end_even_if_no_sweep_came() -> None:
    agreement = make_agreement()
    version = propose(agreement)
    AgreementVersion.objects.filter(pk=version.pk).update(expires_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(Refusal, match="time to sign this offer is over"):
        sign(version, seeker_of(agreement))


def test_an_offer_that_cannot_wait_for_a_leave_does_not_hold_the_others_up() -> None:
    broken, whole = propose(make_agreement()), propose(make_agreement())
    for offer in (broken, whole):
        Enrollment.objects.filter(person=seeker_of(offer.agreement)).update(paused_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
            "CREATE TRIGGER refuse BEFORE UPDATE ON agreements_agreementversion FOR EACH ROW "
            f"WHEN (OLD.id = '{broken.pk}') EXECUTE FUNCTION refuse()"
        )

    expiry.expire_due(whole.expires_at - timedelta(days=1))

    ends = dict(AgreementVersion.objects.values_list("pk", "expires_at"))
    assert (ends[broken.pk], ends[whole.pk] > whole.expires_at) == (broken.expires_at, True)
