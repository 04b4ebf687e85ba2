"""A whole cohort matched at once: rank, compare, choose, publish."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.rules import Refusal
from matching.bridge.bulk import BULK_METHODS, match_again
from matching.enums import RunMethod, RunState
from matching.models import AssignmentRun, MatchRequest, Partnership, Ranking
from matching.selectors import verification
from matching.selectors.bulk_table import is_shown, method_table, share_of
from matching.selectors.steps import steps_for
from matching.services import bulk_runs, publishing, requests, runs, swaps
from notifications.models import Nudge
from people.models import Person
from program.enums import Role
from program.models import Cohort, Enrollment
from program.services.profiles import set_capacity
from tests.factories.bulk import make_bulk, match_all, mentees_of, mentors_of, rank
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_enrollment, make_manager

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def everybody_ranks(cohort: Cohort) -> None:
    """Each of both sides puts everybody of the other in an order of their own."""
    mentees, mentors = mentees_of(cohort), mentors_of(cohort)
    for number, mentee in enumerate(mentees):
        rank(mentee, *(mentors[(number + step) % len(mentors)] for step in range(len(mentors))))
    for number, mentor in enumerate(mentors):
        rank(mentor, *(mentees[(number * 2 + step) % len(mentees)] for step in range(min(10, len(mentees)))))


def pairs_of(run: AssignmentRun) -> dict[Enrollment, Enrollment]:
    return {pair.seeker: pair.guide for pair in run.pairs.select_related("seeker", "guide")}


def blocking(cohort: Cohort, partner: dict[Enrollment, Enrollment]) -> list[tuple[Enrollment, Enrollment]]:
    """Pairs who would both rather have each other, from the orders in the database; everybody ranked everybody."""
    place = {(row.owner_id, row.other_id): row.rank for row in Ranking.objects.all()}
    found = []
    for mentee in mentees_of(cohort):
        for mentor in mentors_of(cohort):
            own = partner.get(mentee)
            wants = own is None or place[mentee.pk, mentor.pk] < place[mentee.pk, own.pk]
            has = [other for other, guide in partner.items() if guide == mentor]
            room = len(has) < mentor.capacity
            would = room or any(place[mentor.pk, mentee.pk] < place[mentor.pk, other.pk] for other in has)
            if own != mentor and wants and would:
                found.append((mentee, mentor))
    return found


def test_both_sides_rank_the_admin_compares_and_publishes(signed_in: SignIn) -> None:
    cohort = make_bulk()
    for owner, others in ((mentees_of(cohort)[0], mentors_of(cohort)), (mentors_of(cohort)[1], mentees_of(cohort))):
        browser = signed_in(owner.person)
        for other in others[:2]:
            browser.post(reverse("ranking_add", args=[owner.pk, other.pk]))
    admin = signed_in(make_admin())
    page = admin.get(reverse("bulk_list", args=[cohort.program_id])).content.decode()
    assert "1 of 6" in page
    assert "1 of 3" in page
    answer = admin.post(reverse("bulk_run_create", args=[cohort.pk]), {"method": "mutual"})
    run = AssignmentRun.objects.get()
    address = reverse("bulk_run_detail", args=[cohort.program_id, run.pk])
    assert answer.headers["Location"] == address
    assert admin.get(reverse("assignment_run_detail", args=[cohort.program_id, run.pk])).headers["Location"] == address
    admin.post(reverse("bulk_run_choose", args=[run.pk]), {"method": "stable"})
    chosen = AssignmentRun.objects.get(method=RunMethod.STABLE)
    assert chosen.earlier == run
    admin.post(reverse("assignment_run_review", args=[chosen.pk]))
    admin.post(reverse("assignment_run_publish", args=[chosen.pk]))
    chosen.refresh_from_db()
    run.refresh_from_db()
    assert (chosen.state, run.state) == (RunState.PUBLISHED, RunState.DISCARDED)
    for pair in chosen.pairs.all():
        assert pair.partnership is not None
        members = {(member.role, member.person) for member in pair.partnership.members.all()}
        assert members == {("mentor", pair.guide.person), ("mentee", pair.seeker.person)}
    assert Partnership.objects.count() == 6
    assert Nudge.objects.filter(kind="matched").count() == 12
    assert "Published" in admin.get(address).content.decode()


def test_what_is_published_is_stable() -> None:
    cohort = make_bulk(mentees=7, mentors=3, capacity=2)
    everybody_ranks(cohort)
    run = match_all(cohort)
    partner = pairs_of(run)
    assert len(partner) == 6
    assert blocking(cohort, partner) == []
    assert run.figures["methods"]["stable"]["blocking"] == 0
    runs.review(run, by=run.started_by)
    publishing.publish(run, by=run.started_by)
    formed = {
        row.members.get(role=Role.MENTEE).enrollment: row.members.get(role=Role.MENTOR).enrollment
        for row in Partnership.objects.all()
    }
    assert formed == partner


def test_each_way_gives_the_same_again_from_what_it_stored() -> None:
    cohort = make_bulk(mentees=7)
    everybody_ranks(cohort)
    for method in BULK_METHODS:
        run = match_all(cohort, method)
        again = match_again(run.inputs, run.method, run.weights, run.rules, run.seed)
        assert (again.input_hash, again.version) == (run.inputs_hash, run.engine_version)
        assert verification.differences(run) == []
        found = {(str(one.person_id), str(other.person_id)) for one, other in pairs_of(run).items()}
        assert {(pair.seeker, pair.guide) for pair in again.pairs} == found


def test_stable_is_recommended_only_when_more_than_half_of_both_sides_ranked() -> None:
    cohort = make_bulk(mentees=3, mentors=2)
    mentees, mentors = mentees_of(cohort), mentors_of(cohort)
    rank(mentees[0], mentors[0])
    rank(mentors[0], mentees[0])
    rank(mentors[1], mentees[0])
    heads = method_table(match_all(cohort)).heads
    assert [head.method for head in heads if head.is_recommended] == ["mutual"]
    rank(mentees[1], mentors[0])
    heads = method_table(match_all(cohort)).heads
    assert [head.method for head in heads if head.is_recommended] == ["stable"]


def test_a_changed_capacity_refuses_to_publish_and_names_it(signed_in: SignIn) -> None:
    cohort = make_bulk()
    run = match_all(cohort)
    runs.review(run, by=run.started_by)
    mentor = next(one for one in mentors_of(cohort) if run.pairs.filter(guide=one).count() == 2)
    set_capacity(mentor, 1, by=run.started_by)
    page = signed_in(run.started_by).post(reverse("assignment_run_publish", args=[run.pk]), follow=True)
    assert "the mentor has no place left." in page.content.decode()
    assert mentor.person.get_full_name() in page.content.decode()
    assert Partnership.objects.count() == 0


def test_publish_twice_has_one_effect(signed_in: SignIn) -> None:
    run = match_all(make_bulk())
    runs.review(run, by=run.started_by)
    browser = signed_in(run.started_by)
    for _ in range(2):
        last = browser.post(reverse("assignment_run_publish", args=[run.pk]), follow=True)
    assert "This was published already." in last.content.decode()
    assert Partnership.objects.count() == 6


def test_locked_and_left_out_are_kept_by_another_way(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=4)
    run = match_all(cohort)
    browser = signed_in(run.started_by)
    pair, other = run.pairs.order_by("pk")[:2]
    browser.post(reverse("assignment_pair_lock", args=[pair.pk]))
    browser.post(reverse("run_exclude", args=[run.pk]), {"seeker": str(other.seeker_id)})
    browser.post(reverse("bulk_run_choose", args=[run.pk]), {"method": "coverage_first"})
    chosen = AssignmentRun.objects.get(method=RunMethod.COVERAGE)
    assert pairs_of(chosen)[pair.seeker] == pair.guide
    assert other.seeker not in pairs_of(chosen)
    again = browser.post(reverse("assignment_run_again", args=[chosen.pk]), follow=True)
    assert again.status_code == 200
    latest = AssignmentRun.objects.order_by("-created_at").first()
    assert latest is not None
    assert (latest.method, latest.earlier, latest.work) == (RunMethod.COVERAGE, chosen, "done")


def test_who_is_left_learns_the_cause(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=3, mentors=1, capacity=1)
    silent = make_enrollment(cohort, Role.MENTEE, make_person("Silent", languages=["ja"]))
    run = match_all(cohort)
    page = signed_in(run.started_by).get(reverse("bulk_run_detail", args=[cohort.program_id, run.pk]))
    words = page.content.decode()
    assert "All places with Mentor0" in words
    assert "Every mentor is ruled out for this mentee." in words
    assert silent.person.get_full_name() in words


def test_no_page_of_an_admin_tells_a_place(signed_in: SignIn) -> None:
    """One mentee ranked; each of her places could be read off a share of one."""
    cohort = make_bulk(mentees=6, mentors=3)
    mentee, mentors = mentees_of(cohort)[0], mentors_of(cohort)
    rank(mentee, *reversed(mentors))
    run = match_all(cohort)
    for person in (run.started_by, make_manager(cohort.program)):
        browser = signed_in(person)
        pages = [
            browser.get(reverse("bulk_list", args=[cohort.program_id])),
            browser.get(reverse("bulk_run_detail", args=[cohort.program_id, run.pk])),
            browser.get(reverse("request_overview", args=[cohort.program_id])),
        ]
        words = " ".join(page.content.decode() for page in pages)
        assert [
            word for word in ("First choice", "Place on average", "rather have each other</th>") if word in words
        ] == []
        assert words.count("too few people to show") == 3
    assert list(run.pairs.exclude(seeker_rank=None, guide_rank=None)) == []


def test_shares_of_enough_people_are_shown_but_never_all_or_nobody(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=10, mentors=5)
    everybody_ranks(cohort)
    run = match_all(cohort)
    page = signed_in(run.started_by).get(reverse("bulk_run_detail", args=[cohort.program_id, run.pk]))
    assert "too few people to show" not in page.content.decode()
    # Everybody has their first choice here: that would name each of them.
    assert run.figures["methods"]["seekers_first"]["seekers"]["first_choice"] == 1.0
    _together, mentees, mentors, _both = page.context["table"].groups
    lines = [*mentees.lines, *mentors.lines]
    said = {cell.text for line in lines for cell in line.cells}
    assert ("90 % or more" in said, "100 %" in said, "1.0" in said, "1" in said) == (True, False, False, False)


@pytest.mark.parametrize(
    ("count", "whole", "text"),
    [
        *[(6, 6, "83 % or more"), (5, 6, "83 % or more"), (4, 6, "67 %"), (1, 6, "17 % or less")],
        *[(0, 6, "17 % or less"), (20, 20, "90 % or more"), (17, 20, "85 %"), (0, 20, "10 % or less")],
    ],
)
def test_the_ends_of_a_share_are_bounds(count: int, whole: int, text: str) -> None:
    assert share_of(count, whole).text == text


@pytest.mark.parametrize(
    ("ready", "ranked", "shown"),
    [(6, 6, True), (6, 5, True), (6, 4, False), (6, 0, True), (4, 4, False), (4, 0, False)],
)
def test_a_side_needs_enough_people_who_ranked(ready: int, ranked: int, shown: bool) -> None:
    figures = {"ready": {"mentees": ready}, "ranked": {"mentees": ranked}, "methods": {"stable": {"matched": ready}}}
    assert is_shown(figures, "mentees", 5) is shown


def test_newcomers_may_ask_once_pairs_are_published(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=2, mentors=2)
    run = match_all(cohort)
    runs.review(run, by=run.started_by)
    publishing.publish(run, by=run.started_by)
    late = make_enrollment(cohort, Role.MENTEE, wants=["Python"])
    mentor = mentors_of(cohort)[0]
    assert signed_in(late.person).get(reverse("mentor_list", args=[late.pk])).status_code == 200
    requests.send(late, mentor, "Please", by=late.person)
    assert MatchRequest.objects.count() == 1


def test_it_is_for_such_programs_and_those_who_run_them(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=1, mentors=1)
    run = match_all(cohort)
    plain = make_enrollment(role=Role.MENTEE)
    admin = signed_in(run.started_by)
    assert admin.get(reverse("bulk_list", args=[plain.cohort.program_id])).status_code == 404
    assert admin.post(reverse("bulk_run_create", args=[plain.cohort_id]), {"method": "stable"}).status_code == 404
    for person in (plain.person, mentees_of(cohort)[0].person, mentors_of(cohort)[0].person):
        browser = signed_in(person)
        assert browser.get(reverse("bulk_list", args=[cohort.program_id])).status_code == 404
        assert browser.get(reverse("bulk_run_detail", args=[cohort.program_id, run.pk])).status_code == 404
        assert browser.post(reverse("bulk_run_choose", args=[run.pk]), {"method": "stable"}).status_code == 404
    assert AssignmentRun.objects.count() == 1


@pytest.mark.parametrize("method", ["", "assignment", "greedy"])
def test_an_unknown_way_is_refused(signed_in: SignIn, method: str) -> None:
    cohort = make_bulk(mentees=1, mentors=1)
    with pytest.raises(Refusal, match="Choose one of the ways to match"):
        bulk_runs.order(cohort, method, by=make_admin())
    answer: Any = signed_in(make_admin()).post(reverse("bulk_run_create", args=[cohort.pk]), {"method": method})
    assert answer.status_code == 200
    assert AssignmentRun.objects.count() == 0


def test_nobody_waiting_or_no_mentor_is_said(signed_in: SignIn) -> None:
    with pytest.raises(Refusal, match="No mentee waits for a mentor"):
        bulk_runs.order(make_bulk(mentees=0), RunMethod.STABLE, by=make_admin())
    cohort = make_bulk(mentees=2, mentors=0)
    run = match_all(cohort)
    page = signed_in(run.started_by).get(reverse("bulk_run_detail", args=[cohort.program_id, run.pk]))
    assert "No mentor takes part. Invite a mentor, then run it again." in page.content.decode()


def test_pairs_of_both_sides_orders_are_not_exchanged_by_hand(signed_in: SignIn) -> None:
    run = match_all(make_bulk())
    first, second = run.pairs.order_by("pk")[:2]
    before = pairs_of(run)
    address = reverse("assignment_pair_swap", args=[first.pk])
    assert signed_in(run.started_by).post(address, {"other": second.pk}).status_code == 404
    with pytest.raises(Refusal, match="an exchange does not"):
        swaps.swap(first, second, by=run.started_by)
    assert pairs_of(run) == before


def test_home_reminds_of_a_cohort_whose_day_is_over() -> None:
    cohort, admin = make_bulk(), make_admin()
    assert steps_for(admin) == []
    Cohort.objects.filter(pk=cohort.pk).update(rank_until=timezone.localdate() - timedelta(days=1))
    (step,) = steps_for(admin)
    assert step.title == f"6 mentees wait to be matched in {cohort.program.name}"
    run = match_all(cohort)
    runs.review(run, by=admin)
    publishing.publish(run, by=admin)
    assert steps_for(admin) == []
