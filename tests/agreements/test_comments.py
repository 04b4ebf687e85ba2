"""Talking about sections: who may say, see and settle what, and who is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from agreements.models import Agreement, SectionComment
from agreements.services import comments
from matching.services import partnerships
from notifications.models import Nudge
from notifications.services import sweep
from people.models import Person
from tests.agreements import pages
from tests.agreements.clock import working_hour
from tests.factories.agreements import guide_of, make_agreement, propose, seeker_of, sign_by_all
from tests.factories.people import make_admin, make_person

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]
WORDS = "I would rather meet in the morning"


def _say(client: Client, agreement: Agreement, key: str = "schedule", body: str = WORDS) -> int:
    return client.post(pages.url("section_comments", agreement, key), {"body": body}).status_code


def test_a_comment_is_seen_and_counted_by_the_other_side(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    _say(hers, agreement)

    page = his.get(pages.url("agreement_detail", agreement))
    thread = his.get(pages.url("section_comments", agreement, "schedule")).content.decode()

    counts = {row.key: row.comments.unsettled for row in page.context["page"].sections if row.comments.all}
    assert (counts, WORDS in thread) == ({"schedule": 1}, True)
    assert "1 comment is not settled yet" in page.content.decode()


def test_open_comments_are_a_hint_and_no_block(at_desk: Desk) -> None:
    agreement = make_agreement()
    _say(at_desk(seeker_of(agreement)), agreement)

    assert propose(agreement).state == "proposed"


def test_a_comment_is_settled_and_reopened_by_either(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    _say(hers, agreement)
    comment = SectionComment.objects.get()

    his.post(pages.url("comment_settle", agreement, comment.pk))
    comment.refresh_from_db()
    settled_by = comment.settled_by
    his.post(pages.url("comment_settle", agreement, comment.pk))
    hers.post(pages.url("comment_reopen", agreement, comment.pk))

    comment.refresh_from_db()
    assert (settled_by, comment.settled_at) == (guide_of(agreement), None)


def test_only_the_author_takes_a_comment_back_and_only_soon(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    _say(hers, agreement)
    _say(hers, agreement, body="A second one")
    first, second = SectionComment.objects.order_by("created_at")

    his.post(pages.url("comment_delete", agreement, first.pk))
    hers.post(pages.url("comment_delete", agreement, first.pk))
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        hers.post(pages.url("comment_delete", agreement, second.pk))

    assert list(SectionComment.objects.values_list("pk", flat=True)) == [second.pk]


def test_the_other_is_told_once_and_never_what_was_said() -> None:
    agreement = make_agreement()
    for number in range(3):
        comments.write(agreement, "schedule", by=seeker_of(agreement), body=f"{WORDS} {number}")

    sweep.run(now=working_hour())

    planned = Nudge.objects.filter(kind="agreement_commented")
    assert [nudge.recipient for nudge in planned] == [guide_of(agreement)]
    sent = [letter for letter in mail.outbox if "comment" in letter.subject]
    assert (len(sent), WORDS in str(sent[0].message())) == (1, False)


def test_nobody_is_told_of_what_was_taken_back_or_answered() -> None:
    taken_back, answered = make_agreement(), make_agreement()
    author = seeker_of(taken_back)
    comments.delete(comments.write(taken_back, "schedule", by=author, body=WORDS), by=author)
    comments.write(answered, "schedule", by=seeker_of(answered), body=WORDS)
    comments.write(answered, "schedule", by=guide_of(answered), body="Fine with me")

    sweep.run(now=working_hour())

    told = [letter.to[0] for letter in mail.outbox if "comment" in letter.subject]
    assert [seeker_of(answered).email in address for address in told] == [True]


@pytest.mark.parametrize("make", [make_admin, make_person])
def test_admin_and_stranger_find_nothing(at_desk: Desk, make: Callable[[], Person]) -> None:
    agreement = make_agreement()
    comment = comments.write(agreement, "schedule", by=seeker_of(agreement), body=WORDS)
    desk = at_desk(make())

    answers = [
        desk.get(pages.url("section_comments", agreement, "schedule")),
        desk.post(pages.url("section_comments", agreement, "schedule"), {"body": "Mine"}),
        *(desk.post(pages.url(f"comment_{what}", agreement, comment.pk)) for what in ("settle", "reopen", "delete")),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(WORDS in answer.content.decode() for answer in answers)
    assert SectionComment.objects.get().settled_at is None


def test_comments_go_on_while_it_is_offered_and_in_force_and_end_with_the_partnership(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(seeker_of(agreement))
    propose(agreement)
    _say(desk, agreement)
    sign_by_all(agreement.partnership)
    _say(desk, agreement)
    partnerships.end_early(agreement.partnership, by=seeker_of(agreement))
    _say(desk, agreement)

    page = desk.get(pages.url("section_comments", agreement, "schedule"))

    assert SectionComment.objects.count() == 2
    assert (WORDS in page.content.decode(), "Settle" in page.content.decode()) == (True, False)


def test_a_section_that_is_not_there_cannot_be_talked_about(at_desk: Desk) -> None:
    agreement = make_agreement()

    assert _say(at_desk(seeker_of(agreement)), agreement, key="nothing") == 404
