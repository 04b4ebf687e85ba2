"""Every page that anybody can see: its headers and its markup."""

from collections import defaultdict

import pytest

from tests.architecture.crawl import Answer, Crawl
from tests.architecture.markup import Markup

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def policy_of(page: Answer) -> dict[str, str]:
    directives = page.headers.get("content-security-policy", "").split(";")
    return {name: value for name, _, value in (part.strip().partition(" ") for part in directives)}


def test_the_crawl_saw_pages_of_every_kind(crawl: Crawl) -> None:
    assert {page.status for page in crawl.pages()} == {200, 404}
    assert len({page.row.route for page in crawl.pages() if page.status == 200}) > 60


def test_every_page_has_the_strict_policy(crawl: Crawl) -> None:
    assert [page.name for page in crawl.pages() if policy_of(page) != POLICY] == []


@pytest.mark.parametrize(("header", "value"), HEADERS.items())
def test_every_answer_has_the_header(crawl: Crawl, header: str, value: str) -> None:
    assert {one.row.route for one in crawl.answers if one.headers.get(header) != value} == set()


def test_every_page_is_sound(crawl: Crawl) -> None:
    wrong: dict[str, set[str]] = defaultdict(set)
    for page in crawl.pages():
        for problem in Markup(page.body).problems:
            wrong[problem].add(page.row.name if page.status == 200 else f"{page.status} page")
    assert dict(wrong) == {}


def test_pages_with_what_people_said_are_kept_by_no_browser(crawl: Crawl) -> None:
    kept = {
        page.row.route
        for page in crawl.pages()
        if any(canary.is_sealed for canary in crawl.world.words.found_in(page.body))
        and "no-store" not in page.headers.get("cache-control", "")
    }
    assert kept == set()
