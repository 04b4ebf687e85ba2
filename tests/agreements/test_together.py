"""Written together: wordings are kept, conflicts show both, marks belong to a wording, the page says what is new."""

from collections.abc import Callable

import pytest
from django.test import Client

from agreements.enums import GoalState, VersionState
from agreements.models import AgreementParty, AgreementSection, Goal, SectionRevision
from agreements.services import goals, sections, versions
from matching.models import PartnershipMember
from people.models import Person
from program.enums import Role
from tests.agreements import pages
from tests.factories.agreements import (
    add_goal,
    agreed_goals,
    guide_of,
    make_agreement,
    open_version,
    propose,
    seeker_of,
    sign_by_all,
)
from tests.factories.matching import make_partnership
from tests.factories.program import make_enrollment

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]


def _text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def _ready(client: Client, agreement: object, **data: str) -> object:
    return client.post(pages.url("agreement_ready", agreement), data)  # type: ignore[arg-type]


def test_every_wording_is_kept_with_its_author_and_what_it_changed(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    template = pages.section(agreement, "purpose").body
    pages.write_section(hers, agreement, "purpose", "We meet to learn from each other.")
    pages.write_section(his, agreement, "purpose", "We meet to learn a lot from each other.")

    page = his.get(pages.url("section_wordings", agreement, "purpose"))

    shown = page.context["wordings"]
    assert [wording.author for wording in shown] == [guide_of(agreement), seeker_of(agreement), None]
    assert [piece for piece in shown[0].pieces if piece[0] != "same"] == [("added", "a lot ")]
    assert (shown[0].is_current, shown[2].lines) == (True, [line for line in template.split("\n") if line])


def test_the_words_of_a_wording_are_sealed(at_desk: Desk) -> None:
    agreement = make_agreement()
    pages.write_section(at_desk(seeker_of(agreement)), agreement, "purpose", "Nobody but us reads this.")

    stored = SectionRevision.objects.filter(number=1).extra(select={"raw": "body::text"}).get()

    assert (stored.body, "Nobody" in str(stored.raw)) == ("Nobody but us reads this.", False)


def test_an_earlier_wording_is_taken_again_as_a_new_one(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(seeker_of(agreement))
    for words in ("First words.", "Second words."):
        pages.write_section(desk, agreement, "purpose", words)
    first = SectionRevision.objects.get(section__key="purpose", number=1)
    address = pages.url("wording_take", agreement, "purpose", first.pk)

    desk.post(address, {"revision": 1})
    after_stale = pages.section(agreement, "purpose").body
    desk.post(address, {"revision": 2})

    part = pages.section(agreement, "purpose")
    assert (after_stale, part.body, part.revision) == ("Second words.", "First words.", 3)
    kept = SectionRevision.objects.filter(section=part).order_by("number")
    assert [row.body for row in kept][1:] == ["First words.", "Second words.", "First words."]


def test_goals_that_were_taken_out_can_still_be_read(at_desk: Desk) -> None:
    agreement = make_agreement()
    mentee = seeker_of(agreement)
    goal = add_goal(agreement, "Speak in public")
    goals.remove(goal, by=mentee, revision=goal.revision)

    page = at_desk(guide_of(agreement)).get(pages.url("section_wordings", agreement, "goals"))

    assert "Speak in public" in _text(page)
    assert page.context["wordings"][0].is_current


def test_a_conflict_shows_what_differs_word_by_word(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    pages.write_section(hers, agreement, "purpose", "We talk about work.", revision=0)

    answer = pages.write_section(his, agreement, "purpose", "We talk about courage.", revision=0)

    assert answer.status_code == 409
    assert [piece for piece in answer.context["pieces"] if piece[0] != "same"] == [
        ("removed", "work."),
        ("added", "courage."),
    ]
    assert answer.context["form"]["body"].value() == "We talk about courage."


def test_words_written_on_an_offer_come_back_and_are_saved_once_it_is_a_draft_again(at_desk: Desk) -> None:
    agreement = make_agreement()
    mentor = guide_of(agreement)
    desk = at_desk(seeker_of(agreement))
    part = pages.section(agreement, "purpose")
    shown = propose(agreement)
    address = pages.url("section_edit", agreement, part.pk)
    mine = {"body": "My careful words.", "revision": part.revision}

    refused = desk.post(address, mine)
    versions.take_back(shown, by=mentor)
    conflict = desk.post(address, mine)
    newer = open_version(agreement).sections.get(key="purpose")
    again = {"body": "My careful words.", "revision": conflict.context["form"]["revision"].value()}
    saved = desk.post(pages.url("section_edit", agreement, newer.pk), again)

    assert (refused.status_code, "My careful words." in _text(refused)) == (200, True)
    assert (conflict.status_code, "My careful words." in _text(conflict)) == (409, True)
    assert pages.url("section_edit", agreement, newer.pk) in _text(conflict)
    assert (saved.status_code, pages.section(agreement, "purpose").body) == (302, "My careful words.")


def test_a_form_that_read_the_agreed_goal_does_not_overwrite_its_new_words(at_desk: Desk) -> None:
    """The words of an agreed goal that an amendment changes live in another row, with revisions of their own."""
    agreement = make_agreement()
    sign_by_all(agreement.partnership)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    versions.amend(agreement, by=mentor)
    goal = Goal.objects.get(state=GoalState.AGREED)
    read = goal.revision
    goals.change(goal, by=mentor, revision=read, title="His new words")

    answer = at_desk(mentee).post(
        pages.url("goal_edit", agreement, goal.pk), {"revision": read, "title": "Her new words"}
    )

    assert (answer.status_code, "Her new words" in _text(answer), "His new words" in _text(answer)) == (409, True, True)
    assert Goal.objects.get(replaces=goal).title == "His new words"


def test_a_goal_reworded_twice_by_amendments_never_repeats_a_revision() -> None:
    agreement = make_agreement()
    sign_by_all(agreement.partnership)
    goal = Goal.objects.get()
    for number in range(2):
        mentor = guide_of(agreement)
        versions.amend(agreement, by=mentor)
        current = Goal.objects.get(pk=goal.pk)
        goals.change(current, by=mentor, revision=current.revision, title=f"Words {number}")
        sign_by_all(agreement.partnership)

    goal.refresh_from_db()
    assert (agreed_goals(agreement.partnership), goal.revision) == (["Words 1"], 4)


def test_nobody_takes_out_a_goal_in_words_they_have_not_seen(at_desk: Desk) -> None:
    agreement = make_agreement()
    goal = add_goal(agreement)
    goals.change(goal, by=guide_of(agreement), revision=goal.revision, title="Reworded meanwhile")
    desk = at_desk(seeker_of(agreement))

    for data in ({"revision": goal.revision}, {}):
        desk.post(pages.url("goal_remove", agreement, goal.pk), data)

    assert Goal.objects.get().state == GoalState.DRAFT


def test_the_open_page_learns_that_somebody_else_saved(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    part = pages.section(agreement, "purpose")
    address = pages.url("section_news", agreement, part.pk)
    before = his.get(address, {"revision": 0})
    pages.write_section(hers, agreement, "purpose", "Her secret words.")

    after, own = his.get(address, {"revision": 0}), hers.get(address, {"revision": 1})

    assert (before.status_code, _text(before).strip()) == (200, "")
    assert (after.status_code, seeker_of(agreement).get_full_name() in _text(after)) == (286, True)
    assert ("secret" in _text(after), own.status_code) == (False, 200)


def test_the_agreement_page_learns_that_something_is_new(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(guide_of(agreement))
    stamp = desk.get(pages.url("agreement_detail", agreement)).context["page"].stamp
    address = pages.url("agreement_news", agreement)
    calm = desk.get(address, {"read": stamp})
    add_goal(agreement)

    assert [calm.status_code, desk.get(address, {"read": stamp}).status_code] == [200, 286]


def test_a_mark_can_be_taken_back_by_oneself(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(seeker_of(agreement))
    _ready(desk, agreement)
    _ready(at_desk(guide_of(agreement)), agreement)

    desk.post(pages.url("agreement_not_ready", agreement))

    marked = AgreementParty.objects.filter(ready_at__isnull=False)
    assert [party.person for party in marked] == [guide_of(agreement)]
    page = desk.get(pages.url("agreement_detail", agreement))
    assert page.context["page"].cleared is None
    assert page.context["events"][0]["text"] == f"{seeker_of(agreement).get_full_name()} took the ready mark back"


def test_whoever_was_ready_sees_whose_change_took_the_mark_away(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    _ready(his, agreement)
    title = pages.section(agreement, "purpose").title
    pages.write_section(hers, agreement, "purpose", "Something else.")

    told = his.get(pages.url("agreement_detail", agreement)).context["page"].cleared
    not_told = hers.get(pages.url("agreement_detail", agreement)).context["page"].cleared

    said = f"{seeker_of(agreement).get_full_name()} changed “{title}” after you marked it ready."
    assert (told.text, not_told) == (said, None)


def test_nobody_marks_a_wording_they_have_not_seen(at_desk: Desk) -> None:
    agreement = make_agreement()
    his = at_desk(guide_of(agreement))
    read = his.get(pages.url("agreement_detail", agreement)).context["page"].wording
    add_goal(agreement)

    _ready(his, agreement, read=read)

    assert not AgreementParty.objects.filter(ready_at__isnull=False).exists()
    _ready(his, agreement, read=his.get(pages.url("agreement_detail", agreement)).context["page"].wording)
    assert AgreementParty.objects.filter(ready_at__isnull=False).count() == 1


def test_wordings_of_the_version_before_are_kept_beside_those_of_the_amendment(at_desk: Desk) -> None:
    agreement = make_agreement()
    mentee = seeker_of(agreement)
    part = pages.section(agreement, "purpose")
    sections.write(part, by=mentee, revision=0, body="As we began.")
    sign_by_all(agreement.partnership)
    versions.amend(agreement, by=mentee)
    newer = AgreementSection.objects.get(version__state=VersionState.DRAFT, key="purpose")
    sections.write(newer, by=guide_of(agreement), revision=0, body="As we go on.")

    shown = at_desk(mentee).get(pages.url("section_wordings", agreement, "purpose")).context["wordings"]

    assert [wording.author for wording in shown][:2] == [guide_of(agreement), mentee]
    assert [wording.is_current for wording in shown] == [True, False, False]


def test_in_a_group_a_goal_is_of_whoever_is_chosen(at_desk: Desk) -> None:
    partnership = make_partnership()
    mentor, first = (partnership.members.get(role=role).person for role in (Role.MENTOR, Role.MENTEE))
    other = make_enrollment(partnership.cohort, Role.MENTEE)
    second = other.person
    PartnershipMember.objects.create(partnership=partnership, person=second, enrollment=other, role=Role.MENTEE, slot=1)
    agreement = make_agreement(partnership)
    page = at_desk(second).get(pages.url("goal_add", agreement))
    pages.add_goal(at_desk(second), agreement, "Her own", owner=page.context["form"]["owner"].value())
    pages.add_goal(at_desk(mentor), agreement, "For the first", owner=str(first.pk))
    pages.add_goal(at_desk(mentor), agreement, "For nobody", owner=str(mentor.pk))

    owners = {goal.title: goal.owner for goal in agreement.partnership.goals.all()}

    assert owners == {"Her own": second, "For the first": first}
