"""Taking one's signature back before the last has signed, and being asked to sign in again on the way."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from agreements.enums import VersionState, VoidReason
from agreements.models import Signature
from agreements.services import signatures, versions
from agreements.services.verification import verify_all
from agreements.views.signing import signed_in
from core.rules import Refusal
from notifications.services import sweep
from people.models import Person
from tests.agreements import pages
from tests.agreements.clock import working_hour
from tests.factories.agreements import guide_of, make_agreement, propose, seeker_of, sign
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]


def test_a_signature_is_withdrawn_on_its_page_and_may_be_given_again(at_desk: Desk) -> None:
    agreement = make_agreement()
    version = propose(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    hers = at_desk(mentee)
    pages.sign(hers, agreement, mentee)
    assert hers.get(pages.url("agreement_withdraw", agreement)).status_code == 200
    assert Signature.objects.filter(voided_at=None).count() == 1

    hers.post(pages.url("agreement_withdraw", agreement))

    withdrawn = Signature.objects.get()
    version.refresh_from_db()
    assert (withdrawn.void_reason, version.state) == (VoidReason.WITHDRAWN, VersionState.PROPOSED)
    receipt = hers.get(pages.url("signature_receipt", agreement, 1)).content.decode()
    assert "You have withdrawn your signature" in receipt
    sweep.run(now=working_hour())
    told = [message for message in mail.outbox if "withdrawn" in message.subject]
    assert [mentor.email in message.to[0] for message in told] == [True]
    assert verify_all() == []

    pages.sign(hers, agreement, mentee)
    sign(version, mentor)

    version.refresh_from_db()
    assert version.state == VersionState.IN_FORCE
    assert [event.kind for event in agreement.events.all()][-6:-3] == ["withdrawn", "viewed", "signed"]
    assert verify_all() == []


def test_nobody_withdraws_what_everybody_has_signed_or_what_is_not_theirs(at_desk: Desk) -> None:
    agreement = make_agreement()
    version = propose(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    sign(version, mentee)
    with pytest.raises(Refusal, match="no signature of yours"):
        signatures.withdraw(version, by=mentor)
    sign(version, mentor)

    answer = at_desk(mentee).post(pages.url("agreement_withdraw", agreement), follow=True)

    assert "Everybody has signed by now" in str(list(answer.context["messages"])[-1])
    assert Signature.objects.filter(voided_at=None).count() == 2


def test_a_request_that_was_under_way_does_not_bring_a_withdrawn_signature_back(at_desk: Desk) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentee = seeker_of(agreement)
    desk = at_desk(mentee)
    data = pages.consent(mentee, pages.shown_note(desk, agreement))
    desk.post(pages.url("agreement_sign", agreement), data)
    desk.post(pages.url("agreement_withdraw", agreement))

    desk.post(pages.url("agreement_sign", agreement), data)

    assert Signature.objects.filter(voided_at=None).count() == 0


def test_what_was_filled_in_waits_while_somebody_signs_in_again(at_desk: Desk) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentee = seeker_of(agreement)
    desk = at_desk(mentee)
    address = pages.url("agreement_sign", agreement)
    data = pages.consent(mentee, pages.shown_note(desk, agreement))

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        desk.post(address, data)
        back = desk.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": address})
        form = desk.get(back["Location"]).context["form"]

        assert (form["typed_name"].value(), form["has_read"].value()) == (mentee.get_full_name(), True)
        assert Signature.objects.count() == 0
        again = {name: form[name].value() for name in ("shown", "typed_name")} | {"has_read": "on", "agrees": "on"}
        assert desk.post(address, again).status_code == 302
    assert Signature.objects.count() == 1


def test_what_was_filled_in_is_gone_when_the_text_has_changed_meanwhile(at_desk: Desk) -> None:
    agreement = make_agreement()
    version = propose(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    desk = at_desk(mentee)
    address = pages.url("agreement_sign", agreement)
    data = pages.consent(mentee, pages.shown_note(desk, agreement))
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        desk.post(address, data)
        versions.take_back(version, by=mentor)
        propose(agreement)
        desk.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": address})

        form = desk.get(address).context["form"]

    assert (form["typed_name"].value(), form["has_read"].value()) == (None, None)


def test_nobody_signs_as_somebody_else(rf: RequestFactory, at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(guide_of(agreement))
    request = rf.get("/")
    request.session, request.user = desk.session, seeker_of(agreement)
    assert request.session[SESSION_KEY] == str(guide_of(agreement).pk)

    with pytest.raises(Refusal, match="only as yourself"):
        signed_in(request)


def test_whoever_is_renamed_meanwhile_signs_with_the_name_in_the_text_or_the_new_one(at_desk: Desk) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    old_names = [mentor.get_full_name(), mentee.get_full_name()]
    for person in (mentor, mentee):
        person.last_name = "Newname"
        person.save(update_fields=["last_name"])
    hers, his = at_desk(mentee), at_desk(mentor)
    page = hers.get(pages.url("agreement_sign", agreement)).content.decode()
    assert f"As it stands above: {old_names[1]}" in page

    for client, person, typed in ((hers, mentee, old_names[1]), (his, mentor, mentor.get_full_name())):
        filled_in = {**pages.consent(person, pages.shown_note(client, agreement)), "typed_name": typed}
        assert client.post(pages.url("agreement_sign", agreement), filled_in).status_code == 302

    assert {one.typed_name for one in Signature.objects.all()} == {old_names[1], mentor.get_full_name()}
    assert agreement.versions.get().state == VersionState.IN_FORCE
