"""Two things at the same instant, with real threads and real connections."""

from collections.abc import Callable
from functools import partial

import pytest

from agreements.enums import VersionState
from agreements.models import AgreementEvent, SectionRevision
from agreements.services import goals, sections
from agreements.services.verification import verify_all
from people.models import Person
from tests.agreements import pages
from tests.agreements.at_once import crew
from tests.factories.agreements import add_goal, guide_of, make_agreement, propose, seeker_of, sign

pytestmark = pytest.mark.django_db(transaction=True)


def test_both_sign_at_once_and_the_partnership_becomes_active_once() -> None:
    agreement = make_agreement()
    version = propose(agreement)

    with crew(2) as at_once:
        at_once(lambda: sign(version, seeker_of(agreement)), lambda: sign(version, guide_of(agreement)))

    version.refresh_from_db()
    assert version.state == VersionState.IN_FORCE
    assert AgreementEvent.objects.filter(kind="in_force").count() == 1
    assert verify_all() == []


def test_two_saves_of_one_section_at_once_are_one_save_and_one_conflict() -> None:
    agreement = make_agreement()
    part = pages.section(agreement, "purpose")

    def save(person: Person, words: str) -> Callable[[], sections.Saved]:
        return lambda: sections.write(part, by=person, revision=0, body=words)

    with crew(2) as at_once:
        saved = at_once(save(seeker_of(agreement), "Hers"), save(guide_of(agreement), "His"))

    assert sorted(one.is_conflict for one in saved) == [False, True]
    assert pages.section(agreement, "purpose").revision == 1


def test_no_save_is_lost_when_many_write_several_sections_at_once() -> None:
    """Every writer saves every section until their own words are in; each such save is a revision."""
    agreement = make_agreement()
    people = [seeker_of(agreement), guide_of(agreement)] * 3
    keys = ("purpose", "ground_rules", "confidentiality")

    def write_all(person: Person, number: int) -> tuple[int, int]:
        saves = conflicts = 0
        for key in keys:
            part = pages.section(agreement, key)
            revision, is_saved = part.revision, False
            while not is_saved:
                saved = sections.write(part, by=person, revision=revision, body=f"Words of writer {number}")
                revision, is_saved = saved.section.revision, not saved.is_conflict
                saves, conflicts = saves + is_saved, conflicts + saved.is_conflict
        return saves, conflicts

    with crew(len(people)) as at_once:
        counted = at_once(*(partial(write_all, person, number) for number, person in enumerate(people)))

    saves = sum(one for one, _conflicts in counted)
    kept = SectionRevision.objects.filter(section__version__agreement=agreement, section__key__in=keys, number__gt=0)
    edits = AgreementEvent.objects.filter(agreement=agreement, kind="edited")
    assert sum(pages.section(agreement, key).revision for key in keys) == saves == len(people) * len(keys)
    assert (kept.count(), edits.count(), verify_all()) == (saves, saves, [])
    for key in keys:
        bodies = {row.body for row in kept.filter(section__key=key)}
        assert bodies == {f"Words of writer {number}" for number in range(len(people))}


def test_a_goal_changed_and_taken_out_at_once_is_one_of_the_two() -> None:
    agreement = make_agreement()
    mentor, mentee = guide_of(agreement), seeker_of(agreement)

    for number in range(4):
        goal = add_goal(agreement, f"Goal {number}")
        with crew(2) as at_once:
            at_once(
                partial(goals.change, goal, by=mentor, revision=goal.revision, title="Reworded"),
                partial(goals.remove, goal, by=mentee, revision=goal.revision),
            )
        goal.refresh_from_db()
        assert (goal.title, goal.state) in {("Reworded", "draft"), (f"Goal {number}", "dropped")}
