"""Runs that cannot be changed as asked: without a result, settled elsewhere meanwhile, or asked about with nonsense."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from core.rules import Refusal
from core.transitions import AlreadyChanged
from matching import engine
from matching.enums import WorkState
from matching.models import AssignmentRun
from matching.services import exclusions, run_work, runs
from people.models import Person
from tests.factories.people import make_admin
from tests.matching.test_assignment import make_field, run_for

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def without_result() -> AssignmentRun:
    """A run that keeps two locked pairs, and was cancelled before it had an answer."""
    run = run_for(make_field(clients=3, coaches=3))
    for pair in run.pairs.order_by("pk")[:2]:
        runs.set_lock(pair, True, by=run.started_by)
    again = runs.run_again(run, by=run.started_by)
    runs.cancel(again, by=run.started_by)
    again.refresh_from_db()
    return again


def test_coaches_are_not_exchanged_in_a_run_without_a_result(signed_in: SignIn) -> None:
    run = without_result()
    first, second = run.pairs.order_by("pk")
    browser = signed_in(run.started_by)
    for answer in (
        browser.get(reverse("assignment_pair_swap", args=[first.pk]), follow=True),
        browser.post(reverse("assignment_pair_swap", args=[first.pk]), {"other": second.pk}, follow=True),
    ):
        assert "There is no result to look at." in answer.content.decode()
    guides = {pair.pk: pair.guide_id for pair in run.pairs.all()}
    assert guides == {first.pk: first.guide_id, second.pk: second.guide_id}


def test_a_search_for_somebody_to_exchange_with_takes_any_characters(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=3, coaches=3))
    address = reverse("assignment_pair_swap", args=[run.pairs.first().pk])
    for words in ("\x00", "a" * 500, "%_\\'\"<b>", "Client1"):
        assert signed_in(run.started_by).get(address, {"q": words}).status_code == 200


def test_a_run_does_not_follow_one_that_is_still_worked_out(signed_in: SignIn) -> None:
    cohort = make_field()
    earlier = runs.order(cohort, {}, by=make_admin())
    form = {"cohort": cohort.pk, "follows": earlier.pk} | {
        name: getattr(engine.Weights(), name) for name in engine.POINTS
    }
    answer = signed_in(earlier.started_by).post(reverse("assignment_run_create", args=[cohort.program_id]), form)
    assert "still being worked out" in answer.content.decode()
    assert AssignmentRun.objects.get() == earlier


def test_an_exclusion_is_undone_once() -> None:
    run = run_for(make_field())
    exclusion = exclusions.leave_out(run, seeker=run.pairs.first().seeker, by=run.started_by)
    again = run.exclusions.get()
    exclusions.take_in(exclusion, by=run.started_by)
    with pytest.raises(AlreadyChanged):
        exclusions.take_in(again, by=run.started_by)
    assert AuditEntry.objects.filter(action="assignmentrun.take_in").count() == 1


def test_a_pair_that_was_worked_out_anew_meanwhile_is_refused_in_words() -> None:
    run = run_for(make_field(has_sponsor=True))
    runs.set_lock(run.pairs.first(), True, by=run.started_by)
    again = runs.run_again(run, by=run.started_by)
    seen = again.pairs.get()
    run_work.work(again.pk)
    for change in (lambda: runs.set_lock(seen, False, by=run.started_by), lambda: set_nobody(seen, run.started_by)):
        with pytest.raises(Refusal):
            change()


def set_nobody(pair: object, by: Person) -> None:
    runs.set_sponsor(pair, None, by=by)


def test_after_its_time_the_scheduler_takes_up_no_further_run() -> None:
    waiting = [runs.order(make_field(), {}, by=make_admin()) for _each in range(2)]
    assert run_work.resume_stale(begin_within=0) == 1
    assert sorted(run.work for run in AssignmentRun.objects.all()) == [WorkState.DONE, WorkState.QUEUED]
    assert run_work.resume_stale() == 1
    assert {run.work for run in AssignmentRun.objects.filter(pk__in=[one.pk for one in waiting])} == {WorkState.DONE}
