"""What is agreed and what the product does cannot differ: terms filled in on pages, signed, and taken over."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from agreements.enums import SectionKind, VersionState
from agreements.models import Agreement, AgreementVersion
from agreements.selectors.terms import terms_of
from agreements.services import versions
from agreements.signals import agreement_in_force
from core.models import AuditEntry
from matching.models import Partnership
from matching.services.partnerships import months_after
from people.models import Organization, Person
from tests.agreements import pages
from tests.factories.agreements import (
    complete_draft,
    guide_of,
    make_active_partnership,
    make_agreement,
    make_schedule,
    open_version,
    propose,
    seeker_of,
    sign,
    sign_by_all,
)
from tests.factories.matching import make_coaching_partnership, make_partnership
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]
WAYS: dict[str, Any] = {"channels": ["video", "mail"], "answer_days": 2, "quiet": "Weekends"}


def _coaching(**fields: Any) -> Agreement:
    return make_agreement(make_coaching_partnership(**fields))


def test_terms_filled_in_on_pages_are_those_of_the_partnership_once_all_have_signed(at_desk: Desk) -> None:
    agreement = _coaching()
    desk = at_desk(seeker_of(agreement))
    for key, fields in (
        ("duration", {"months": 5}),
        ("package", {"meetings": 8, "minutes": 60}),
        ("cancellation", {"hours": 48}),
        ("communication", WAYS),
    ):
        assert pages.write_section(desk, agreement, key, "As we said.", **fields).status_code == 302

    partnership = agreement.partnership
    assert (partnership.agreed_package, partnership.late_hours, partnership.ends_on) == (6, 24, None)
    version = sign_by_all(partnership)

    assert version.in_force_at
    day = version.in_force_at.astimezone(ZoneInfo(Organization.get().time_zone)).date()
    assert (partnership.agreed_package, partnership.late_hours) == (8, 48)
    assert partnership.ends_on == months_after(day, 5)
    assert AuditEntry.objects.filter(action="partnership.take_terms", subject_id=partnership.pk).count() == 1
    text = desk.get(pages.url("version_detail", agreement, 1)).content.decode()
    assert "The package has 8 sessions of 60 minutes each." in text
    assert "Between meetings we keep in touch by: e-mail and video call." in text


def test_a_number_that_is_not_fixed_is_not_the_programs(at_desk: Desk) -> None:
    agreement = _coaching()
    desk = at_desk(guide_of(agreement))

    assert pages.write_section(desk, agreement, "package", "", meetings="", minutes=60).status_code == 302
    sign_by_all(agreement.partnership)

    assert (agreement.partnership.program.package_meetings, agreement.partnership.agreed_package) == (6, None)


def test_an_agreement_of_plain_words_keeps_what_the_program_says() -> None:
    agreement = _coaching()
    open_version(agreement).sections.filter(
        kind__in=[SectionKind.DURATION, SectionKind.PACKAGE, SectionKind.CANCELLATION, SectionKind.COMMUNICATION]
    ).update(kind=SectionKind.TEXT, data={})

    sign_by_all(agreement.partnership)

    partnership = agreement.partnership
    assert (partnership.package_meetings, partnership.late_cancellation_hours) == (None, None)
    assert (partnership.agreed_package, partnership.late_hours) == (6, 24)
    assert partnership.ends_on
    assert partnership.ends_on >= months_after(timezone.localdate(), 5)
    terms = terms_of(partnership, seeker_of(agreement))
    assert terms
    assert (terms.channels, terms.package, terms.late_hours) == ([], None, None)


def test_an_amendment_changes_the_product_in_the_transaction_of_the_last_signature(at_desk: Desk) -> None:
    partnership = make_active_partnership()
    agreement, desk = partnership.agreement, at_desk(seeker_of(partnership.agreement))
    planned, before = partnership.meetings.filter(state="scheduled").count(), partnership.ends_on
    shorter = timezone.localdate() + timedelta(days=40)
    desk.post(pages.url("agreement_amend", agreement))
    section = open_version(agreement).sections.get(kind=SectionKind.DURATION)
    assert section.data == {"until": str(before)}
    assert pages.write_section(desk, agreement, "duration", "", until=shorter.isoformat()).status_code == 302
    version = propose(agreement)
    told: list[date | None] = []

    def listen(version: AgreementVersion, **_: Any) -> None:
        told.append(Partnership.objects.get(pk=version.agreement.partnership_id).ends_on)

    agreement_in_force.connect(listen)
    try:
        sign(version, guide_of(agreement))
        partnership.refresh_from_db()
        assert (partnership.ends_on, told) == (before, [])
        with transaction.atomic():
            sign(version, seeker_of(agreement))
            partnership.refresh_from_db()
            assert partnership.ends_on == shorter
            transaction.set_rollback(True)
        partnership.refresh_from_db()
        assert partnership.ends_on == before
        sign(version, seeker_of(agreement))
    finally:
        agreement_in_force.disconnect(listen)

    partnership.refresh_from_db()
    assert (partnership.ends_on, told) == (shorter, [shorter, shorter])
    ahead = partnership.meetings.filter(state="scheduled")
    assert 0 < ahead.count() < planned
    assert all(meeting.local_date <= shorter for meeting in ahead)


def test_terms_are_for_the_members_and_for_a_sponsor_only_in_their_parts() -> None:
    sponsor = make_person("Sam", "Sponsor")
    agreement = _coaching(sponsor=sponsor)
    assert terms_of(agreement.partnership, sponsor) is None
    version = open_version(agreement)
    version.sections.filter(kind=SectionKind.COMMUNICATION).update(data=WAYS, is_for_sponsor=False)
    version.sections.filter(kind=SectionKind.PACKAGE).update(is_for_sponsor=True)
    sign_by_all(agreement.partnership)

    mine, theirs = (terms_of(agreement.partnership, one) for one in (seeker_of(agreement), sponsor))

    assert mine
    assert theirs
    assert (mine.channels, mine.answer_days, mine.quiet) == (["mail", "video"], 2, "Weekends")
    assert (mine.agenda_by, mine.package, mine.late_hours) == ("seeker", 6, 24)
    assert (theirs.channels, theirs.quiet, theirs.package) == ([], "", 6)
    assert terms_of(agreement.partnership, make_person()) is None


@pytest.mark.parametrize(
    ("key", "fields", "field", "words"),
    [
        ("duration", {"months": 0}, "months", "Choose a whole number between 1 and 36."),
        ("duration", {"months": "many"}, "months", "Choose a whole number between 1 and 36."),
        ("package", {"meetings": 101, "minutes": 60}, "meetings", "between 1 and 100, or leave it empty"),
        ("package", {"meetings": 6, "minutes": 5}, "minutes", "Choose a whole number between 10 and 480."),
        ("cancellation", {"hours": 241}, "hours", "Choose a whole number between 0 and 240."),
        ("cancellation", {"hours": -1}, "hours", "Choose a whole number between 0 and 240."),
        ("communication", {**WAYS, "channels": []}, "channels", "Tick at least one way."),
        ("communication", {**WAYS, "channels": ["pigeon"]}, "channels", "pigeon"),
        ("communication", {**WAYS, "answer_days": 15}, "answer_days", "Choose a whole number between 1 and 14."),
        ("schedule", {"agenda_by": ""}, "agenda_by", "Please choose who decides"),
        ("schedule", {"agenda_by": "boss"}, "agenda_by", "boss"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_lost(
    at_desk: Desk, key: str, fields: dict[str, Any], field: str, words: str
) -> None:
    agreement = _coaching()
    desk, before = at_desk(seeker_of(agreement)), pages.section(agreement, key).data
    if key == "schedule":
        fields = {**make_schedule().as_data(), **fields}

    answer = pages.write_section(desk, agreement, key, "My own words.", **fields)

    assert answer.status_code == 200
    assert words in str(answer.context["form"].errors[field])
    assert "My own words." in answer.content.decode()
    assert pages.section(agreement, key).data == before


@pytest.mark.parametrize("days", [-1, 0, 40 * 31])
def test_a_last_day_is_ahead_and_not_for_ever(at_desk: Desk, days: int) -> None:
    agreement = make_active_partnership().agreement
    desk = at_desk(seeker_of(agreement))
    desk.post(pages.url("agreement_amend", agreement))

    day = timezone.localdate() + timedelta(days=days)
    answer = pages.write_section(desk, agreement, "duration", "", until=day.isoformat())

    assert "until" in answer.context["form"].errors


def test_the_page_says_until_when_the_months_last(at_desk: Desk) -> None:
    agreement = make_agreement(make_partnership())
    desk, section = at_desk(seeker_of(agreement)), pages.section(agreement, "duration")

    page = desk.get(pages.url("section_edit", agreement, section.pk)).content.decode()

    until = months_after(timezone.localdate(), section.data["months"])
    assert f"it would last until {until.day} {until:%B %Y}" in page


def test_control_characters_and_markup_stay_words(at_desk: Desk) -> None:
    agreement = make_agreement(make_partnership())
    desk = at_desk(seeker_of(agreement))
    quiet = "Week\x00ends\r\n \u202e<script>alert(1)</script>{seeker}"

    pages.write_section(desk, agreement, "communication", "", **{**WAYS, "quiet": quiet})

    kept = pages.section(agreement, "communication").data["quiet"]
    assert kept == "Week ends <script>alert(1)</script>{seeker}"
    page = desk.get(pages.url("agreement_detail", agreement)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{seeker}" in page


def test_a_hundred_thousand_words_are_refused_and_stay_in_the_form(at_desk: Desk) -> None:
    agreement = make_agreement(make_partnership())
    desk, long = at_desk(seeker_of(agreement)), "words " * 100_000

    answer = pages.write_section(desk, agreement, "purpose", long)

    assert answer.status_code == 200
    assert "This text has 599999 characters, and 20000 fit." in str(answer.context["form"].errors["body"])
    assert long.strip() in answer.content.decode()
    assert "maxlength" not in str(answer.context["form"]["body"])
    assert len(pages.section(agreement, "purpose").body) < 1000


def test_a_package_and_a_schedule_with_other_minutes_cannot_be_offered(at_desk: Desk) -> None:
    agreement = _coaching()
    desk = at_desk(seeker_of(agreement))
    pages.add_goal(desk, agreement)
    pages.write_schedule(desk, agreement)
    pages.write_section(desk, agreement, "package", "", meetings=6, minutes=90)

    page = desk.get(pages.url("agreement_detail", agreement)).content.decode()

    assert "says 60 minutes and the number and length of sessions says 90" in page
    desk.post(pages.url("agreement_propose", agreement))
    assert open_version(agreement).state == VersionState.DRAFT


def test_a_section_about_who_signs_names_them_and_takes_words_only(at_desk: Desk) -> None:
    agreement = make_agreement(make_partnership())
    desk = at_desk(seeker_of(agreement))
    section = pages.section(agreement, "parties")

    form = desk.get(pages.url("section_edit", agreement, section.pk)).context["form"]
    pages.write_section(desk, agreement, "parties", "We are equals.", name="Somebody else")
    version = versions.propose(complete_draft(agreement), by=guide_of(agreement))

    assert set(form.fields) == {"revision", "body"}
    text = desk.get(pages.url("version_detail", agreement, version.number)).content.decode()
    for person in (guide_of(agreement), seeker_of(agreement)):
        assert f"{person.get_full_name()} (" in text
    assert "Somebody else" not in text
