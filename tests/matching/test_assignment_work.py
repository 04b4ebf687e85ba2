"""Runs in the background: claimed, shown, cancelled, killed on the way, followed, given up. With real processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from config.celery import app
from core.models import AuditEntry
from core.rules import Refusal
from matching.bridge import methods
from matching.bridge.methods import Method, Watch
from matching.enums import RunMethod, RunState, WorkState
from matching.models import AssignmentPair, AssignmentRun, Partnership
from matching.services import publishing, run_results, run_work, runs
from matching.tasks import set_going
from people.models import Person
from program.enums import Role
from program.models import Cohort
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_enrollment
from tests.matching.test_assignment import make_field

SignIn = Callable[[Person], Client]
real = pytest.mark.django_db(transaction=True)


def ordered(cohort: Cohort | None = None) -> AssignmentRun:
    cohort = cohort or make_field()
    return runs.order(cohort, {}, by=make_admin())


def state_of(run: AssignmentRun) -> AssignmentRun:
    run.refresh_from_db()
    return run


def wait_for(condition: Callable[[], Any], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def worker() -> Iterator[Callable[[AssignmentRun], subprocess.Popen[bytes]]]:
    """Starts a real process that works on a run."""
    started: list[subprocess.Popen[bytes]] = []

    def start(run: AssignmentRun) -> subprocess.Popen[bytes]:
        code = (
            "import django, uuid; django.setup(); from matching.services import run_work;"
            f"run_work.work(uuid.UUID('{run.pk}'))"
        )
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        environ = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
        started.append(subprocess.Popen([sys.executable, "-c", code], env=environ))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def held_back() -> Iterator[threading.Event]:
    """While this goes on no pair can be stored: whoever wants to waits for our lock."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE matching_assignmentpair IN SHARE MODE")
            held.set()
            let_go.wait()
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    yield let_go
    let_go.set()
    thread.join()


@real
def test_killed_run_leaves_nothing_half_stored_and_is_taken_up(worker: Any, held_back: threading.Event) -> None:
    run = ordered()
    process = worker(run)
    wait_for(lambda: state_of(run).stage == run_work.STORING or process.poll() is not None)
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    held_back.set()
    assert (state_of(run).work, run.attempts, run.figures, run.inputs) == (WorkState.WORKING, 1, {}, {})
    assert not AssignmentPair.objects.exists()
    wait_for(lambda: run_work.resume_stale() == 1)
    assert (state_of(run).work, run.attempts, run.pairs.count()) == (WorkState.DONE, 2, 3)


@real
def test_run_cancelled_while_its_result_is_stored_stays_empty(worker: Any, held_back: threading.Event) -> None:
    run = ordered()
    process = worker(run)
    wait_for(lambda: state_of(run).stage == run_work.STORING or process.poll() is not None)
    # The worker holds the run's row while it waits to store: the cancellation waits for it, and then comes too late,
    # or comes first. Whichever it is, the run is whole.
    answers: list[str] = []

    def cancel() -> None:
        try:
            runs.cancel(AssignmentRun.objects.get(pk=run.pk), by=run.started_by)
            answers.append("cancelled")
        except Refusal:
            answers.append("too late")
        connection.close()

    thread = threading.Thread(target=cancel)
    thread.start()
    held_back.set()
    thread.join()
    process.wait()
    whole = {"cancelled": (WorkState.CANCELLED, 0), "too late": (WorkState.DONE, 3)}
    assert (state_of(run).work, run.pairs.count()) == whole[answers[0]]


@real
def test_cancelled_run_ends_soon_and_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's `stop` hears a cancellation that came from elsewhere, within two seconds."""
    run = ordered()
    ended: list[float] = []

    def solve(given: Any, watch: Watch) -> Any:
        other = threading.Thread(target=lambda: (runs.cancel(run, by=run.started_by), connection.close()))
        other.start()
        other.join()
        began = time.monotonic()
        while not watch.stop():
            watch.tell("candidates", 0.3)
            assert time.monotonic() - began < 10
        ended.append(time.monotonic() - began)
        return run_results.solve(given, watch)

    way = run_results.ASSIGNMENT
    methods.register(RunMethod.ASSIGNMENT, Method(way.gather, solve, way.store, way.stages))
    try:
        run_work.work(run.pk)
    finally:
        methods.register(RunMethod.ASSIGNMENT, way)
    assert len(ended) == 1
    assert ended[0] < 2
    assert (state_of(run).work, run.pairs.count(), run.failure) == (WorkState.CANCELLED, 0, "")


@real
def test_run_taken_up_three_times_at_once_is_worked_out_once() -> None:
    run = ordered()
    gate = threading.Barrier(3)
    answers: list[bool] = []

    def take() -> None:
        gate.wait()
        answers.append(run_work.work(run.pk))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(True) == 1
    assert (state_of(run).work, run.attempts, run.pairs.count()) == (WorkState.DONE, 1, 3)
    assert AuditEntry.objects.filter(action="assignmentrun.worked_out").count() == 1


@pytest.mark.django_db
def test_run_that_dies_again_and_again_is_given_up_in_words(signed_in: SignIn) -> None:
    run = ordered()
    AssignmentRun.objects.filter(pk=run.pk).update(attempts=run_work.MOST_ATTEMPTS, work=WorkState.WORKING)
    run_work.resume_stale()
    assert state_of(run).work == WorkState.FAILED
    page = signed_in(run.started_by).get(reverse("assignment_run_detail", args=[run.cohort.program_id, run.pk]))
    assert "The work broke off several times." in page.content.decode()
    assert "Run again" in page.content.decode()


@pytest.mark.django_db
def test_engine_that_breaks_is_told_in_words_and_leaves_nothing() -> None:
    def broken(given: Any, watch: Watch) -> Any:
        raise ZeroDivisionError

    run, way = ordered(), run_results.ASSIGNMENT
    methods.register(RunMethod.ASSIGNMENT, Method(way.gather, broken, way.store, way.stages))
    try:
        run_work.work(run.pk)
    finally:
        methods.register(RunMethod.ASSIGNMENT, way)
    assert (state_of(run).work, run.pairs.count()) == (WorkState.FAILED, 0)
    assert "Something unexpected went wrong." in run.failure


@pytest.mark.django_db
def test_small_run_is_done_at_once_and_a_large_one_waits_for_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = ordered(), ordered()
    set_going(small)
    monkeypatch.setattr(runs, "SMALL_PEOPLE", 0)
    set_going(large)
    assert (state_of(small).work, state_of(large).work) == (WorkState.DONE, WorkState.QUEUED)
    # The message may be lost: the sweep finds the run all the same.
    assert run_work.resume_stale() == 1
    assert state_of(large).work == WorkState.DONE


@pytest.mark.django_db
def test_waiting_run_shows_its_progress_without_a_script_and_can_be_cancelled(signed_in: SignIn) -> None:
    run = ordered()
    AssignmentRun.objects.filter(pk=run.pk).update(work=WorkState.WORKING, stage="floor", percent=48)
    browser = signed_in(run.started_by)
    address = reverse("assignment_run_detail", args=[run.cohort.program_id, run.pk])
    page = browser.get(address).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "The worst fit is made as good as it can be" in page
    assert 'value="48"' in page
    part = browser.get(reverse("run_progress", args=[run.pk]))
    assert "HX-Refresh" not in part.headers
    browser.post(reverse("run_cancel", args=[run.pk]))
    assert state_of(run).work == WorkState.CANCELLED
    assert browser.get(reverse("run_progress", args=[run.pk])).headers["HX-Refresh"] == "true"
    assert "This run was cancelled before it had a result." in browser.get(address).content.decode()
    # Whoever was at it cannot bring it back.
    assert run_work.work(run.pk) is False
    browser.post(reverse("run_cancel", args=[run.pk]))
    assert AuditEntry.objects.filter(action="assignmentrun.cancel").count() == 1


@pytest.mark.django_db
def test_unfinished_run_can_neither_be_reviewed_nor_changed(signed_in: SignIn) -> None:
    run = ordered()
    browser = signed_in(run.started_by)
    client = run.cohort.enrollments.filter(role=Role.CLIENT).first()
    for name in ("review", "publish", "again"):
        answer = browser.post(reverse(f"assignment_run_{name}", args=[run.pk]), follow=True).content.decode()
        assert "still being worked out" in answer or "Please review the result first." in answer
    browser.post(reverse("run_exclude", args=[run.pk]), {"seeker": client.pk})
    assert (state_of(run).state, run.exclusions.count(), AssignmentRun.objects.count()) == (RunState.DRAFT, 0, 1)
    browser.post(reverse("assignment_run_discard", args=[run.pk]))
    assert (state_of(run).state, run.work) == (RunState.DISCARDED, WorkState.CANCELLED)


@pytest.mark.django_db
def test_locked_pair_that_cannot_stand_fails_in_words_and_can_be_unlocked_there(signed_in: SignIn) -> None:
    run = runs.run(make_field(), {}, by=make_admin())
    pair = run.pairs.first()
    runs.set_lock(pair, True, by=run.started_by)
    Person.objects.filter(pk=pair.seeker.person_id).update(languages=["fi"])
    again = runs.run_again(run, by=run.started_by)
    run_work.work(again.pk)
    browser = signed_in(run.started_by)
    address = reverse("assignment_run_detail", args=[run.cohort.program_id, again.pk])
    page = browser.get(address).content.decode()
    assert f"The locked pair {pair.seeker.person.get_full_name()} and" in page
    kept = again.pairs.get()
    assert reverse("assignment_pair_unlock", args=[kept.pk]) in page
    browser.post(reverse("assignment_pair_unlock", args=[kept.pk]))
    third = runs.run_again(state_of(again), by=run.started_by)
    run_work.work(third.pk)
    assert state_of(third).work == WorkState.DONE


@pytest.mark.django_db
def test_progress_is_not_there_for_somebody_who_does_not_run_the_program(signed_in: SignIn) -> None:
    run = ordered()
    make_enrollment(run.cohort, Role.COACH, person := make_person())
    browser = signed_in(person)
    assert browser.get(reverse("run_progress", args=[run.pk])).status_code == 404
    assert browser.post(reverse("run_cancel", args=[run.pk])).status_code == 404
    assert state_of(run).work == WorkState.QUEUED


@real
def test_two_results_of_one_cohort_published_at_once_and_twice_each_form_everybody_once() -> None:
    cohort = make_field(clients=3, coaches=2, capacity=3)
    both = [runs.run(cohort, {}, by=make_admin()) for _ in range(2)]
    for run in both:
        runs.review(run, by=run.started_by)
    gate = threading.Barrier(4)
    answers: list[int | str] = []

    def publish(run: AssignmentRun) -> None:
        gate.wait()
        try:
            answers.append(publishing.publish(run, by=run.started_by))
        except Refusal:
            answers.append("refused")
        connection.close()

    threads = [threading.Thread(target=publish, args=[AssignmentRun.objects.get(pk=run.pk)]) for run in both * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # One is published, its second click changes nothing; the other was put away and is refused twice.
    assert sorted(map(str, answers)) == ["0", "3", "refused", "refused"]
    assert Partnership.objects.count() == 3
    assert sorted(AssignmentRun.objects.values_list("state", flat=True)) == ["discarded", "published"]


@pytest.mark.django_db
def test_worker_and_scheduler_know_the_doors_to_runs() -> None:
    app.loader.import_default_modules()
    assert {"matching.tasks.work_on_run", "matching.tasks.sweep_runs"} <= set(app.tasks)
    assert "matching.tasks.sweep_runs" in {entry["task"] for entry in app.conf.beat_schedule.values()}
