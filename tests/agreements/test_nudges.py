"""Mails about agreements: who gets which, once, and never with a word of the text."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from agreements.models import Agreement
from agreements.services import versions
from notifications.models import Nudge
from notifications.services import sweep
from people.models import Person
from program.models import Enrollment
from tests.agreements.clock import working_hour
from tests.factories.agreements import add_goal, guide_of, make_agreement, open_version, propose, seeker_of, sign
from tests.factories.matching import make_coaching_partnership, make_partnership
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
SECRET = "I want to leave my team"


def _mails_to(person: Person) -> list[str]:
    return [message.subject for message in mail.outbox if person.email in message.to[0]]


def _matched_days_ago(days: int) -> Agreement:
    partnership = make_partnership(matched_at=timezone.now() - timedelta(days=days))
    return make_agreement(partnership)


def test_everybody_is_asked_to_sign_without_a_word_of_the_text() -> None:
    agreement = make_agreement()
    add_goal(agreement, SECRET)
    propose(agreement)

    sweep.run(now=working_hour())

    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    assert _mails_to(mentee) == [f"Your agreement with {mentor} is ready to sign"]
    assert _mails_to(mentor) == [f"Your agreement with {mentee} is ready to sign"]
    assert not any(SECRET in message.body for message in mail.outbox)


def test_nobody_is_asked_for_a_signature_that_was_given_or_a_text_that_was_taken_back() -> None:
    agreement = make_agreement()
    version = propose(agreement)
    sign(version, seeker_of(agreement))
    versions.take_back(version, by=guide_of(agreement))

    sweep.run(now=working_hour())

    assert set(Nudge.objects.filter(kind="agreement_to_sign").values_list("state", flat=True)) == {"skipped"}


def test_every_party_is_told_once_when_everybody_has_signed() -> None:
    agreement = make_agreement()
    version = propose(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    sign(version, mentee)
    sign(version, mentor)

    sweep.run(now=working_hour())

    sweep.run(now=working_hour())
    assert _mails_to(mentee) == [f"Everybody has signed: your agreement with {mentor}"]
    assert _mails_to(mentor) == [f"Everybody has signed: your agreement with {mentee}"]


def test_an_unsigned_agreement_is_remembered_once_after_the_programs_days() -> None:
    tuesday = working_hour()
    agreement = make_agreement(make_partnership(matched_at=tuesday - timedelta(days=4)))
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    sweep.run(now=tuesday)
    early = (_mails_to(mentor), _mails_to(mentee))

    for days in (2, 3):
        sweep.run(now=tuesday + timedelta(days=days))

    assert early == ([], [])
    assert _mails_to(mentor) == [f"Your agreement with {mentee} is not signed yet"]
    assert _mails_to(mentee) == [f"Your agreement with {mentor} is not signed yet"]


def test_the_reminder_goes_to_those_whose_turn_it_is() -> None:
    sponsor = make_person("Sam", "Sponsor")
    partnership = make_coaching_partnership(sponsor=sponsor, matched_at=timezone.now() - timedelta(days=6))
    agreement = make_agreement(partnership)
    sweep.run(now=working_hour())
    recipients = Nudge.objects.filter(kind="agreement_unsigned").values_list("recipient", flat=True)
    assert set(recipients) == {guide_of(agreement).pk, seeker_of(agreement).pk}


def test_nobody_is_reminded_while_one_side_is_on_leave() -> None:
    agreement = _matched_days_ago(9)
    Enrollment.objects.filter(person=guide_of(agreement)).update(paused_at=timezone.now())

    sweep.run(now=working_hour())

    assert Nudge.objects.filter(kind="agreement_unsigned").count() == 0


def test_a_signed_agreement_is_not_called_unsigned() -> None:
    agreement = _matched_days_ago(9)
    propose(agreement)
    version = open_version(agreement)
    for person in (guide_of(agreement), seeker_of(agreement)):
        sign(version, person)

    sweep.run(now=working_hour())

    assert Nudge.objects.filter(kind="agreement_unsigned").count() == 0
