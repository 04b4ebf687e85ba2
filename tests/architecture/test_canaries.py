"""Words that somebody wrote are found with their readers, and nowhere else."""

import json
import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config import errors
from config.celery import app
from config.urls import urlpatterns as real_urls
from matching.models import MatchRequest
from people.tasks import ring
from sessions.models import PrivateNote
from tests.architecture.crawl import Crawl, heard
from tests.factories.matching import make_mentoring, make_request
from tests.factories.sessions import guide_in, make_active, make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]
WORD = "Zimtsternkanarie"


def test_nobody_sees_a_word_that_is_not_theirs_to_read(crawl: Crawl) -> None:
    seen = {
        (canary.meaning, one.role, one.row.name)
        for one in crawl.answers
        for canary in crawl.world.words.found_in(one.body + json.dumps(one.headers))
        if one.role not in canary.readers
    }
    assert seen == set()


def test_every_sealed_word_is_seen_by_one_of_its_readers(crawl: Crawl) -> None:
    """Otherwise the test above would hold for a page that shows nothing."""
    seen = {canary.meaning for one in crawl.answers for canary in crawl.world.words.found_in(one.body)}
    sealed = {canary.meaning for canary in crawl.world.words.canaries.values() if canary.is_sealed}
    assert sealed - seen == set()


def test_sealed_words_are_in_no_table(crawl: Crawl) -> None:
    assert len(crawl.tables["agreements_agreementsection"]) > 1000
    found = {
        (table, canary.meaning)
        for table, text in crawl.tables.items()
        for canary in crawl.world.words.found_in(text)
        if canary.is_sealed
    }
    assert found == set()


@pytest.mark.parametrize("table", ["core_auditentry", "notifications_nudge", "agreements_agreementevent"])
def test_no_word_at_all_is_in_the_record_of_what_happened(crawl: Crawl, table: str) -> None:
    assert crawl.tables[table].count("\n") > 5
    assert [canary.meaning for canary in crawl.world.words.found_in(crawl.tables[table])] == []


def test_no_word_is_in_a_mail(crawl: Crawl) -> None:
    assert len(crawl.mails) > 20
    found = {canary.meaning for mail in crawl.mails for canary in crawl.world.words.found_in(mail)}
    assert found == set()


def test_no_word_is_logged(crawl: Crawl) -> None:
    assert len(crawl.log) > 100
    assert [canary.meaning for canary in crawl.world.words.found_in("\n".join(crawl.log))] == []


def broken(request: HttpRequest) -> HttpResponse:
    """Fails with words in its hands: in variables, in what was posted and in the address."""
    word = PrivateNote.objects.get().body
    assert word == WORD
    assert request.POST["note"] == WORD
    raise RuntimeError("It broke on purpose.")


def refused_by_the_database(request: HttpRequest) -> HttpResponse:
    """Fails in the database, whose message repeats the row."""
    MatchRequest.objects.update(rank=-1)
    return HttpResponse()


handler500 = errors.server_error
urlpatterns = [*real_urls, path("broken/", broken), path("refused/", refused_by_the_database)]


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("address", ["/broken/", "/refused/"])
def test_a_page_that_breaks_tells_nobody_the_words(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    partnership = make_active()
    meeting = make_meeting(partnership)
    PrivateNote.objects.create(meeting=meeting, author=guide_in(partnership), body=WORD, revision=1)
    mentee, guides = make_mentoring()
    make_request(mentee, guides[0], WORD)
    client, lines = Client(raise_request_exception=False), list[str]()
    client.force_login(guide_in(partnership))
    with heard(lines):
        logging.getLogger("tests").info("heard")
        answer = client.post(f"{address}?note={WORD}", {"note": WORD})
    written = "\n".join(lines) + "".join(capfd.readouterr())
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    assert "Traceback" in written
    assert (WORD in answer.content.decode(), WORD in written) == (False, False)


def test_the_queue_holds_ids_and_nothing_else(crawl: Crawl) -> None:
    key = crawl.world.things["person_import"]
    with app.connection_for_write() as broker:
        queue = broker.SimpleQueue(app.conf.task_default_queue)
        queue.clear()
        ring(key)
        message = queue.get(block=False)
        message.ack()
        queue.close()
    arguments, named, _ = message.decode()
    assert (arguments, named) == ([str(key)], {})
