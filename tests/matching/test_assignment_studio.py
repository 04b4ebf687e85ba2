"""The assignment studio: exchange, leave out, other points, compare, publish in one go, prove again, newcomers."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement, AgreementEvent
from agreements.services.events import hash_of
from core.models import AuditEntry
from matching import engine
from matching.enums import RunState
from matching.models import AssignmentPair, AssignmentRun, PairBlock, Partnership, PartnershipMember
from matching.services import publishing, runs, swaps
from notifications.models import Nudge
from people.models import Person
from program.enums import Role
from program.models import Cohort, Enrollment
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_enrollment
from tests.matching.test_assignment import make_field

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def run_for(cohort: Cohort, **weights: int) -> AssignmentRun:
    return runs.run(cohort, weights, by=make_admin())


def page_of(browser: Client, run: AssignmentRun, query: str = "") -> str:
    address = reverse("assignment_run_detail", args=[run.cohort.program_id, run.pk])
    return browser.get(address + query).content.decode()


def two_with_different_coaches(run: AssignmentRun) -> tuple[AssignmentPair, AssignmentPair]:
    first = run.pairs.select_related("seeker__person", "guide__person").order_by("pk").first()
    second = run.pairs.exclude(guide=first.guide_id).select_related("seeker__person", "guide__person").first()
    return first, second


def points_by_hand(run: AssignmentRun, client: Enrollment, coach: Enrollment) -> int:
    """The score from the stored inputs, found anew."""
    seeker = next(one for one in run.inputs["seekers"] if one["key"] == str(client.person_id))
    guide = next(one for one in run.inputs["guides"] if one["key"] == str(coach.person_id))
    sets = lambda entry: {k: tuple(v) if k == "wishes" else v for k, v in entry.items()}  # noqa: E731
    return engine.score(engine.Seeker(**sets(seeker)), engine.Guide(**sets(guide)), engine.Weights(**run.weights))


def test_exchange_shows_its_cost_first_and_then_does_just_that(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=4, coaches=3, capacity=2))
    first, second = two_with_different_coaches(run)
    before = first.score + second.score
    after = points_by_hand(run, first.seeker, second.guide) + points_by_hand(run, second.seeker, first.guide)
    browser = signed_in(run.started_by)
    url = reverse("assignment_pair_swap", args=[first.pk])
    shown = browser.get(url, {"other": second.pk}).content.decode()
    assert f"{before - after} point" in shown or before == after
    run.refresh_from_db()
    assert run.swaps == []
    answer = browser.post(url, {"other": second.pk})
    assert answer.headers["Location"].endswith(f"#pair-{first.pk}")
    coaches = (first.guide_id, second.guide_id)
    for pair in (first, second):
        pair.refresh_from_db()
    assert (second.guide_id, first.guide_id) == coaches
    assert first.score + second.score == after
    assert sum(factor["points"] for factor in first.factors) == first.score
    assert first.is_locked
    assert second.is_locked
    run.refresh_from_db()
    assert run.swaps == [{"first": str(first.pk), "second": str(second.pk), "cost": before - after}]
    scores = list(run.pairs.values_list("score", flat=True))
    assert run.figures["lowest"] == min(scores)
    assert run.figures["mean"] == pytest.approx(sum(scores) / len(scores))
    assert run.figures["points_below_best"] == before - after
    assert "Changed by hand" in page_of(browser, run)
    assert AuditEntry.objects.filter(action="assignmentrun.swap").count() == 1


def test_exchange_that_breaks_a_rule_is_refused_in_words_and_gives_nobody_away(signed_in: SignIn) -> None:
    cohort = make_field(clients=2, coaches=2, capacity=1)
    run = run_for(cohort)
    first, second = two_with_different_coaches(run)
    PairBlock.objects.create(person=second.guide.person, blocked=first.seeker.person)
    run = run_for(cohort)
    first, second = two_with_different_coaches(run)
    browser = signed_in(run.started_by)
    url = reverse("assignment_pair_swap", args=[first.pk])
    assert "This match is not possible." in browser.get(url, {"other": second.pk}).content.decode()
    answer = browser.post(url, {"other": second.pk}, follow=True).content.decode()
    assert "This match is not possible." in answer
    run.refresh_from_db()
    assert run.swaps == []


def test_exchange_is_kept_by_the_next_run(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=4, coaches=4, capacity=1))
    first, second = two_with_different_coaches(run)
    swaps.swap(first, second, by=run.started_by)
    browser = signed_in(run.started_by)
    browser.post(reverse("assignment_run_again", args=[run.pk]))
    again = AssignmentRun.objects.get(earlier=run)
    assert again.pairs.get(seeker=first.seeker_id).guide_id == second.guide_id
    assert again.pairs.get(seeker=second.seeker_id).guide_id == first.guide_id
    assert set(again.pairs.filter(is_locked=True).values_list("seeker", flat=True)) == {
        first.seeker_id,
        second.seeker_id,
    }


def test_whoever_is_left_out_stays_out_until_it_is_undone(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=3, coaches=2, capacity=3))
    browser = signed_in(run.started_by)
    client, apart = run.pairs.select_related("seeker", "guide").order_by("pk")[:2]
    url = reverse("run_exclude", args=[run.pk])
    browser.post(url, {"seeker": client.seeker_id})
    browser.post(url, {"seeker": client.seeker_id})
    browser.post(url, {"seeker": apart.seeker_id, "guide": apart.guide_id})
    assert run.exclusions.count() == 2
    assert "Left out when you run it again" in page_of(browser, run)
    browser.post(reverse("assignment_run_again", args=[run.pk]))
    second = AssignmentRun.objects.get(earlier=run)
    assert not second.pairs.filter(seeker=client.seeker_id).exists()
    assert second.pairs.get(seeker=apart.seeker_id).guide_id != apart.guide_id
    assert second.exclusions.count() == 2
    for one in second.exclusions.all():
        browser.post(reverse("run_include", args=[one.pk]))
    browser.post(reverse("assignment_run_again", args=[second.pk]))
    third = AssignmentRun.objects.get(earlier=second)
    assert third.pairs.count() == 3


def test_left_out_coach_gets_nobody_and_strangers_cannot_be_left_out(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=2, coaches=2, capacity=2))
    coach = run.pairs.first().guide
    browser = signed_in(run.started_by)
    stranger = make_field(clients=1, coaches=0).enrollments.get()
    url = reverse("run_exclude", args=[run.pk])
    answer = browser.post(url, {"seeker": stranger.pk}, follow=True)
    assert "Choose somebody who takes part in this cohort." in answer.content.decode()
    browser.post(url, {"guide": coach.pk})
    browser.post(reverse("assignment_run_again", args=[run.pk]))
    again = AssignmentRun.objects.get(earlier=run)
    assert not again.pairs.filter(guide=coach).exists()
    assert str(coach.pk) not in again.figures["load"]


def test_a_locked_pair_cannot_be_left_out(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=1, coaches=1))
    pair = run.pairs.get()
    runs.set_lock(pair, True, by=run.started_by)
    answer = signed_in(run.started_by).post(
        reverse("run_exclude", args=[run.pk]), {"guide": pair.guide_id}, follow=True
    )
    assert "This would break a locked pair. Unlock it first." in answer.content.decode()
    assert not run.exclusions.exists()


def test_other_points_keep_both_results_and_what_the_program_says_of_them(signed_in: SignIn) -> None:
    cohort = make_field(clients=3, coaches=3, capacity=1)
    cohort.program.weights = {"grade_from": 2, "grade_to": 3, "other_department": 0, "earlier_again": 1, "skills": 200}
    cohort.program.save()
    run = run_for(cohort)
    browser = signed_in(run.started_by)
    page = browser.get(reverse("assignment_list", args=[cohort.program_id]), {"from": run.pk}).content.decode()
    assert "You try other points" in page
    assert f'value="{run.pk}"' in page
    form = {"cohort": cohort.pk, "follows": run.pk} | dict.fromkeys(engine.POINTS, 0) | {"location": 50}
    browser.post(reverse("assignment_run_create", args=[cohort.program_id]), form)
    other = AssignmentRun.objects.get(earlier=run)
    read = ("grade_from", "grade_to", "other_department", "earlier_again")
    assert [other.weights[name] for name in read] == [2, 3, 0, 1]
    assert (other.weights["skills"], other.weights["location"]) == (0, 50)
    assert set(AssignmentRun.objects.values_list("state", flat=True)) == {RunState.DRAFT}


def test_two_results_are_compared_before_either_is_published(signed_in: SignIn) -> None:
    cohort = make_field(clients=4, coaches=4, capacity=1)
    one = run_for(cohort)
    zero = dict.fromkeys(engine.POINTS, 0)
    other = run_for(cohort, **(zero | {"location": 100}))
    pair, second = two_with_different_coaches(other)
    swaps.swap(pair, second, by=other.started_by)
    browser = signed_in(one.started_by)
    url = reverse("assignment_compare", args=[cohort.program_id])
    page = browser.get(url, {"one": one.pk, "other": other.pk}).content.decode()
    first = dict(one.pairs.values_list("seeker", "guide"))
    differ = [client for client, coach in other.pairs.values_list("seeker", "guide") if first[client] != coach]
    assert f"{len(differ)} client" in page
    assert "Points: Skills" in page
    elsewhere = run_for(make_field())
    assert "Select a valid choice" in browser.get(url, {"one": one.pk, "other": elsewhere.pk}).content.decode()
    assert "Choose two different results." in browser.get(url, {"one": one.pk, "other": one.pk}).content.decode()


def test_publishing_puts_the_other_results_away_and_says_why(signed_in: SignIn) -> None:
    cohort = make_field()
    one, other, waiting = run_for(cohort), run_for(cohort), runs.order(cohort, {}, by=make_admin())
    runs.review(one, by=one.started_by)
    publishing.publish(one, by=one.started_by)
    states = dict(AssignmentRun.objects.values_list("pk", "state"))
    assert states == {one.pk: "published", other.pk: "discarded", waiting.pk: "discarded"}
    assert "another result of this cohort was published" in page_of(signed_in(one.started_by), other)


def queries_to_publish(pairs: int) -> int:
    cohort = make_field(clients=pairs, coaches=4, capacity=50, has_sponsor=True)
    run = run_for(cohort)
    runs.review(run, by=run.started_by)
    with CaptureQueriesContext(connection) as captured:
        assert publishing.publish(run, by=run.started_by) == pairs
    return len(captured)


def test_publishing_asks_the_same_of_the_database_for_two_pairs_and_for_forty() -> None:
    few, many = queries_to_publish(2), queries_to_publish(40)
    print(f"publish: {few} queries for 2 pairs, {many} for 40")
    assert many <= few + 2
    assert Partnership.objects.count() == 42
    assert Nudge.objects.filter(kind="matched").count() == 42 * 3
    assert Agreement.objects.count() == 42
    for agreement in Agreement.objects.all()[:3]:
        section = agreement.versions.get().sections.exclude(body=b"").first()
        assert section.body
        event = AgreementEvent.objects.get(agreement=agreement)
        assert event.hash == hash_of(event)
    for coach in Enrollment.objects.filter(role=Role.COACH):
        slots = list(PartnershipMember.objects.filter(enrollment=coach).order_by("slot").values_list("slot", flat=True))
        assert slots == list(range(1, len(slots) + 1))


def test_published_run_gives_the_same_answer_again_also_after_an_exchange(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=4, coaches=3))
    swaps.swap(*two_with_different_coaches(run), by=run.started_by)
    runs.review(run, by=run.started_by)
    publishing.publish(run, by=run.started_by)
    answer = signed_in(run.started_by).post(reverse("assignment_run_verify", args=[run.pk]), follow=True)
    assert "the answer is the same, bit for bit" in answer.content.decode()
    told = StringIO()
    call_command("verify_run", str(run.pk), stdout=told)
    assert "The same answer" in told.getvalue()
    first, second = two_with_different_coaches(run)
    AssignmentPair.objects.filter(pk=first.pk).update(guide=second.guide)
    with pytest.raises(CommandError, match="not the ones that were found"):
        call_command("verify_run", str(run.pk))
    stored = json.loads(json.dumps(run.inputs))
    stored["seekers"][0]["grade"] = 40
    AssignmentRun.objects.filter(pk=run.pk).update(inputs=stored)
    with pytest.raises(CommandError, match="does not carry its fingerprint"):
        call_command("verify_run", str(run.pk))


def test_newcomers_leave_existing_pairs_and_their_places_alone(signed_in: SignIn) -> None:
    cohort = make_field(clients=3, coaches=2, capacity=2)
    run = run_for(cohort)
    runs.review(run, by=run.started_by)
    publishing.publish(run, by=run.started_by)
    before = set(PartnershipMember.objects.values_list("partnership", "person", "slot"))
    newcomers = [make_enrollment(cohort, Role.CLIENT, make_person(f"New{n}")) for n in range(2)]
    browser = signed_in(run.started_by)
    page = browser.get(reverse("assignment_list", args=[cohort.program_id])).content.decode()
    assert "Clients who have a coach keep them" in page
    assert "1 place is missing" in page
    second = run_for(cohort)
    assert second.pairs.count() == 1
    assert second.pairs.get().seeker in newcomers
    runs.review(second, by=second.started_by)
    publishing.publish(second, by=second.started_by)
    assert before < set(PartnershipMember.objects.values_list("partnership", "person", "slot"))
    for coach in cohort.enrollments.filter(role=Role.COACH):
        assert PartnershipMember.objects.filter(enrollment=coach, slot__isnull=False).count() <= coach.capacity


def test_somebody_on_both_sides_is_never_matched_with_themself(signed_in: SignIn) -> None:
    cohort = make_field(clients=1, coaches=1, capacity=2)
    both = make_person("Both", "Sides")
    as_client = make_enrollment(cohort, Role.CLIENT, both)
    make_enrollment(cohort, Role.COACH, both, capacity=3)
    run = run_for(cohort)
    assert run.pairs.count() == 2
    assert run.pairs.get(seeker=as_client).guide.person != both
    page = signed_in(run.started_by).get(reverse("assignment_list", args=[cohort.program_id])).content.decode()
    assert "1 person is coach and client here." in page


def test_client_without_answers_gets_a_coach_and_the_admin_is_told_before(signed_in: SignIn) -> None:
    cohort = make_field(clients=1, coaches=2)
    silent = make_enrollment(cohort, Role.CLIENT, hopes="", headline="")
    browser = signed_in(make_admin())
    page = browser.get(reverse("assignment_list", args=[cohort.program_id])).content.decode()
    assert "1 client has not said what they look for." in page
    assert run_for(cohort).pairs.filter(seeker=silent).exists()


def test_shortage_is_stored_once_for_its_group_and_told_with_its_cure(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=6, coaches=2, capacity=2))
    assert len(run.unmatched) == 2
    assert len(run.figures["shortages"]) == 1
    assert all("coaches" not in entry for entry in run.unmatched)
    page = page_of(signed_in(run.started_by), run)
    assert "2 more places" in page
    assert page.count("Too few places: 6 clients") == 1


def test_rule_that_excludes_everybody_is_named_with_what_would_help(signed_in: SignIn) -> None:
    cohort = make_field(clients=1, coaches=0)
    client = cohort.enrollments.get()
    make_enrollment(cohort, Role.COACH, client.person.manager)
    run = run_for(cohort)
    page = page_of(signed_in(run.started_by), run)
    assert "The smallest change that would help: allow matches within a reporting line" in page


def test_small_groups_are_never_shown(signed_in: SignIn) -> None:
    cohort = make_field(clients=13, coaches=4, capacity=4)
    clients = Person.objects.filter(enrollments__role=Role.CLIENT)
    for number, person in enumerate(clients):
        Person.objects.filter(pk=person.pk).update(department="Big" if number < 11 else "Tiny")
    run = run_for(cohort)
    page = page_of(signed_in(run.started_by), run, "?by=department")
    assert "Tiny" not in page.partition('id="groups"')[2].partition('id="pairs"')[0]
    assert "not shown, so that nobody can be found" in page


def test_pairs_come_in_pages_and_a_pair_opens_its_own(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=30, coaches=4, capacity=10))
    browser = signed_in(run.started_by)
    ordered = list(run.pairs.order_by("seeker__person__last_name", "seeker__person__first_name", "pk"))
    assert f"pair-{ordered[-1].pk}" not in page_of(browser, run)
    assert f"pair-{ordered[-1].pk}" in page_of(browser, run, f"?pair={ordered[-1].pk}")
    worst = run.pairs.order_by("score", "pk").first()
    assert f"pair-{worst.pk}" in page_of(browser, run, "?order=fit")
