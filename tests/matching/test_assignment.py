"""Coach assignment from end to end: run, look, lock, run again, publish."""

from collections.abc import Callable
from itertools import permutations

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from matching import engine
from matching.bridge.inputs import assign_again
from matching.bridge.profiles import weights_of
from matching.bridge.runs import field_of, ready_coaches, waiting_clients
from matching.enums import PartnershipState, RunState
from matching.models import AssignmentPair, AssignmentRun, PairBlock, Partnership
from matching.services import publishing, runs
from notifications.models import Nudge
from people.models import Person
from program.enums import EnrollmentState, ProgramKind, Role
from program.models import Cohort, Enrollment
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_cohort, make_enrollment, make_program
from tests.matching.test_requests import count_queries

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
WANTS = ["Negotiation", "Python", "Strategy", "Public speaking"]


def make_field(clients: int = 3, coaches: int = 2, capacity: int = 2, **program: object) -> Cohort:
    """Clients who want different things and coaches who offer one each."""
    cohort = make_cohort(make_program(ProgramKind.COACHING, **program))
    for number in range(clients):
        manager = make_person(f"Manager{number}")
        person = make_person(f"Client{number}", manager=manager, grade=number, location="Oslo" if number else "Rome")
        make_enrollment(cohort, Role.CLIENT, person, wants=[WANTS[number % 4], WANTS[(number + 1) % 4]])
    for number in range(coaches):
        person = make_person(f"Coach{number}", grade=number + 2, department=f"Team {number}")
        make_enrollment(cohort, Role.COACH, person, capacity=capacity, offers=[WANTS[number % 4]])
    return cohort


def run_for(cohort: Cohort) -> AssignmentRun:
    return runs.run(cohort, {}, by=make_admin())


def test_admin_runs_reviews_and_publishes(signed_in: SignIn) -> None:
    cohort = make_field(has_sponsor=True)
    browser = signed_in(make_admin())
    form = {"cohort": cohort.pk} | {name: getattr(engine.Weights(), name) for name in engine.POINTS}
    answer = browser.post(reverse("assignment_run_create", args=[cohort.program_id]), form)
    run = AssignmentRun.objects.get()
    assert answer.headers["Location"] == reverse("assignment_run_detail", args=[cohort.program_id, run.pk])
    assert (run.state, run.pairs.count(), run.figures["certificate"]["gap"]) == (RunState.DRAFT, 3, 0)
    browser.post(reverse("assignment_run_review", args=[run.pk]))
    browser.post(reverse("assignment_run_publish", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == RunState.PUBLISHED
    for pair in run.pairs.all():
        members = {(member.role, member.person) for member in pair.partnership.members.all()}
        assert members == {
            ("coach", pair.guide.person), ("client", pair.seeker.person), ("sponsor", pair.seeker.person.manager)
        }  # fmt: skip
    assert Nudge.objects.filter(kind="matched").count() == 9


def test_publish_twice_has_one_effect(signed_in: SignIn) -> None:
    run = run_for(make_field())
    runs.review(run, by=run.started_by)
    browser = signed_in(run.started_by)
    url = reverse("assignment_run_publish", args=[run.pk])
    browser.post(url)
    second = browser.post(url, follow=True)
    assert "This was published already." in second.content.decode()
    assert Partnership.objects.count() == 3


def test_draft_cannot_be_published_unseen(signed_in: SignIn) -> None:
    run = run_for(make_field())
    answer = signed_in(run.started_by).post(reverse("assignment_run_publish", args=[run.pk]), follow=True)
    assert "Please review the result first." in answer.content.decode()
    assert not Partnership.objects.exists()


def test_result_equals_every_way_tried_by_hand() -> None:
    cohort = make_field(clients=4, coaches=2, capacity=2)
    run = run_for(cohort)
    field = field_of(waiting_clients(cohort), ready_coaches(cohort))
    weights = weights_of(cohort.program)
    seats = [guide for guide in field.guides for _ in range(guide.capacity_left)]
    best = max(
        (min(points), sum(points))
        for order in set(permutations(range(len(seats))))
        if (points := [engine.score(s, seats[i], weights) for s, i in zip(field.seekers, order, strict=True)])
    )
    scores = [pair.score for pair in run.pairs.all()]
    assert (min(scores), sum(scores)) == best


def test_stored_inputs_give_the_same_answer_again() -> None:
    run = run_for(make_field(clients=4, coaches=3))
    again = assign_again(run.inputs, run.weights, run.rules, run.seed)
    assert again.input_hash == run.inputs_hash
    assert {(pair.seeker, pair.guide, pair.score) for pair in again.pairs} == {
        (str(pair.seeker.person_id), str(pair.guide.person_id), pair.score) for pair in run.pairs.all()
    }


def test_blocked_pair_is_never_proposed_and_nobody_sees_who_said_so(signed_in: SignIn) -> None:
    cohort = make_field(clients=1, coaches=1)
    client, coach = (Enrollment.objects.get(role=role) for role in (Role.CLIENT, Role.COACH))
    PairBlock.objects.create(person=client.person, blocked=coach.person)
    run = run_for(cohort)
    assert run.pairs.count() == 0
    assert all(person["blocked"] == [] for side in ("seekers", "guides") for person in run.inputs[side])
    page = signed_in(run.started_by).get(reverse("assignment_run_detail", args=[cohort.program_id, run.pk]))
    assert "reasons that stay private" in page.content.decode()


def test_too_few_places_are_named_with_the_cure(signed_in: SignIn) -> None:
    cohort = make_field(clients=3, coaches=1, capacity=2)
    run = run_for(cohort)
    assert run.pairs.count() == 2
    page = signed_in(run.started_by).get(reverse("assignment_run_detail", args=[cohort.program_id, run.pk]))
    assert "1 more place" in page.content.decode()


def test_own_manager_is_never_the_coach_and_the_cause_says_so(signed_in: SignIn) -> None:
    cohort = make_field(clients=1, coaches=0)
    boss = Enrollment.objects.get(role=Role.CLIENT).person.manager
    make_enrollment(cohort, Role.COACH, boss)
    run = run_for(cohort)
    page = signed_in(run.started_by).get(reverse("assignment_run_detail", args=[cohort.program_id, run.pk]))
    assert run.pairs.count() == 0
    assert "One of the two reports to the other" in page.content.decode()


def test_locked_pair_stays_and_the_rest_is_worked_out_anew(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=3, coaches=3, capacity=1))
    pair = run.pairs.order_by("score").first()
    other = run.pairs.exclude(pk=pair.pk).first()
    # The admin prefers what the engine would not: exchange two coaches by locking the exchanged pair.
    AssignmentPair.objects.filter(pk=pair.pk).update(guide=other.guide)
    browser = signed_in(run.started_by)
    browser.post(reverse("assignment_pair_lock", args=[pair.pk]))
    browser.post(reverse("assignment_run_again", args=[run.pk]))
    new = AssignmentRun.objects.get(earlier=run)
    kept = new.pairs.get(seeker=pair.seeker)
    assert (kept.guide, kept.is_locked, new.pairs.count()) == (other.guide, True, 3)
    assert AssignmentRun.objects.get(pk=run.pk).state == RunState.DRAFT


def test_partnered_clients_are_left_out_of_the_next_run() -> None:
    cohort = make_field(clients=2, coaches=2)
    run = run_for(cohort)
    runs.review(run, by=run.started_by)
    publishing.publish(run, by=run.started_by)
    newcomer = make_enrollment(cohort, Role.CLIENT, make_person("Newcomer"))
    second = runs.run(cohort, {}, by=run.started_by)
    assert [pair.seeker for pair in second.pairs.all()] == [newcomer]


def test_publish_after_changes_names_them_and_forms_nothing(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=2, coaches=1, capacity=2))
    runs.review(run, by=run.started_by)
    first = run.pairs.first()
    Enrollment.objects.filter(pk=first.guide_id).update(capacity=1)
    answer = signed_in(run.started_by).post(reverse("assignment_run_publish", args=[run.pk]), follow=True)
    assert "Nothing was published, because something changed since this run." in answer.content.decode()
    assert "the coach has no place left" in answer.content.decode()
    assert not Partnership.objects.exists()
    assert AssignmentRun.objects.get().state == RunState.REVIEWED


@pytest.mark.parametrize("change", ["withdrawn", "leave", "manager", "block", "language"])
def test_publish_checks_every_rule_at_that_moment(signed_in: SignIn, change: str) -> None:
    run = run_for(make_field(clients=1, coaches=1))
    runs.review(run, by=run.started_by)
    pair = run.pairs.get()
    client, coach = pair.seeker.person, pair.guide.person
    if change == "withdrawn":
        Enrollment.objects.filter(pk=pair.seeker_id).update(state=EnrollmentState.WITHDRAWN)
    elif change == "block":
        PairBlock.objects.create(person=coach, blocked=client)
    else:
        fields = {
            "leave": {"employment_status": "leave"},
            "manager": {"manager": coach},
            "language": {"languages": ["fi"]},
        }
        Person.objects.filter(pk=client.pk).update(**fields[change])
    signed_in(run.started_by).post(reverse("assignment_run_publish", args=[run.pk]))
    assert not Partnership.objects.exists()


def test_sponsor_can_be_changed_before_publishing_but_is_never_one_of_the_two(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=1, coaches=1, has_sponsor=True))
    pair = run.pairs.get()
    other = make_person("Other")
    browser = signed_in(run.started_by)
    url = reverse("assignment_pair_sponsor", args=[pair.pk])
    browser.post(url, {"email": other.email})
    pair.refresh_from_db()
    assert pair.sponsor == other
    for email in (pair.guide.person.email, "nobody@people.example"):
        browser.post(url, {"email": email})
        pair.refresh_from_db()
        assert pair.sponsor == other
    browser.post(url, {"email": ""})
    pair.refresh_from_db()
    assert pair.sponsor is None


def test_run_without_waiting_clients_says_so(signed_in: SignIn) -> None:
    cohort = make_field(clients=0, coaches=1)
    form = {"cohort": cohort.pk} | {name: getattr(engine.Weights(), name) for name in engine.POINTS}
    answer = signed_in(make_admin()).post(reverse("assignment_run_create", args=[cohort.program_id]), form)
    assert "No client waits for a coach" in answer.content.decode()
    assert not AssignmentRun.objects.exists()


def test_run_without_any_coach_says_what_to_do(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=2, coaches=0))
    page = signed_in(run.started_by).get(reverse("assignment_run_detail", args=[run.cohort.program_id, run.pk]))
    assert "No coach takes part." in page.content.decode()


def test_points_of_nothing_are_refused(signed_in: SignIn) -> None:
    cohort = make_field(clients=1, coaches=1)
    form = {"cohort": cohort.pk} | dict.fromkeys(engine.POINTS, 0)
    answer = signed_in(make_admin()).post(reverse("assignment_run_create", args=[cohort.program_id]), form)
    assert "Give at least one thing some points." in answer.content.decode()


def test_run_is_not_there_for_somebody_who_does_not_run_the_program(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=1, coaches=1))
    pair = run.pairs.get()
    browser = signed_in(pair.seeker.person)
    assert browser.get(reverse("assignment_run_detail", args=[run.cohort.program_id, run.pk])).status_code == 404
    for name in ("again", "review", "publish", "discard"):
        assert browser.post(reverse(f"assignment_run_{name}", args=[run.pk])).status_code == 404
    for name in ("lock", "unlock", "sponsor"):
        assert browser.post(reverse(f"assignment_pair_{name}", args=[pair.pk])).status_code == 404
    assert not Partnership.objects.exists()


def test_published_run_can_be_changed_no_more(signed_in: SignIn) -> None:
    run = run_for(make_field(clients=1, coaches=1))
    runs.review(run, by=run.started_by)
    publishing.publish(run, by=run.started_by)
    browser = signed_in(run.started_by)
    pair = run.pairs.get()
    browser.post(reverse("assignment_pair_lock", args=[pair.pk]))
    browser.post(reverse("assignment_run_discard", args=[run.pk]))
    browser.post(reverse("assignment_run_again", args=[run.pk]))
    pair.refresh_from_db()
    assert (pair.is_locked, AssignmentRun.objects.get().state) == (False, RunState.PUBLISHED)
    assert pair.partnership.state == PartnershipState.FORMING
    assert AuditEntry.objects.filter(action="assignmentrun.published").count() == 1


def test_pages_ask_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    counts = []
    for clients in (1, 3):
        cohort = make_field(clients=clients, coaches=clients, has_sponsor=True)
        run = run_for(cohort)
        browser = signed_in(run.started_by)
        pages = (
            reverse("assignment_run_detail", args=[cohort.program_id, run.pk]),
            reverse("assignment_list", args=[cohort.program_id]),
        )
        counts.append([count_queries(browser, page) for page in pages])
    assert counts[0] == counts[1]
