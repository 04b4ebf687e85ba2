"""What a sponsor reads: their own parts. Of everything else, the title."""

from collections.abc import Callable

import pytest
from django.test import Client

from agreements.models import Agreement, SectionComment
from agreements.services import comments, goals, readiness, sections
from people.models import Person
from tests.agreements import pages
from tests.factories.agreements import (
    add_goal,
    guide_of,
    make_agreement,
    open_version,
    person_in,
    propose,
    seeker_of,
)
from tests.factories.matching import make_coaching_partnership
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]
HIDDEN, EARLIER, SAID, GOAL = "hidden-words", "earlier-words", "said-words", "goal-words"
LEAKS = (HIDDEN, EARLIER, SAID, GOAL)


@pytest.fixture
def agreement() -> Agreement:
    """A draft whose ground rules and goals are between coach and client, with words in every place."""
    found = make_agreement(make_coaching_partnership(sponsor=make_person("Sam", "Sponsor")))
    part = open_version(found).sections.exclude(kind="goals").filter(kind="text").first()
    part.is_for_sponsor = False
    part.save(update_fields=["is_for_sponsor"])
    client = seeker_of(found)
    for revision, words in enumerate((EARLIER, HIDDEN)):
        sections.write(part, by=client, revision=revision, body=words)
    exchange = open_version(found).sections.get(kind="exchange")
    sections.write_exchange(exchange, {"attendance": True}, by=client, revision=exchange.revision, body="")
    goal = add_goal(found, GOAL, measure=GOAL)
    goals.change(goal, by=client, revision=goal.revision, title=f"{GOAL} again", measure=GOAL)
    for key in (part.key, "goals"):
        comments.write(found, key, by=client, body=SAID)
    found.hidden = part  # type: ignore[attr-defined]
    return found


def _addresses(agreement: Agreement) -> list[str]:
    hidden = agreement.hidden  # type: ignore[attr-defined]
    goal = agreement.partnership.goals.exclude(state="dropped").first()
    return [
        pages.url("section_edit", agreement, hidden.pk),
        pages.url("section_news", agreement, hidden.pk),
        pages.url("section_wordings", agreement, hidden.key),
        pages.url("section_wordings", agreement, "goals"),
        pages.url("section_comments", agreement, hidden.key),
        pages.url("section_comments", agreement, "goals"),
        pages.url("goal_edit", agreement, goal.pk),
    ]


def test_the_page_names_what_is_hidden_and_says_nothing_of_it(at_desk: Desk, agreement: Agreement) -> None:
    page = at_desk(person_in(agreement, "sponsor")).get(pages.url("agreement_detail", agreement))

    text = page.content.decode()
    assert [leak for leak in LEAKS if leak in text] == []
    hidden = {row.key for row in page.context["page"].sections if row.is_hidden}
    assert hidden >= {agreement.hidden.key, "goals"}  # type: ignore[attr-defined]
    assert (agreement.hidden.title in text, "Between coach and client" in text) == (True, True)  # type: ignore[attr-defined]
    assert page.context["page"].talked_about == []


def test_the_pages_of_a_hidden_part_do_not_exist_for_the_sponsor(at_desk: Desk, agreement: Agreement) -> None:
    desk = at_desk(person_in(agreement, "sponsor"))

    answers = [desk.get(address) for address in _addresses(agreement)]
    answers += [desk.post(address, {"body": "Mine", "revision": 0}) for address in _addresses(agreement)[4:6]]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(leak in answer.content.decode() for answer in answers for leak in LEAKS)


def test_coach_and_client_read_all_of_it(at_desk: Desk, agreement: Agreement) -> None:
    desk = at_desk(guide_of(agreement))

    shown = "".join(desk.get(address).content.decode() for address in _addresses(agreement))

    assert [leak for leak in LEAKS if leak not in shown] == []


def test_the_fixed_text_hides_the_same(at_desk: Desk, agreement: Agreement) -> None:
    desk = at_desk(person_in(agreement, "sponsor"))
    version = propose(agreement)

    shown = desk.get(pages.url("agreement_detail", agreement)).content.decode()
    shown += desk.get(pages.url("version_detail", agreement, version.number)).content.decode()

    assert [leak for leak in LEAKS if leak in shown] == []


def test_a_comment_made_while_a_part_was_hidden_stays_hidden(at_desk: Desk, agreement: Agreement) -> None:
    client = seeker_of(agreement)
    exchange = open_version(agreement).sections.get(kind="exchange")
    shared = {"attendance": True, "goals": True}
    sections.write_exchange(exchange, shared, by=client, revision=exchange.revision, body="")
    comments.write(agreement, "goals", by=client, body="For all three")
    desk = at_desk(person_in(agreement, "sponsor"))

    text = desk.get(pages.url("section_comments", agreement, "goals")).content.decode()

    assert ("For all three" in text, SAID in text, GOAL in text) == (True, False, True)
    assert desk.get(pages.url("section_wordings", agreement, "goals")).status_code == 404


def test_a_sponsor_comments_on_their_parts_and_settles_only_what_they_read(at_desk: Desk, agreement: Agreement) -> None:
    desk = at_desk(person_in(agreement, "sponsor"))
    hidden = SectionComment.objects.filter(is_for_sponsor=False).first()

    said = desk.post(pages.url("section_comments", agreement, "exchange"), {"body": "May I see the goals?"})
    refused = desk.post(pages.url("comment_settle", agreement, hidden.pk))

    assert (said.status_code, refused.status_code) == (302, 404)
    assert SectionComment.objects.get(author=person_in(agreement, "sponsor")).is_for_sponsor
    hidden.refresh_from_db()
    assert hidden.settled_at is None


def test_the_timeline_of_a_sponsor_leaves_out_changes_of_hidden_parts(at_desk: Desk, agreement: Agreement) -> None:
    sponsor, coach = person_in(agreement, "sponsor"), guide_of(agreement)
    address = pages.url("agreement_detail", agreement)

    theirs = [event["text"] for event in at_desk(sponsor).get(address).context["events"]]
    all_of_it = [event["text"] for event in at_desk(coach).get(address).context["events"]]

    hidden = [text for text in all_of_it if text not in theirs]
    assert (len(hidden) >= 4, any("goal" in text for text in theirs)) == (True, False)


def test_a_sponsor_takes_no_wording_and_begins_nothing(at_desk: Desk, agreement: Agreement) -> None:
    desk = at_desk(person_in(agreement, "sponsor"))
    part = open_version(agreement).sections.get(kind="exchange")
    kept = part.revisions.order_by("number").first()

    answer = desk.post(
        pages.url("wording_take", agreement, part.key, kept.pk), {"revision": part.revision}, follow=True
    )

    said = [str(message) for message in answer.context["messages"]]
    assert said[-1:] == ["The sponsor reads and signs. Coach and client write the agreement."]
    assert pages.section(agreement, part.key).revision == part.revision


def test_a_mark_that_a_hidden_change_took_away_tells_the_sponsor_nothing_of_it(
    at_desk: Desk, agreement: Agreement
) -> None:
    sponsor, coach, client = (person_in(agreement, role) for role in ("sponsor", "coach", "client"))
    address = pages.url("agreement_detail", agreement)
    for person in (sponsor, coach):
        readiness.mark(agreement, by=person)

    pages.write_section(at_desk(client), agreement, agreement.hidden.key, "Between the two of us")  # type: ignore[attr-defined]

    assert at_desk(sponsor).get(address).context["page"].cleared is None
    told = at_desk(coach).get(address).context["page"].cleared
    assert agreement.hidden.title in told.text  # type: ignore[attr-defined]

    pages.write_section(at_desk(client), agreement, "confidentiality", "For all three")

    title = open_version(agreement).sections.get(key="confidentiality").title
    assert title in at_desk(sponsor).get(address).context["page"].cleared.text


def test_the_chain_of_a_sponsor_is_whole_and_silent_about_hidden_parts(at_desk: Desk, agreement: Agreement) -> None:
    version = propose(agreement)
    address = pages.url("version_evidence", agreement, version.number)

    answer = at_desk(person_in(agreement, "sponsor")).get(address)
    full = at_desk(guide_of(agreement)).get(address).context["page"].links

    links = answer.context["page"].links
    assert [(link.number, link.hash) for link in links] == [(link.number, link.hash) for link in full]
    silent = {link.number for link in links if link.at is None}
    edits = {event.number: event.detail["section"] for event in agreement.events.filter(kind="edited")}
    assert silent == {number for number, key in edits.items() if key != "exchange"}
    assert all((link.what, link.who) == ("Between coach and client", "") for link in links if link.number in silent)
    assert all(link.hash in answer.content.decode() for link in links)
    assert not any(link.at is None for link in full)
