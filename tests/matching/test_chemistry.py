"""First talks: three coaches for each client, an order that stays the client's, and an assignment that counts it."""

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.rules import Refusal
from matching import engine
from matching.bridge.first_talks import proposals_for
from matching.enums import MeetingOutcome, RoundState
from matching.models import AssignmentRun, ChemistryMeeting, ChemistryRound, CoachPool, Ranking
from matching.selectors.chemistry import rounds_of
from matching.selectors.steps import steps_for
from matching.selectors.verification import differences
from matching.services import chemistry, pools, run_work, runs, swaps
from matching.services.chemistry import Answer
from notifications.models import Nudge
from notifications.services import sweep
from people.models import Person
from program.enums import Role
from program.models import Cohort, Enrollment
from program.services import enrollments
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_enrollment, make_manager
from tests.matching.test_assignment import make_field
from tests.matching.test_pools import make_pool, people_of
from tests.matching.test_requests import count_queries

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def in_days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


def begin(clients: int = 2, coaches: int = 4, capacity: int = 2, ends_in: int = 14) -> ChemistryRound:
    cohort = make_field(clients, coaches, capacity, has_chemistry_meetings=True)
    return chemistry.start(cohort, in_days(ends_in), by=make_admin())


def meetings_of(client: Enrollment) -> list[ChemistryMeeting]:
    return list(ChemistryMeeting.objects.filter(client=client).order_by("position"))


def said(meetings: list[ChemistryMeeting], places: list[object], **fields: Any) -> dict[str, Any]:
    """What the client's form sends: all met today."""
    data: dict[str, Any] = {}
    for one, place in zip(meetings, places, strict=True):
        data |= {f"outcome-{one.pk}": "met", f"met_on-{one.pk}": str(timezone.localdate()), f"place-{one.pk}": place}
    return data | fields


def put_in_order(client: Enrollment, coaches: list[Enrollment]) -> None:
    """Give these coaches the first places, whoever they are among those proposed."""
    by_coach = {one.coach_id: one.pk for one in meetings_of(client)}
    answers = {pk: Answer("proposed") for pk in by_coach.values()}
    answers |= {by_coach[one.pk]: Answer("proposed", None, n) for n, one in enumerate(coaches, start=1)}
    chemistry.answer(ChemistryRound.objects.get(), client, answers, by=client.person)


def test_admin_begins_a_round_and_everybody_concerned_is_told(signed_in: SignIn) -> None:
    cohort = make_field(2, 4, 2, has_chemistry_meetings=True)
    form = {"cohort": cohort.pk, "ends_on": in_days(14)}
    page = signed_in(make_admin()).post(reverse("chemistry_list", args=[cohort.program_id]), form, follow=True)
    assert "The round has begun." in page.content.decode()
    for client in people_of(cohort, Role.CLIENT):
        assert [one.position for one in meetings_of(client)] == [1, 2, 3]
    told = Counter(Nudge.objects.filter(kind__startswith="chemistry").values_list("kind", flat=True))
    coaches = ChemistryMeeting.objects.values("coach").distinct().count()
    assert told == {"chemistry_proposed": 2, "chemistry_expected": coaches}


@pytest.mark.parametrize(
    ("fields", "ends_in", "why"),
    [
        ({"has_chemistry_meetings": False}, 14, "clients do not meet coaches first"),
        ({"has_chemistry_meetings": True}, 0, "Choose a day ahead"),
        ({"has_chemistry_meetings": True, "required_credentials": ["ICF ACC"]}, 14, "Nobody can be proposed"),
    ],
)
def test_a_round_that_cannot_be_is_refused_in_words(fields: dict[str, Any], ends_in: int, why: str) -> None:
    cohort = make_field(2, 2, 2, **fields)
    with pytest.raises(Refusal, match=why):
        chemistry.start(cohort, in_days(ends_in), by=make_admin())
    assert not ChemistryRound.objects.exists()


def test_one_round_is_open_at_a_time() -> None:
    round_ = begin()
    with pytest.raises(Refusal, match="open for this cohort already"):
        chemistry.start(round_.cohort, in_days(5), by=make_admin())
    assert ChemistryRound.objects.count() == 1


@pytest.mark.parametrize(("clients", "coaches", "capacity"), [(12, 5, 2), (10, 4, 1), (3, 2, 1), (6, 6, 3)])
def test_proposals_are_spread_and_always_the_same(clients: int, coaches: int, capacity: int) -> None:
    cohort = make_field(clients, coaches, capacity)
    found, again = proposals_for(cohort), proposals_for(cohort)
    assert found == again
    assert all(len(set(chosen)) == min(3, coaches) for chosen in found.values())
    share = -(-clients // (coaches * capacity))
    load = Counter(coach for chosen in found.values() for coach in chosen)
    assert max(load.values()) <= 3 * capacity * max(1, share)


def test_hard_rules_hold_in_proposals() -> None:
    cohort = make_field(2, 4, 2)
    client, other = people_of(cohort, Role.CLIENT)
    inside, boss, *others = people_of(cohort, Role.COACH)
    make_pool(cohort.program, inside, boss, client, name="Inside")
    make_pool(cohort.program, *others, name="Outside")
    Person.objects.filter(pk=client.person_id).update(manager=boss.person)
    found = proposals_for(cohort)
    assert (found[client], len(found[other])) == ([inside], 3)


def test_client_says_who_they_met_and_gives_an_order(signed_in: SignIn) -> None:
    round_ = begin()
    client, _other = people_of(round_.cohort, Role.CLIENT)
    first, second, third = meetings_of(client)
    browser, url = signed_in(client.person), reverse("chemistry_own", args=[client.pk])
    page = browser.get(url).content.decode()
    assert all(one.coach.person.get_full_name() in page for one in (first, second, third))
    data = said([first, second, third], ["2", "1", ""], **{f"outcome-{third.pk}": "skipped"})
    browser.post(url, data)
    order = list(Ranking.objects.filter(owner=client).values_list("other", "rank"))
    assert order == [(second.coach_id, 1), (first.coach_id, 2)]
    assert [one.outcome for one in meetings_of(client)] == ["met", "met", "skipped"]
    assert meetings_of(client)[2].met_on is None


@pytest.mark.parametrize(
    ("places", "fields", "why"),
    [
        (["1", "1", ""], {}, "Two coaches have the same place."),
        (["1", "", ""], {"met_on": ""}, "Say on which day you met."),
        (["1", "", ""], {"met_on": str(timezone.localdate() + timedelta(days=9))}, "cannot lie ahead"),
        (["1", "", ""], {"outcome": "skipped"}, "has no place in your order"),
    ],
)
def test_an_answer_that_cannot_be_keeps_what_was_typed(
    signed_in: SignIn, places: list[object], fields: dict[str, str], why: str
) -> None:
    client = people_of(begin().cohort, Role.CLIENT)[0]
    meetings = meetings_of(client)
    wrong = {f"{part}-{meetings[0].pk}": value for part, value in fields.items()}
    page = (
        signed_in(client.person)
        .post(reverse("chemistry_own", args=[client.pk]), said(meetings, places, **wrong))
        .content.decode()
    )
    assert why in page
    assert '<option value="1" selected>' in page
    assert not Ranking.objects.exists()
    assert {one.outcome for one in meetings_of(client)} == {MeetingOutcome.PROPOSED}


def test_coach_sees_who_may_write_and_never_an_order(signed_in: SignIn) -> None:
    round_ = begin(clients=1)
    (client,) = people_of(round_.cohort, Role.CLIENT)
    Enrollment.objects.filter(pk=client.pk).update(hopes="Lead a team of volunteers")
    one = meetings_of(client)[0]
    url = reverse("chemistry_own", args=[one.coach_id])
    before = signed_in(one.coach.person).get(url).content
    put_in_order(client, [one.coach])
    after = signed_in(one.coach.person).get(url).content
    assert b"Lead a team of volunteers" in before
    assert without_tokens(after) == without_tokens(before)


def without_tokens(page: bytes) -> list[bytes]:
    noise = re.compile(rb"csrf|nonce|Support number", re.IGNORECASE)
    return [line for line in page.splitlines() if not noise.search(line)]


def test_admin_reads_counts_that_are_the_same_for_every_order(signed_in: SignIn) -> None:
    round_ = begin(clients=2)
    client, _other = people_of(round_.cohort, Role.CLIENT)
    coaches = [one.coach for one in meetings_of(client)]
    browser, url = signed_in(make_admin()), reverse("chemistry_list", args=[round_.cohort.program_id])
    pages = []
    for order in (coaches, coaches[::-1]):
        put_in_order(client, order)
        pages.append(without_tokens(browser.get(url).content))
    assert pages[0] == pages[1]
    (counts,) = rounds_of(round_.cohort.program)[0].rounds
    assert (counts.clients, counts.met, counts.ranked) == (2, 0, 1)


def test_others_do_not_see_a_client_s_page(signed_in: SignIn) -> None:
    round_ = begin(clients=2)
    client, other = people_of(round_.cohort, Role.CLIENT)
    url = reverse("chemistry_own", args=[client.pk])
    for person in (other.person, make_manager(round_.cohort.program), make_person()):
        assert signed_in(person).get(url).status_code == 404
        assert signed_in(person).post(url, said(meetings_of(client), ["1", "2", "3"])).status_code == 404
    assert not Ranking.objects.exists()


def test_a_closed_round_takes_no_answers_and_an_assignment_follows_the_order(signed_in: SignIn) -> None:
    round_ = begin(clients=2, coaches=3, capacity=1)
    one, other = people_of(round_.cohort, Role.CLIENT)
    coaches = people_of(round_.cohort, Role.COACH)
    put_in_order(one, [coaches[2], coaches[1]])
    put_in_order(other, [coaches[1], coaches[2]])
    admin = make_admin()
    browser = signed_in(admin)
    browser.post(reverse("chemistry_close", args=[round_.pk]))
    with pytest.raises(Refusal, match="This round is closed"):
        put_in_order(one, [coaches[0]])
    listed = reverse("assignment_list", args=[round_.cohort.program_id])
    shown = browser.get(f"{listed}?chemistry={round_.pk}").context["form"]
    assert shown["wishes"].value() == 300
    form = {name: getattr(engine.Weights(), name) for name in engine.POINTS}
    form |= {"cohort": round_.cohort_id, "chemistry": round_.pk, "wishes": 900}
    browser.post(reverse("assignment_run_create", args=[round_.cohort.program_id]), form)
    run = AssignmentRun.objects.get()
    assert {(pair.seeker, pair.guide) for pair in run.pairs.all()} == {(one, coaches[2]), (other, coaches[1])}


def test_rounds_close_on_their_day_and_remind_three_days_before(settings: Any) -> None:
    round_ = begin(clients=2, ends_in=3)
    ranked, silent = people_of(round_.cohort, Role.CLIENT)
    put_in_order(ranked, [meetings_of(ranked)[0].coach])
    for _ in range(2):
        sweep.run(timezone.now())
    assert [one.recipient for one in Nudge.objects.filter(kind="chemistry_unranked")] == [silent.person]
    round_.refresh_from_db()
    assert round_.state == RoundState.OPEN
    ChemistryRound.objects.update(ends_on=in_days(-1))
    sweep.run(timezone.now())
    round_.refresh_from_db()
    assert (round_.state, round_.closed_at is not None) == (RoundState.CLOSED, True)


def test_who_takes_part_no_more_is_neither_led_to_first_talks_nor_named_in_them(signed_in: SignIn) -> None:
    begin(2, 3)
    client, other = Enrollment.objects.filter(role=Role.CLIENT).order_by("pk")
    # Still a client somewhere else, so that their home page asks about first talks at all.
    make_enrollment(make_field(0, 0), Role.CLIENT, client.person)
    coach = meetings_of(client)[0].coach
    assert coach in [one.coach for one in meetings_of(other)]
    assert any("Coaches you can meet" in step.title for step in steps_for(client.person))
    enrollments.withdraw(client, by=client.person)
    assert not any("Coaches you can meet" in step.title for step in steps_for(client.person))
    page = signed_in(coach.person).get(reverse("chemistry_own", args=[coach.pk])).content.decode()
    assert (client.person.first_name in page, other.person.first_name in page) == (False, True)


def test_home_pages_name_what_to_do() -> None:
    round_ = begin(clients=1)
    (client,) = people_of(round_.cohort, Role.CLIENT)
    coach = meetings_of(client)[0].coach
    for enrollment in (client, coach):
        assert reverse("chemistry_own", args=[enrollment.pk]) in [step.url for step in steps_for(enrollment.person)]
    assert [step.due_at is not None for step in steps_for(client.person)] == [True]
    put_in_order(client, [coach])
    # The order can be changed until the round ends, and no other page leads there: it stays, but presses no more.
    (left,) = steps_for(client.person)
    assert (left.url, left.due_at) == (reverse("chemistry_own", args=[client.pk]), None)


def test_pages_ask_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    round_ = begin(clients=1, coaches=1)
    (client,), (coach,) = people_of(round_.cohort, Role.CLIENT), people_of(round_.cohort, Role.COACH)
    pages = [
        (signed_in(client.person), reverse("chemistry_own", args=[client.pk])),
        (signed_in(coach.person), reverse("chemistry_own", args=[coach.pk])),
        (signed_in(make_admin()), reverse("chemistry_list", args=[round_.cohort.program_id])),
    ]
    before = [count_queries(*page) for page in pages]
    for number in (2, 3):
        more, new = make_enrollment(round_.cohort, Role.COACH), make_enrollment(round_.cohort, Role.CLIENT)
        ChemistryMeeting.objects.create(round=round_, client=client, coach=more, position=number)
        ChemistryMeeting.objects.create(round=round_, client=new, coach=coach, position=1)
    assert [count_queries(*page) for page in pages] == before


def together(*actions: Callable[[], Any]) -> list[Any]:
    gate = Barrier(len(actions))

    def act(action: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=30)
            return action()
        except Refusal as refusal:
            return str(refusal.reason)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(act, actions))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(3))
def test_closing_while_clients_rank_counts_an_order_as_a_whole_or_not_at_all(number: int) -> None:
    round_ = begin(clients=4, coaches=3)
    clients = people_of(round_.cohort, Role.CLIENT)
    orders = {client: [one.coach for one in meetings_of(client)] for client in clients}
    admin = make_admin()
    answers = together(
        *(lambda client=client: put_in_order(client, orders[client]) for client in clients),
        lambda: chemistry.close(round_, by=admin),
        lambda: chemistry.close(round_, by=admin),
    )
    said_no = [answer for answer in answers[:4] if answer is not None]
    assert set(said_no) <= {"This round is closed. What you had saved before counts."}
    assert Ranking.objects.count() == 3 * (4 - len(said_no))
    assert answers[4:].count(None) == 1
    assert ChemistryRound.objects.get().state == RoundState.CLOSED


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_are_one() -> None:
    cohort: Cohort = make_field(2, 3, 2, has_chemistry_meetings=True)
    admin = make_admin()
    together(*[lambda: chemistry.start(cohort, in_days(9), by=admin)] * 3)
    assert ChemistryRound.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_pool_deleted_while_a_run_is_made_breaks_nothing() -> None:
    cohort = make_field(4, 2, 4)
    inside, _outside = people_of(cohort, Role.COACH)
    admin = make_admin()
    for _ in range(3):
        pool = make_pool(cohort.program, inside, *people_of(cohort, Role.CLIENT), name="Inside")
        found, _gone, second = together(
            lambda: runs.run(cohort, {}, by=admin),
            lambda pool=pool: pools.delete(pool, by=admin),
            lambda pool=pool: pools.delete(pool, by=admin),
        )
        assert (found.pairs.count(), CoachPool.objects.count()) == (4, 0)
        seen = {frozenset(person["pools"]) for person in found.inputs["seekers"]}
        assert seen in ({frozenset()}, {frozenset({str(pool.pk)})})
        assert second is None or "already done" in second


def ranked_run(client_order: list[int], weight: int = 20) -> AssignmentRun:
    """A run that counts one client's order, of too few points to change who is matched with whom."""
    round_ = begin(clients=1, coaches=3, capacity=1)
    (client,) = people_of(round_.cohort, Role.CLIENT)
    coaches = people_of(round_.cohort, Role.COACH)
    for coach, place in zip(coaches, ("Rome", "Lima", "Lima"), strict=True):
        Person.objects.filter(pk=coach.person_id).update(location=place)
    put_in_order(client, [coaches[number] for number in client_order])
    admin = make_admin()
    chemistry.close(round_, by=admin)
    run = runs.order(round_.cohort, {"wishes": weight}, by=admin, chemistry=ChemistryRound.objects.get())
    run_work.work(run.pk)
    run.refresh_from_db()
    return run


def kept_of(run: AssignmentRun) -> list[Any]:
    """Everything a page could show of a run."""
    names = {one.pk: one.person.first_name for one in Enrollment.objects.select_related("person")}
    pairs = [
        (names[pair.guide_id], pair.score, pair.seeker_rank, names.get(pair.runner_up_id), pair.margin, pair.factors)
        for pair in run.pairs.all()
    ]
    hidden = {"answer", "load", "places"}
    return [*pairs, run.unmatched, {key: value for key, value in run.figures.items() if key not in hidden}]


def test_no_figure_of_a_run_moves_with_a_client_s_order() -> None:
    kept = []
    for order in ([0, 1, 2], [2, 1, 0], [1]):
        run = ranked_run(order)
        assert run.inputs["seekers"][0]["wishes"] != []
        kept.append(kept_of(run))
        ChemistryMeeting.objects.all().delete()
        Ranking.objects.all().delete()
        run.pairs.all().delete()
        AssignmentRun.objects.all().delete()
        ChemistryRound.objects.all().delete()
        Enrollment.objects.all().delete()
    assert kept[0] == kept[1] == kept[2]
    assert [factor["points"] for factor in kept[0][0][-1] if factor["feature"] == "wishes"] == [0]


def test_pages_of_a_run_say_that_orders_count_and_prove_it_again(signed_in: SignIn) -> None:
    run = ranked_run([0, 1, 2])
    browser = signed_in(run.started_by)
    page = browser.get(reverse("assignment_run_detail", args=[run.cohort.program_id, run.pk])).content.decode()
    assert "Their own order of names is counted too." in page
    assert "of your own order" not in page
    assert differences(run) == []


def test_exchanges_are_reckoned_without_the_orders() -> None:
    round_ = begin(clients=2, coaches=2, capacity=1)
    one, other = people_of(round_.cohort, Role.CLIENT)
    coaches = people_of(round_.cohort, Role.COACH)
    put_in_order(one, coaches)
    put_in_order(other, coaches[::-1])
    admin = make_admin()
    chemistry.close(round_, by=admin)
    run = runs.order(round_.cohort, {"wishes": 900}, by=admin, chemistry=ChemistryRound.objects.get())
    run_work.work(run.pk)
    run.refresh_from_db()
    first, second = run.pairs.order_by("seeker__person__first_name")
    before = {(pair.seeker_id, pair.guide_id): pair.score for pair in (first, second)}
    assert set(before) == {(one.pk, coaches[0].pk), (other.pk, coaches[1].pk)}
    cost = swaps.swap(first, second, by=admin)
    after = {(pair.seeker_id, pair.guide_id): pair.score for pair in run.pairs.all()}
    assert cost == sum(before.values()) - sum(after.values())
    assert abs(cost) < 900
    assert all(score <= 1000 for score in after.values())
