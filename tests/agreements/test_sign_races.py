"""The last signature against everything that could come in its way. Each test prints what it counted (-s)."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from random import uniform
from time import sleep
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreements.document import content
from agreements.enums import VersionState
from agreements.models import Agreement, AgreementEvent, AgreementVersion, Signature
from agreements.services import expiry, sections, signatures, versions
from agreements.services.verification import verify_all
from core.rules import Refusal
from matching.enums import PartnershipState
from matching.models import Partnership
from matching.services import partnerships
from notifications.models import Nudge
from people.models import Person
from tests.agreements import pages
from tests.agreements.at_once import crew
from tests.counts import often
from tests.factories.agreements import guide_of, make_agreement, propose, seeker_of, sign

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("signing races")]
AT_ONCE, TIMES, EDITS, LAST = 50, often(20, usually=4), often(200, usually=40), often(12, usually=6)
# Both begin within so many seconds of each other, so that either may be first.
APART = 0.03


def test_fifty_identical_requests_are_one_signature_and_one_event(at_desk: Callable[[Person], Client]) -> None:
    agreement = make_agreement()
    version = propose(agreement)
    mentee = seeker_of(agreement)
    desk = at_desk(mentee)
    receipt = pages.url("signature_receipt", agreement, 1)
    answers: Counter[Any] = Counter()
    with crew(AT_ONCE) as at_once:
        for time in range(1, TIMES + 1):
            data = pages.consent(mentee, pages.shown_note(desk, agreement))
            answers.update(at_once(*[partial(_post, desk, agreement, data)] * AT_ONCE))
            given = Signature.objects.filter(version=version)
            signed = AgreementEvent.objects.filter(agreement=agreement, kind="signed")
            assert (given.filter(voided_at=None).count(), given.count(), signed.count()) == (1, time, time)
            signatures.withdraw(version, by=mentee)

    print(f"\n{AT_ONCE} identical requests x {TIMES}: {dict(answers)}, {Signature.objects.count()} signatures")
    assert answers == {(302, receipt): AT_ONCE * TIMES}
    assert verify_all() == []


def test_an_edit_never_leaves_a_signature_on_a_text_that_was_not_seen() -> None:
    agreement = make_agreement()
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    unseen, outcomes = 0, Counter()
    with crew(2) as at_once:
        for number in range(EDITS):
            shown = _open_offer(agreement, mentor)
            seen = shown.content
            signed, changed = at_once(partial(sign, shown, mentee), partial(_change, shown, mentor, number))
            outcomes["signed, then voided" if isinstance(signed, Signature) else "refused"] += 1
            assert not isinstance(changed, Refusal)
            fresh = Signature.objects.filter(party__person=mentee).select_related("version__agreement__partnership")
            latest = fresh.order_by("-signed_at").first()
            if isinstance(signed, Signature):
                assert latest is not None
                unseen += latest.version.content != seen or latest.content_hash != content.digest(seen)
            unseen += Signature.objects.filter(voided_at=None).count()

    print(f"\nedit against sign, {EDITS} races: {unseen} signatures on a text not seen; {dict(outcomes)}")
    assert unseen == 0
    assert verify_all() == []


def test_the_last_signature_against_a_withdrawal() -> None:
    def race(agreement: Agreement, version: AgreementVersion) -> tuple[Callable[[], Any], str]:
        return partial(signatures.withdraw, version, by=guide_of(agreement)), VersionState.PROPOSED

    _last_signature_against("withdraw", race)


def test_the_last_signature_against_being_taken_back() -> None:
    def race(agreement: Agreement, version: AgreementVersion) -> tuple[Callable[[], Any], str]:
        return partial(versions.take_back, version, by=guide_of(agreement)), VersionState.VOIDED

    _last_signature_against("take back", race)


def test_the_last_signature_against_asking_for_a_change() -> None:
    def race(agreement: Agreement, version: AgreementVersion) -> tuple[Callable[[], Any], str]:
        return partial(versions.decline, version, by=seeker_of(agreement)), VersionState.VOIDED

    _last_signature_against("decline", race)


def test_the_last_signature_against_two_sweeps_that_end_the_offer() -> None:
    def race(agreement: Agreement, version: AgreementVersion) -> tuple[Callable[[], Any], str]:
        return partial(expiry.expire_due, version.expires_at + timedelta(seconds=1)), VersionState.VOIDED

    _last_signature_against("expire", race, sweeps=2)
    expired = AgreementEvent.objects.filter(kind="expired").count()
    assert Nudge.objects.filter(kind="agreement_expired").count() == 2 * expired


def test_the_last_signature_against_somebody_who_leaves() -> None:
    def race(agreement: Agreement, version: AgreementVersion) -> tuple[Callable[[], Any], str]:
        return partial(partnerships.end_early, agreement.partnership, by=None, because="left"), VersionState.CLOSED

    _last_signature_against("leave", race)


Race = Callable[[Agreement, AgreementVersion], tuple[Callable[[], Any], str]]


def _last_signature_against(name: str, race: Race, sweeps: int = 1) -> None:
    """Whichever comes first, the other is refused or finds it done, and nothing in between is left."""
    outcomes: Counter[str] = Counter()
    with crew(1 + sweeps) as at_once:
        for agreement, version in _all_but_one_signed():
            other, otherwise = race(agreement, version)
            mentee = seeker_of(agreement)
            answers = at_once(_soon(partial(sign, version, mentee)), *[_soon(other) for _each in range(sweeps)])
            version.refresh_from_db()
            partnership = Partnership.objects.get(pk=agreement.partnership_id)
            counting = version.signatures.filter(voided_at=None).count()
            is_signed = isinstance(answers[0], Signature)
            if version.state == VersionState.IN_FORCE:
                assert (is_signed, counting, partnership.state) == (True, 2, PartnershipState.ACTIVE)
            elif name == "withdraw":
                assert (is_signed, counting, version.state) == (True, 1, otherwise)
            elif name == "leave":
                assert (version.state, counting) == (VersionState.CLOSED, 2 if is_signed else 0)
                assert partnership.state == PartnershipState.ENDED_EARLY
            else:
                assert (is_signed, counting, version.state) == (False, 0, otherwise)
                assert partnership.state == PartnershipState.FORMING
            outcomes[version.state] += 1

    print(f"\nlast signature against {name}, {LAST} races, versions: {dict(outcomes)}")
    assert verify_all() == []


def _soon(action: Callable[[], Any]) -> Callable[[], Any]:
    def begin() -> Any:
        sleep(uniform(0, APART))
        return action()

    return begin


def _all_but_one_signed() -> Iterator[tuple[Agreement, AgreementVersion]]:
    for _each in range(LAST):
        agreement = make_agreement()
        version = propose(agreement)
        sign(version, guide_of(agreement))
        yield agreement, version


def _post(desk: Client, agreement: Agreement, data: dict[str, str]) -> tuple[int, str]:
    client = Client()
    client.cookies = desk.cookies
    answer = client.post(pages.url("agreement_sign", agreement), data)
    return answer.status_code, answer.get("Location", "")


def _open_offer(agreement: Agreement, by: Person) -> AgreementVersion:
    """What is offered now; offered again if the last race left a draft."""
    version = agreement.versions.filter(state=VersionState.PROPOSED).first()
    if version is None:
        version = propose(agreement, by=by)
    version.agreement = agreement
    return version


def _change(version: AgreementVersion, person: Person, number: int) -> AgreementVersion:
    draft = versions.take_back(version, by=person)
    purpose = draft.sections.get(key="purpose")
    sections.write(purpose, by=person, revision=purpose.revision, body=f"Other words, number {number} {timezone.now()}")
    return versions.propose(draft, by=person)
