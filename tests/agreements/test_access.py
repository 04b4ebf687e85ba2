"""Who may see and do what. The agreements here hold words that could leak."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import ANY

import pytest
import time_machine
from django.core.signing import dumps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Signature
from agreements.services import goals, versions
from core.rules import Refusal
from people.models import Person
from tests.agreements import pages
from tests.factories.agreements import add_goal, guide_of, make_agreement, open_version, propose, seeker_of, sign_by_all
from tests.factories.matching import make_coaching_partnership, make_partnership
from tests.factories.people import PASSWORD, make_admin, make_person
from tests.factories.program import make_enrollment

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]
SECRET = "I want to leave my team"
POSTS = ("agreement_ready", "agreement_propose", "agreement_take_back", "agreement_amend", "agreement_give_up")


def _addresses(agreement: Agreement) -> list[str]:
    version = agreement.versions.first()
    return [
        *(
            pages.url(name, agreement)
            for name in ("agreement_detail", "agreement_sign", "agreement_decline", "goal_add")
        ),
        pages.url("section_edit", agreement, version.sections.first().pk),
        pages.url("goal_edit", agreement, agreement.partnership.goals.first().pk),
        *(pages.url(name, agreement, 1) for name in ("version_detail", "version_changes", "signature_receipt")),
    ]


@pytest.mark.parametrize("make", [make_admin, make_person])
def test_admin_and_stranger_get_a_404_everywhere(at_desk: Desk, make: Callable[[], Person]) -> None:
    agreement = make_agreement()
    add_goal(agreement, SECRET)
    propose(agreement)
    desk = at_desk(make())

    answers = [desk.get(address) for address in _addresses(agreement)]
    answers += [desk.post(address) for address in _addresses(agreement)[1:6]]
    answers += [desk.post(pages.url(name, agreement)) for name in POSTS]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(SECRET in answer.content.decode() for answer in answers)


def test_a_sponsor_reads_but_does_not_write(at_desk: Desk) -> None:
    sponsor = make_person("Sam", "Sponsor")
    agreement = make_agreement(make_coaching_partnership(sponsor=sponsor))
    goal = add_goal(agreement, SECRET)
    part = pages.section(agreement, "purpose")
    desk = at_desk(sponsor)

    assert SECRET in desk.get(pages.url("agreement_detail", agreement)).content.decode()
    pages.write_section(desk, agreement, "purpose", "The sponsor's words")
    pages.write_schedule(desk, agreement)
    pages.add_goal(desk, agreement)
    desk.post(pages.url("goal_remove", agreement, goal.pk))
    desk.post(pages.url("agreement_propose", agreement))

    assert pages.section(agreement, "purpose").body == part.body
    assert [goal.state for goal in agreement.partnership.goals.all()] == ["draft"]
    assert open_version(agreement).state == "draft"


def test_signing_needs_a_recent_sign_in(at_desk: Desk, signed_in: Desk) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentee = seeker_of(agreement)
    desk = at_desk(mentee)
    note = pages.shown_note(desk, agreement)
    address = pages.url("agreement_sign", agreement)
    again = f"{reverse('account_reauthenticate')}?next={address.replace('/', '%2F')}"

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert desk.get(address)["Location"] == again
        assert desk.post(address, pages.consent(mentee, note))["Location"] == again
        assert Signature.objects.count() == 0

        back = desk.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": address})
        assert back["Location"] == address
        assert pages.sign(desk, agreement, mentee).status_code == 302
    assert Signature.objects.count() == 1
    assert signed_in(guide_of(agreement)).get(address)["Location"] == again


def test_opening_the_page_signs_nothing(at_desk: Desk) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentee = seeker_of(agreement)
    desk = at_desk(mentee)

    note = pages.shown_note(desk, agreement)
    desk.get(pages.url("agreement_sign", agreement), pages.consent(mentee, note))

    assert (Signature.objects.count(), agreement.events.filter(kind="viewed").count()) == (0, 0)


@pytest.mark.parametrize("missing", ["has_read", "agrees", "typed_name"])
def test_nothing_is_signed_without_both_boxes_and_the_name(at_desk: Desk, missing: str) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentee = seeker_of(agreement)
    desk = at_desk(mentee)
    data = {
        name: value
        for name, value in pages.consent(mentee, pages.shown_note(desk, agreement)).items()
        if name != missing
    }

    answer = desk.post(pages.url("agreement_sign", agreement), data)

    assert (list(answer.context["form"].errors), Signature.objects.count()) == ([missing], 0)


def test_another_name_does_not_sign(at_desk: Desk) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentee = seeker_of(agreement)
    desk = at_desk(mentee)
    data = pages.consent(mentee, pages.shown_note(desk, agreement)) | {
        "typed_name": guide_of(agreement).get_full_name()
    }

    answer = desk.post(pages.url("agreement_sign", agreement), data)

    assert (list(answer.context["form"].errors), Signature.objects.count()) == (["typed_name"], 0)


def test_a_text_that_was_not_shown_is_not_signed(at_desk: Desk) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    hers, his = at_desk(mentee), at_desk(mentor)
    stale = pages.shown_note(hers, agreement)
    his.post(pages.url("agreement_take_back", agreement))
    pages.write_section(his, agreement, "purpose", "Something else entirely")
    his.post(pages.url("agreement_propose", agreement))
    version = open_version(agreement)
    forged = dumps([str(version.pk), str(mentee.pk), "0" * 64, timezone.now().isoformat()], salt="agreements.shown")
    of_another = pages.shown_note(his, agreement)

    for note in (stale, forged, of_another, "", "nonsense"):
        answer = hers.post(pages.url("agreement_sign", agreement), pages.consent(mentee, note), follow=True)
        said = [str(message) for message in answer.context["messages"]]
        assert said == ["The agreement changed, please read it again. Nothing was signed."]
    assert Signature.objects.count() == 0


def test_the_second_of_a_double_click_gets_the_same_receipt(at_desk: Desk) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentee = seeker_of(agreement)
    desk = at_desk(mentee)
    data = pages.consent(mentee, pages.shown_note(desk, agreement))

    places = [desk.post(pages.url("agreement_sign", agreement), data)["Location"] for _each in range(2)]

    assert places == [pages.url("signature_receipt", agreement, 1)] * 2
    assert Signature.objects.count() == 1


def test_the_signature_carries_its_evidence(at_desk: Desk) -> None:
    mentee = make_person("Zoë", "Łącka", language="de", time_zone="Europe/Berlin")
    agreement = make_agreement(make_partnership(seeker=make_enrollment(person=mentee)))
    version = propose(agreement)
    desk = at_desk(mentee)
    data = pages.consent(mentee, pages.shown_note(desk, agreement)) | {"typed_name": "  zoe   LACKA "}

    desk.post(
        pages.url("agreement_sign", agreement), data, headers={"user-agent": "Browser/1"}, REMOTE_ADDR="192.0.2.7"
    )

    signature = Signature.objects.values().get()
    del signature["id"], signature["created_at"], signature["signed_at"], signature["signed_in_at"]
    assert signature == {
        "version_id": version.pk,
        "party_id": ANY,
        "typed_name": "zoe LACKA",
        "person_name": "Zoë Łącka",
        "person_email": mentee.email,
        "content_hash": version.content_hash,
        "time_zone": "Europe/Berlin",
        "address": "192.0.2.7",
        "user_agent": "Browser/1",
        "sign_in_method": "password",
        "consent_version": "2026-1",
        "language": "de",
        "void_reason": "",
        "voided_at": None,
    }


def test_a_goal_is_not_reached_while_an_offer_rewords_it() -> None:
    partnership = make_coaching_partnership()
    sign_by_all(partnership)
    agreement, goal = partnership.agreement, partnership.goals.get()
    client = seeker_of(agreement)
    versions.amend(agreement, by=client)
    goals.change(goal, by=client, revision=goal.revision, title="Lead two projects")
    propose(agreement)

    with pytest.raises(Refusal, match="offered for signature"):
        goals.reach(goal, by=client)

    assert partnership.goals.get(pk=goal.pk).state == "agreed"


def test_new_words_for_a_goal_that_was_reached_meanwhile_are_a_goal_of_their_own() -> None:
    partnership = make_coaching_partnership()
    sign_by_all(partnership)
    agreement, goal = partnership.agreement, partnership.goals.get()
    client = seeker_of(agreement)
    versions.amend(agreement, by=client)
    goals.change(goal, by=client, revision=goal.revision, title="Lead two projects")
    goals.reach(goal, by=client)

    sign_by_all(partnership)

    assert {one.title: one.state for one in partnership.goals.all()} == {
        goal.title: "reached",
        "Lead two projects": "agreed",
    }


def test_goals_are_reached_by_those_who_work_on_them() -> None:
    sponsor = make_person("Sam", "Sponsor")
    partnership = make_coaching_partnership(sponsor=sponsor)
    sign_by_all(partnership)
    goal = partnership.goals.get()

    for person in (sponsor, make_admin(), make_person()):
        with pytest.raises(Refusal):
            goals.reach(goal, by=person)
    goals.reach(goal, by=seeker_of(partnership.agreement))

    goal.refresh_from_db()
    assert goal.state == "reached"
