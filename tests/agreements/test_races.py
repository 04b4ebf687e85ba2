"""Two things at the same instant, with real threads and real connections."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from agreements.document import content
from agreements.enums import VersionState
from agreements.models import AgreementEvent, AgreementVersion, Signature
from agreements.services import sections, versions
from agreements.services.verification import verify_all
from core.rules import Refusal
from people.models import Person
from tests.agreements import pages
from tests.factories.agreements import guide_of, make_agreement, open_version, propose, seeker_of, sign

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def _at_once(*actions: Callable[[], Any]) -> Sequence[Any]:
    """Run all at the same instant, each on a connection of its own; a Refusal is an answer."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=30)
            return action()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_twenty_identical_posts_are_one_signature_and_one_event(at_desk: Callable[[Person], Client]) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentee = seeker_of(agreement)
    first = at_desk(mentee)
    data = pages.consent(mentee, pages.shown_note(first, agreement))

    def post() -> tuple[int, str]:
        client = Client()
        client.cookies = first.cookies
        answer = client.post(pages.url("agreement_sign", agreement), data)
        return answer.status_code, answer["Location"]

    answers = _at_once(*[post] * 20)

    assert set(answers) == {(302, pages.url("signature_receipt", agreement, 1))}
    assert (Signature.objects.count(), AgreementEvent.objects.filter(kind="signed").count()) == (1, 1)


def test_both_sign_at_once_and_the_partnership_becomes_active_once() -> None:
    agreement = make_agreement()
    version = propose(agreement)

    _at_once(lambda: sign(version, seeker_of(agreement)), lambda: sign(version, guide_of(agreement)))

    version.refresh_from_db()
    assert version.state == VersionState.IN_FORCE
    assert AgreementEvent.objects.filter(kind="in_force").count() == 1
    assert verify_all() == []


def test_an_edit_racing_a_signature_never_leaves_a_signature_on_another_text() -> None:
    agreement = make_agreement()
    mentor, mentee = guide_of(agreement), seeker_of(agreement)

    for number in range(ROUNDS):
        shown = propose(agreement)
        words = content.load(shown.content)
        _at_once(partial(sign, shown, mentee), partial(_change, shown, mentor, number))
        for signature in Signature.objects.filter(version=shown).select_related("version"):
            assert content.load(signature.version.content) == words
        if open_version(agreement).state == VersionState.PROPOSED:
            versions.take_back(open_version(agreement), by=mentor)

    counting = Signature.objects.filter(voided_at=None, version__state=VersionState.VOIDED)
    assert (counting.count(), verify_all()) == (0, [])
    assert AgreementVersion.objects.filter(state__in=[VersionState.DRAFT, VersionState.PROPOSED]).count() == 1


def test_two_saves_of_one_section_at_once_are_one_save_and_one_conflict() -> None:
    agreement = make_agreement()
    part = pages.section(agreement, "purpose")

    def save(person: Person, words: str) -> Callable[[], sections.Saved]:
        return lambda: sections.write(part, by=person, revision=0, body=words)

    saved = _at_once(save(seeker_of(agreement), "Hers"), save(guide_of(agreement), "His"))

    assert sorted(one.is_conflict for one in saved) == [False, True]
    assert pages.section(agreement, "purpose").revision == 1


def _change(version: AgreementVersion, person: Person, number: int) -> None:
    draft = versions.take_back(version, by=person)
    purpose = draft.sections.get(key="purpose")
    sections.write(purpose, by=person, revision=purpose.revision, body=f"Other words, number {number}")
    versions.propose(draft, by=person)
