"""Two tabs reorder at once, and several admins publish at once."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from matching.models import Partnership
from matching.services import runs
from notifications.models import Nudge
from people.models import Person
from program.models import Enrollment
from tests.factories.bulk import make_bulk, match_all, mentees_of, mentors_of, order_of, rank
from tests.matching.test_races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Person], Client]


def test_an_order_changed_in_many_tabs_at_once_keeps_each_place_once(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=1, mentors=8)
    (mentee,), mentors = mentees_of(cohort), mentors_of(cohort)
    rank(mentee, *mentors[:6])
    whats = ["up", "down", "remove", "add"]
    jobs = [(what, mentor) for mentor in mentors for what in whats]
    browsers = [signed_in(mentee.person) for _ in jobs]

    def press(browser: Client, what: str, mentor: Enrollment) -> Callable[[], int]:
        address = reverse(f"ranking_{what}", args=[mentee.pk, mentor.pk])
        return lambda: browser.post(address).status_code

    codes = all_at_once([press(browser, *job) for browser, job in zip(browsers, jobs, strict=True)])
    # Who is not in the order any more is told so (303); nobody meets an error.
    assert set(codes) <= {302, 303}
    places = [place for place, _other in order_of(mentee)]
    assert places == list(range(1, len(places) + 1))


def test_a_matched_cohort_published_by_many_at_once_is_published_once(signed_in: SignIn) -> None:
    run = match_all(make_bulk())
    runs.review(run, by=run.started_by)
    address = reverse("assignment_run_publish", args=[run.pk])

    def publish() -> Callable[[], int]:
        browser = signed_in(run.started_by)
        return lambda: browser.post(address).status_code

    codes = all_at_once([publish() for _ in range(8)])
    assert set(codes) == {302}
    assert Partnership.objects.count() == 6
    assert Nudge.objects.filter(kind="matched").count() == 12
