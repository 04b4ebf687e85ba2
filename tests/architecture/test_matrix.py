"""The permission matrix holds: for every address, every role, on their own and on other people's things."""

import pytest

from tests.architecture.crawl import Crawl
from tests.architecture.matrix import ACT, MATRIX, PAGE, ROLES, Row, document
from tests.architecture.resolver import named_routes
from tests.architecture.root import ROOT

# The crawl runs once: all its tests belong to one worker.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]
each_row = pytest.mark.parametrize("row", MATRIX, ids=lambda row: row.name)
# What a person without a sign-in can reach, besides static files.
OPEN = {
    *("healthz", "readyz", "brand_css"),
    *("account_login", "account_logout", "account_inactive", "account_signup"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    # Whoever was handed a sealed agreement can check it, with or without an account.
    *("verify", "verify_certificate"),
}


def test_every_address_is_in_the_matrix_and_nothing_else() -> None:
    assert sorted({row.route for row in MATRIX}) == sorted(named_routes())


def test_every_row_is_there_once_and_names_known_roles() -> None:
    assert len({row.name for row in MATRIX}) == len(MATRIX)
    assert {role for row in MATRIX for role in row.answers} - set(ROLES) == set()


@each_row
def test_looking_answers_as_the_matrix_says(crawl: Crawl, row: Row) -> None:
    assert crawl.of(row, "get") == {role: row.answer_to_get(role) for role in ROLES}


@each_row
def test_posting_is_refused_to_those_who_may_not(crawl: Crawl, row: Row) -> None:
    got = crawl.of(row, "post")
    assert {role: status for role, status in got.items() if status not in row.answers_to_post(role)} == {}
    tried = set() if row.is_public else {role for role in ROLES if not row.may(role) or row.kind == PAGE}
    assert set(got) == tried


def test_nothing_changes_by_looking(crawl: Crawl) -> None:
    assert crawl.changed_by_looking == {}


def test_nothing_changes_by_a_post_that_is_refused(crawl: Crawl) -> None:
    assert crawl.changed_by_refused == {}


def test_whatever_only_acts_refuses_every_way_of_looking(crawl: Crawl) -> None:
    acts = [one for one in crawl.answers if one.row.kind == ACT and one.role != "anonymous" and one.method != "post"]
    assert {one.method for one in acts} == {"get", "head", "options"}
    assert [one.name for one in acts if one.status != 405] == []


def test_no_page_breaks(crawl: Crawl) -> None:
    assert [one.name for one in crawl.answers if one.status >= 500 and one.row.route != "readyz"] == []


def test_without_a_sign_in_every_address_but_the_short_list_leads_to_the_sign_in_page(crawl: Crawl) -> None:
    answers = [one for one in crawl.answers if one.role == "anonymous"]
    led = {one.row.route for one in answers if one.headers.get("location", "").startswith("/account/login/?next=")}
    assert {one.row.route for one in answers} - led == OPEN


def test_the_matrix_in_the_documentation_is_current() -> None:
    assert (ROOT / "docs/developers/permissions.md").read_text() == document()
