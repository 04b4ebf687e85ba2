"""What changed between two versions: structured parts in a line, goals one by one, texts word by word."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreements.enums import SectionKind
from agreements.models import Agreement, AgreementVersion
from agreements.selectors.differences import Changes, changes_of, changes_since_force
from agreements.services import goals, sections, versions
from core.ui.times import date_words
from people.models import Person
from tests.agreements import pages
from tests.factories.agreements import (
    add_goal,
    guide_of,
    make_active_partnership,
    make_agreement,
    make_schedule,
    open_version,
    propose,
    seeker_of,
    sign_by_all,
)
from tests.factories.matching import make_coaching_partnership
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]


def _amended() -> Agreement:
    """A signed agreement with a draft beside it."""
    agreement = make_active_partnership().agreement
    versions.amend(agreement, by=seeker_of(agreement))
    return agreement


def _write(agreement: Agreement, key: str, body: str | None = None, **data: Any) -> None:
    section = pages.section(agreement, key)
    body = section.body if body is None else body
    data = {**section.data, **data}
    sections.write(section, by=guide_of(agreement), revision=section.revision, body=body, data=data)


def _changes(agreement: Agreement, reader: Person | None = None) -> Changes:
    changes = changes_since_force(_draft(agreement), reader or seeker_of(agreement))
    assert changes is not None
    return changes


def _draft(agreement: Agreement) -> AgreementVersion:
    version = open_version(agreement)
    version.agreement = Agreement.objects.for_pages().get(pk=agreement.pk)
    return version


def test_a_draft_that_was_not_touched_changes_nothing() -> None:
    agreement = _amended()

    assert pages.section(agreement, "duration").data.keys() == {"until"}
    assert not _changes(agreement)
    assert _changes(agreement).summary == []


def test_what_is_in_force_itself_has_no_differences() -> None:
    version = make_active_partnership().agreement.versions.get()

    assert changes_since_force(version, seeker_of(version.agreement)) is None


def test_structured_parts_are_told_in_one_line_each() -> None:
    agreement = _amended()
    ends_on = agreement.partnership.ends_on
    assert ends_on
    later = ends_on + timedelta(days=30)

    _write(agreement, "schedule", interval_weeks=3)
    _write(agreement, "duration", until=later.isoformat())

    told = dict(_changes(agreement).summary)
    assert told["Meeting schedule"] == "every 2 weeks → every 3 weeks"
    assert told["Duration"] == f"until {ends_on:%A} {_english(ends_on)} → until {later:%A} {_english(later)}"


def _english(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def test_texts_are_compared_word_by_word_and_long_passages_left_out() -> None:
    agreement = make_agreement()
    _write(agreement, "purpose", "We meet to learn. " + "And on it goes. " * 60 + "The end is near.")
    sign_by_all(agreement.partnership)
    versions.amend(agreement, by=seeker_of(agreement))
    _write(agreement, "purpose", "We meet to teach. " + "And on it goes. " * 60 + "The end is near.")

    change = _changes(agreement).sections[0]

    assert [(kind, text.strip()) for kind, text in change.pieces if kind != "same"] == [
        ("removed", "learn."),
        ("added", "teach."),
    ]
    assert "[…]" in "".join(text for _kind, text in change.pieces)
    assert len("".join(text for _kind, text in change.pieces)) < 400
    assert _changes(agreement).summary == [(change.title, "other words")]


def test_goals_are_compared_one_by_one() -> None:
    agreement = make_agreement()
    day = timezone.localdate() + timedelta(days=100)
    for title in ("Stay", "Go", "Wait", "Sharpen"):
        add_goal(agreement, title, measure="It is done", target_date=day)
    sign_by_all(agreement.partnership)
    by = seeker_of(agreement)
    versions.amend(agreement, by=by)
    agreed = {goal.title: goal for goal in agreement.partnership.goals.all()}
    goals.remove(agreed["Go"], by=by, revision=agreed["Go"].revision)
    later = day + timedelta(days=1)
    for title, words, until in (("Wait", "Wait", later), ("Sharpen", "Sharpen it", day)):
        goals.change(
            agreed[title],
            by=by,
            revision=agreed[title].revision,
            title=words,
            measure="It is done",
            target_date=until,
        )
    add_goal(agreement, "Begin", target_date=None)

    change = _changes(agreement).sections[0]

    assert change.lines == [
        f"Wait: by {date_words(day)} → by {date_words(later)}",
        "Goal in other words: Sharpen it",
        "New goal: Begin",
        "No longer a goal: Go",
    ]
    assert ("removed", "Go\nIt is done\n") in change.pieces


def test_sections_that_came_went_or_got_another_title_are_named() -> None:
    agreement = _amended()
    draft = open_version(agreement)
    draft.sections.filter(key="feedback").delete()
    draft.sections.filter(key="exit").update(title="Leaving early")
    _write(agreement, "learning", "")

    told = _changes(agreement).summary

    assert ("Leaving early", "It was called “Ending early, with no fault”") in told
    assert sum(line == "Taken out" for _title, line in told) == 2


def test_a_sponsor_reads_the_differences_of_their_own_parts_only() -> None:
    sponsor = make_person("Sam", "Sponsor")
    agreement = make_agreement(make_coaching_partnership(sponsor=sponsor))
    open_version(agreement).sections.filter(key="communication").update(is_for_sponsor=False)
    sign_by_all(agreement.partnership)
    versions.amend(agreement, by=seeker_of(agreement))
    _write(agreement, "communication", "We whisper.", answer_days=9)
    _write(agreement, "package", meetings=9)
    _write(agreement, "exchange", goals=False, assessment=True)

    theirs, mine = _changes(agreement, sponsor), _changes(agreement)

    assert "We whisper" not in str(theirs)
    assert "We whisper" in str(mine)
    told = [line for _title, line in theirs.summary]
    assert "6 sessions → 9 sessions" in told
    assert "You do not read this part any more" in told
    assert any(line.startswith("The sponsor sees: now also a summary of tests") for line in told)
    older, newer = agreement.versions.get(number=1), propose(agreement)
    for version in (older, newer):
        version.agreement = Agreement.objects.for_pages().get(pk=agreement.pk)
    assert "We whisper" not in str(changes_of(older, newer, sponsor))


def test_the_page_reads_in_lines_and_words_and_an_old_agreement_is_compared_too(at_desk: Desk) -> None:
    agreement = make_agreement()
    kinds = [SectionKind.DURATION, SectionKind.COMMUNICATION, SectionKind.PARTIES]
    open_version(agreement).sections.filter(kind__in=kinds).update(kind=SectionKind.TEXT, data={})
    sign_by_all(agreement.partnership)
    versions.amend(agreement, by=seeker_of(agreement))
    _write(agreement, "communication", "We send <b>letters</b>.")
    _write(agreement, "schedule", **make_schedule(interval_weeks=4, place="The café").as_data())
    sign_by_all(agreement.partnership)

    page = at_desk(guide_of(agreement)).get(pages.url("version_changes", agreement, 2)).content.decode()

    assert "every 2 weeks → every 4 weeks" in page
    assert "Place: not agreed → The café" in page
    assert "<ins>" in page
    assert "&lt;b&gt;letters&lt;/b&gt;" in page


def test_whoever_signs_a_change_reads_first_what_it_changes(at_desk: Desk) -> None:
    agreement = _amended()
    _write(agreement, "schedule", interval_weeks=3)
    propose(agreement)

    page = at_desk(guide_of(agreement)).get(pages.url("agreement_sign", agreement)).content.decode()

    told, text = page.index("every 2 weeks → every 3 weeks"), page.index("We meet every 3 weeks")
    assert told < text < page.index("Sign agreement")
