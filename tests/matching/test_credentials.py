"""Credentials of coaches: recorded by those who run a program, needed where the program asks for them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.rules import Refusal
from matching.models import Credential, Partnership
from matching.services import publishing, runs
from notifications.models import Nudge
from notifications.services import sweep
from people.models import Person
from program.enums import Role
from program.models import Enrollment, Program
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_manager
from tests.matching.test_assignment import make_field, run_for
from tests.matching.test_by_hand import match
from tests.matching.test_pools import people_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
ASKED = ["ICF ACC", "ICF PCC"]


def make_credential(coach: Enrollment, name: str = "ICF ACC", **fields: Any) -> Credential:
    fields.setdefault("valid_until", timezone.localdate() + timedelta(days=400))
    return Credential.objects.create(person=coach.person, name=name, **fields)


def make_asking(coaches: int = 2) -> tuple[Enrollment, ...]:
    return tuple(people_of(make_field(clients=1, coaches=coaches, required_credentials=ASKED), Role.COACH))


def test_admin_records_changes_and_removes_a_credential(signed_in: SignIn) -> None:
    coach, _other = make_asking()
    browser, url = signed_in(make_manager(coach.program)), reverse("credential_list", args=[coach.pk])
    assert "None of these is recorded: ICF ACC, ICF PCC." in browser.get(url).content.decode()
    browser.post(url, {"name": "ICF ACC", "issuer": "ICF", "valid_until": "2099-03-03"})
    found = Credential.objects.get()
    assert (found.person, found.issuer, found.valid_until) == (coach.person, "ICF", date(2099, 3, 3))
    page = browser.get(url).content.decode()
    assert ("until 3 March 2099" in page, "This coach is left out" in page) == (True, False)
    change = reverse("credential_change", args=[found.pk])
    browser.post(change, {"name": "ICF PCC", "issuer": "", "valid_until": ""})
    found.refresh_from_db()
    assert (found.name, found.issuer, found.valid_until) == ("ICF PCC", "", None)
    assert "without an end" in browser.get(url).content.decode()
    browser.post(reverse("credential_remove", args=[found.pk]))
    assert not Credential.objects.exists()


def test_the_same_credential_is_recorded_once(signed_in: SignIn) -> None:
    coach, _other = make_asking()
    make_credential(coach)
    page = signed_in(make_admin()).post(reverse("credential_list", args=[coach.pk]), {"name": "icf acc"})
    assert "This credential is on record already." in page.content.decode()
    assert Credential.objects.count() == 1


def test_admin_sets_what_a_coach_needs(signed_in: SignIn) -> None:
    program = make_field().program
    url = reverse("program_setup_section", args=[program.pk, "matching"])
    browser = signed_in(make_admin())
    assert "<datalist" in browser.get(url).content.decode()
    browser.post(url, {"required_credentials": " ICF ACC, ,icf acc,  ICF PCC ", "has_chemistry_meetings": "on"})
    program.refresh_from_db()
    assert (program.required_credentials, program.has_chemistry_meetings) == (ASKED, True)
    assert "ICF ACC, ICF PCC" in browser.get(reverse("program_setup", args=[program.pk])).content.decode()


@time_machine.travel(datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("UTC")))
def test_expired_coaches_are_left_out_of_runs_and_matches_by_hand_with_the_reason(signed_in: SignIn) -> None:
    expired, valid = make_asking()
    make_credential(expired, valid_until=date(2026, 3, 3))
    make_credential(valid, "icf pcc", valid_until=date(2026, 3, 10))
    run = run_for(expired.cohort)
    assert [pair.guide for pair in run.pairs.all()] == [valid]
    browser = signed_in(make_admin())
    table = browser.get(reverse("coach_list", args=[expired.program.pk])).content.decode()
    assert "ICF ACC expired on 3 March 2026." in table
    (client,) = people_of(expired.cohort, Role.CLIENT)
    by_hand = browser.get(reverse("partnership_create_by_admin", args=[expired.program.pk])).content.decode()
    assert "ICF ACC expired on 3 March 2026." in by_hand
    match(browser, expired, client)
    assert not Partnership.objects.exists()


def test_a_match_by_hand_is_refused_in_words_when_a_credential_ended_meanwhile() -> None:
    from matching.services.matches import match_by_hand

    coach, _other = make_asking()
    (client,) = people_of(coach.cohort, Role.CLIENT)
    with pytest.raises(Refusal, match="None of these is recorded: ICF ACC, ICF PCC"):
        match_by_hand(coach, client, "They asked", by=make_admin())
    assert not Partnership.objects.exists()


def test_a_run_is_not_published_with_a_coach_whose_credential_has_ended_since() -> None:
    coach, _other = make_asking()
    credential = make_credential(coach)
    run = run_for(coach.cohort)
    runs.review(run, by=run.started_by)
    credential.delete()
    with pytest.raises(Refusal, match="None of these is recorded"):
        publishing.publish(run, by=run.started_by)
    assert not Partnership.objects.exists()


def test_without_a_demand_nobody_is_left_out() -> None:
    cohort = make_field(clients=2, coaches=2, capacity=1)
    assert Program.objects.get().required_credentials == []
    assert run_for(cohort).pairs.count() == 2


def test_credentials_are_for_the_coach_and_those_who_run_the_program(signed_in: SignIn) -> None:
    coach, other = make_asking()
    credential = make_credential(coach, "Zebrafink ACC")
    assert "Zebrafink ACC" in signed_in(coach.person).get(reverse("credential_own_list")).content.decode()
    assert "Zebrafink ACC" not in signed_in(other.person).get(reverse("credential_own_list")).content.decode()
    for person in (other.person, make_person(), make_manager(make_field().program)):
        for name, key in (("credential_list", coach.pk), ("credential_change", credential.pk)):
            answer = signed_in(person).get(reverse(name, args=[key]))
            assert (answer.status_code, b"Zebrafink" in answer.content) == (404, False)
        assert signed_in(person).post(reverse("credential_remove", args=[credential.pk])).status_code == 404
    assert Credential.objects.filter(pk=credential.pk).exists()
    page = signed_in(make_admin()).get(reverse("person_detail", args=[coach.person_id])).content.decode()
    assert "Zebrafink ACC" in page


def test_what_expires_soon_is_listed_and_the_coach_told_once_until_it_is_renewed(signed_in: SignIn) -> None:
    coach, other = make_asking()
    today = timezone.localdate()
    soon = make_credential(coach, valid_until=today + timedelta(days=60))
    make_credential(other, valid_until=today + timedelta(days=61))
    for _ in range(2):
        sweep.run(timezone.now())
    assert [nudge.recipient for nudge in Nudge.objects.filter(kind="credential_expires")] == [coach.person]
    page = signed_in(make_admin()).get(reverse("coach_list", args=[coach.program.pk])).content.decode()
    assert page.count("Expires soon") == 2
    soon.valid_until = today + timedelta(days=700)
    soon.save()
    assert (
        "Expires soon"
        not in signed_in(make_admin()).get(reverse("coach_list", args=[coach.program.pk])).content.decode()
    )
