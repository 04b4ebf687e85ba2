"""The whole story of an agreement through the pages."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from agreements.document import content
from agreements.enums import VersionState
from agreements.models import Agreement, AgreementEvent, Goal, Signature
from agreements.selectors.partnership import signed_exchange
from agreements.selectors.steps import steps_for
from agreements.services.verification import verify_all
from matching.enums import PartnershipState
from matching.services import partnerships
from notifications.services import sweep
from people.models import Person
from program.enums import ProgramKind, Role
from tests.agreements import pages
from tests.agreements.clock import working_hour
from tests.factories.agreements import (
    agreed_goals,
    complete_draft,
    guide_of,
    make_agreement,
    make_schedule,
    open_version,
    seeker_of,
    sign_by_all,
)
from tests.factories.matching import make_coaching_partnership, make_partnership
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment, make_program

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]


def test_mentor_and_mentee_write_and_sign_their_agreement(at_desk: Desk) -> None:
    agreement = _formed()
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    hers, his = at_desk(mentee), at_desk(mentor)

    assert pages.add_goal(hers, agreement).status_code == 302
    assert pages.write_schedule(his, agreement).status_code == 302
    assert pages.write_section(hers, agreement, "purpose", "We learn from each other.").status_code == 302
    assert hers.post(pages.url("agreement_ready", agreement)).status_code == 302
    assert his.post(pages.url("agreement_propose", agreement))["Location"] == pages.url("agreement_sign", agreement)
    receipt = pages.sign(his, agreement, mentor)
    assert receipt["Location"] == pages.url("signature_receipt", agreement, 1)
    assert his.get(receipt["Location"]).status_code == 200
    pages.sign(hers, agreement, mentee)

    agreement.partnership.refresh_from_db()
    version = agreement.versions.get()
    assert (version.state, agreement.partnership.state) == (VersionState.IN_FORCE, PartnershipState.ACTIVE)
    assert agreed_goals(agreement.partnership) == ["Lead a project"]
    assert version.sections.get(kind="schedule").data == make_schedule().as_data()
    assert [event.kind for event in AgreementEvent.objects.filter(agreement=agreement)] == [
        *("created", "edited", "edited", "edited", "ready", "proposed"),
        *("viewed", "signed", "viewed", "signed", "in_force"),
    ]
    assert verify_all() == []
    for client in (hers, his):
        assert client.get(pages.url("agreement_detail", agreement)).status_code == 200
        assert "We learn from each other." in client.get(pages.url("version_detail", agreement, 1)).content.decode()


def test_coach_client_and_sponsor_sign_three_times(at_desk: Desk) -> None:
    sponsor = make_person("Sam", "Sponsor")
    partnership = make_coaching_partnership(sponsor=sponsor)
    agreement = make_agreement(partnership)
    coach, client_person = guide_of(agreement), seeker_of(agreement)
    desks = {person: at_desk(person) for person in (coach, client_person, sponsor)}
    pages.add_goal(desks[client_person], agreement)
    pages.write_schedule(desks[coach], agreement)
    pages.write_section(desks[client_person], agreement, "exchange", "Only this.", attendance="on", closing="on")
    desks[coach].post(pages.url("agreement_propose", agreement))

    for person in (coach, client_person):
        pages.sign(desks[person], agreement, person)
    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.FORMING
    assert signed_exchange(partnership) is None
    pages.sign(desks[sponsor], agreement, sponsor)

    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.ACTIVE
    assert signed_exchange(partnership) == {
        **dict.fromkeys(("goals", "midpoint", "assessment"), False),
        **dict.fromkeys(("attendance", "closing"), True),
    }
    assert "Lead a project" not in desks[sponsor].get(pages.url("version_detail", agreement, 1)).content.decode()
    assert "Lead a project" in desks[coach].get(pages.url("version_detail", agreement, 1)).content.decode()


def test_a_matched_pair_finds_a_draft_with_names_and_rules_of_the_program() -> None:
    program = make_program(ProgramKind.COACHING, name="Lead well", late_cancellation_hours=36, duration_months=6)
    coach = make_enrollment(make_cohort(program), Role.COACH, make_person("Carla", "Coach", language="de"))
    client = make_enrollment(coach.cohort, Role.CLIENT, make_person("Kai", "Klient", language="de"))
    members = [(coach, coach.person, Role.COACH), (client, client.person, Role.CLIENT)]

    partnership = partnerships.form(coach.cohort, members, by=None)

    roles = open_version(partnership.agreement).sections.get(key="roles")
    assert roles.body.startswith("Kai Klient kommt vorbereitet, wählt das Thema")
    assert "Carla Coach hört zu" in roles.body


def test_an_amendment_counts_only_when_everybody_has_signed_it(at_desk: Desk) -> None:
    partnership = make_partnership()
    first = sign_by_all(partnership)
    agreement = partnership.agreement
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    hers, his = at_desk(mentee), at_desk(mentor)
    goal = Goal.objects.get(partnership=partnership)

    hers.post(pages.url("agreement_amend", agreement))
    hers.post(
        pages.url("goal_edit", agreement, goal.pk),
        {"revision": goal.revision, "title": "Lead two", "measure": "Both run"},
    )
    pages.add_goal(hers, agreement, "Speak in public")
    pages.write_schedule(his, agreement, interval_weeks=3)
    his.post(pages.url("agreement_propose", agreement))
    pages.sign(hers, agreement, mentee)
    first.refresh_from_db()
    assert (first.state, agreed_goals(partnership)) == (
        VersionState.IN_FORCE,
        ["Lead my first project"],
    )
    pages.sign(his, agreement, mentor)

    first.refresh_from_db()
    second = agreement.versions.get(number=2)
    assert (first.state, second.state) == (VersionState.SUPERSEDED, VersionState.IN_FORCE)
    assert agreed_goals(partnership) == ["Lead two", "Speak in public"]
    assert Goal.objects.get(title__isnull=False, pk=goal.pk).title == "Lead two"
    assert second.sections.get(kind="schedule").data["interval_weeks"] == 3
    changes = hers.get(pages.url("version_changes", agreement, 2)).content.decode()
    assert "every 2 weeks → every 3 weeks" in changes
    assert "Speak in public" in changes
    assert verify_all() == []


def test_discarded_changes_leave_the_signed_agreement_as_it_is(at_desk: Desk) -> None:
    partnership = make_partnership()
    sign_by_all(partnership)
    agreement, mentee = partnership.agreement, seeker_of(partnership.agreement)
    desk = at_desk(mentee)
    desk.post(pages.url("agreement_amend", agreement))
    desk.post(pages.url("goal_remove", agreement, Goal.objects.get().pk))
    pages.add_goal(desk, agreement, "Something else")

    desk.post(pages.url("agreement_give_up", agreement))

    assert [version.state for version in agreement.versions.all()] == [VersionState.IN_FORCE, VersionState.CLOSED]
    assert agreed_goals(partnership) == ["Lead my first project"]


def test_ending_the_partnership_closes_its_agreement() -> None:
    partnership = make_partnership()
    version = sign_by_all(partnership)

    partnerships.end_early(partnership, by=None)

    version.refresh_from_db()
    assert version.state == VersionState.CLOSED
    assert verify_all() == []


def test_taking_back_voids_signatures_and_tells_the_others(at_desk: Desk) -> None:
    agreement = _complete()
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    his = at_desk(mentor)
    his.post(pages.url("agreement_propose", agreement))
    pages.sign(his, agreement, mentor)

    his.post(pages.url("agreement_take_back", agreement))

    signature = Signature.objects.get()
    assert signature.voided_at is not None
    assert [version.state for version in agreement.versions.all()] == [VersionState.VOIDED, VersionState.DRAFT]
    sweep.run(now=working_hour())
    told = [message for message in mail.outbox if "being changed" in message.subject]
    assert [message.to for message in told] == [[f"Mio Mentee <{mentee.email}>"]]
    assert verify_all() == []


def test_declining_gives_the_reason_to_the_parties_only(at_desk: Desk) -> None:
    agreement = _complete()
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    hers, his = at_desk(mentee), at_desk(mentor)
    his.post(pages.url("agreement_propose", agreement))

    hers.post(pages.url("agreement_decline", agreement), {"reason": "Mornings are bad for me"})

    assert "Mornings are bad for me" in his.get(pages.url("agreement_detail", agreement)).content.decode()
    assert open_version(agreement).number == 2
    sweep.run(now=working_hour())
    assert not any("Mornings" in message.body for message in mail.outbox)


def test_nobody_can_sign_once_a_party_has_gone(at_desk: Desk) -> None:
    agreement = _complete()
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    hers, his = at_desk(mentee), at_desk(mentor)
    his.post(pages.url("agreement_propose", agreement))
    pages.sign(his, agreement, mentor)
    note = pages.shown_note(hers, agreement)
    partnerships.end_early(agreement.partnership, by=None, because="left")

    answer = hers.post(pages.url("agreement_sign", agreement), pages.consent(mentee, note), follow=True)

    assert str(list(answer.context["messages"])[-1]) == "This partnership has ended, so its agreement stays as it is."
    assert (Signature.objects.count(), agreement.versions.get().state) == (1, VersionState.CLOSED)
    assert verify_all() == []


def test_an_ended_partnership_shows_what_was_signed_rather_than_an_unfinished_draft(at_desk: Desk) -> None:
    partnership = make_partnership()
    sign_by_all(partnership)
    mentee = seeker_of(partnership.agreement)
    desk = at_desk(mentee)
    desk.post(pages.url("agreement_amend", partnership.agreement))
    pages.add_goal(desk, partnership.agreement, "Never agreed")
    partnerships.end_early(partnership, by=None)

    text = desk.get(pages.url("agreement_detail", partnership.agreement)).content.decode()

    assert ("Lead my first project" in text, "Never agreed" in text) == (True, False)
    assert verify_all() == []


def test_the_home_page_learns_what_waits(at_desk: Desk) -> None:
    agreement = _complete()
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    assert [step.label for step in steps_for(mentee)] == ["Open the agreement"]

    at_desk(mentor).post(pages.url("agreement_propose", agreement))

    assert [step.url for step in steps_for(mentee)] == [pages.url("agreement_sign", agreement)]


def _formed() -> Agreement:
    cohort = make_cohort()
    mentor = make_enrollment(cohort, Role.MENTOR, make_person("Maja", "Mentor"))
    mentee = make_enrollment(cohort, Role.MENTEE, make_person("Mio", "Mentee"))
    members = [(mentor, mentor.person, Role.MENTOR), (mentee, mentee.person, Role.MENTEE)]
    return partnerships.form(cohort, members, by=None).agreement


def _complete() -> Agreement:
    agreement = _formed()
    complete_draft(agreement)
    return agreement


def test_the_stored_text_is_what_was_shown() -> None:
    partnership = make_partnership()

    version = sign_by_all(partnership)

    text = content.load(version.content)
    assert text.dump() == version.content
    assert [party.role_name for party in text.parties] == ["Mentee", "Mentor"]


def test_what_waits_takes_as_many_queries_for_three_agreements_as_for_one(django_assert_num_queries) -> None:
    mentor = make_enrollment(make_cohort(), Role.MENTOR, capacity=3)
    counts = []

    for more in (1, 2):
        for _each in range(more):
            make_agreement(make_partnership(guide=mentor))
        with django_assert_num_queries(3) as queries:
            steps = steps_for(mentor.person)
        counts.append((len(queries), len(steps)))

    assert counts == [(3, 1), (3, 3)]
