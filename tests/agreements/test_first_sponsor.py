"""A sponsor is named for an agreement that was begun without one."""

from collections.abc import Callable

import pytest
from django.test import Client

from agreements.document import content
from agreements.document.exchange import ITEMS
from agreements.enums import TemplateShape, VersionState, VoidReason
from agreements.models import Agreement
from agreements.selectors.partnership import signed_exchange
from agreements.services import parties, template_versions, templates
from agreements.services.verification import verify_all
from matching.models import Partnership
from people.models import Person
from tests.agreements import pages
from tests.factories.agreements import guide_of, make_agreement, open_version, propose, seeker_of, sign, sign_by_all
from tests.factories.matching import make_coaching_partnership
from tests.factories.people import make_admin, make_person
from tests.factories.templates import make_own_template

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]
NOTHING = dict.fromkeys(ITEMS, False)


@pytest.fixture
def sponsor() -> Person:
    return make_person("Sam", "Sponsor")


@pytest.fixture
def agreement() -> Agreement:
    """A coaching agreement of two, in a program whose partnerships can have a sponsor, with a block of its own."""
    partnership = make_coaching_partnership()
    type(partnership.program).objects.filter(pk=partnership.program.pk).update(has_sponsor=True)
    found = make_agreement(Partnership.objects.get(pk=partnership.pk))
    open_version(found).sections.filter(key="ethics").update(key="own_1234abcd", title="Just between us")
    return found


def test_the_draft_gets_the_part_about_the_sponsor_with_a_no_to_everything(
    at_desk: Desk, agreement: Agreement, sponsor: Person
) -> None:
    before = [section.key for section in open_version(agreement).sections.all()]

    draft = parties.replace_sponsor(agreement, sponsor, by=make_admin())

    keys = [section.key for section in draft.sections.all()]
    place = before.index("confidentiality") + 1
    assert keys == [*before[:place], "exchange", *before[place:]]
    part = draft.sections.get(key="exchange")
    assert (part.title, part.data, part.is_required) == ("Information for the sponsor", NOTHING, True)
    part.version.agreement = agreement
    assert "{" not in part.body
    assert "Sam Sponsor" in part.body
    page = at_desk(sponsor).get(pages.url("agreement_detail", agreement)).context["page"]
    hidden = {row.key for row in page.sections if row.is_hidden}
    assert hidden == {
        *("goals", "learning", "schedule", "communication", "ground_rules", "feedback", "own_1234abcd"),
    }
    assert verify_all() == []


def test_it_speaks_the_language_of_the_agreement(sponsor: Person) -> None:
    partnership = make_coaching_partnership()
    type(partnership.program).objects.filter(pk=partnership.program.pk).update(has_sponsor=True)
    for member in partnership.members.select_related("person"):
        Person.objects.filter(pk=member.person_id).update(language="de")
    agreement = make_agreement(Partnership.objects.get(pk=partnership.pk))

    draft = parties.replace_sponsor(agreement, sponsor, by=make_admin())

    assert agreement.template.language == "de"
    assert draft.sections.get(key="exchange").title == "Informationen für die Sponsorin oder den Sponsor"


def test_coach_and_client_agree_on_more_and_all_three_sign(
    at_desk: Desk, agreement: Agreement, sponsor: Person
) -> None:
    parties.replace_sponsor(agreement, sponsor, by=make_admin())

    pages.write_section(at_desk(seeker_of(agreement)), agreement, "exchange", "Only this.", attendance="on")
    version = sign_by_all(agreement.partnership)

    assert (version.state, len(content.load(version.content).parties)) == (VersionState.IN_FORCE, 3)
    assert signed_exchange(agreement.partnership) == {**NOTHING, "attendance": True}
    assert verify_all() == []


def test_an_offer_without_a_sponsor_is_taken_back_and_nobody_is_said_to_have_left(
    at_desk: Desk, agreement: Agreement, sponsor: Person
) -> None:
    offered = propose(agreement)
    sign(offered, seeker_of(agreement))

    draft = parties.replace_sponsor(agreement, sponsor, by=make_admin())

    offered.refresh_from_db()
    assert (offered.state, offered.void_reason) == (VersionState.VOIDED, VoidReason.CHANGED)
    assert (draft.number, draft.sections.filter(key="exchange").count()) == (2, 1)
    events = at_desk(guide_of(agreement)).get(pages.url("agreement_detail", agreement)).context["events"]
    said = [event["text"] for event in events]
    assert not any("no longer part of it" in text for text in said)
    assert any(text.endswith("took version 1 back to change it") for text in said)
    assert verify_all() == []


def test_a_running_agreement_of_two_is_amended_for_the_sponsor(agreement: Agreement, sponsor: Person) -> None:
    first = sign_by_all(agreement.partnership)

    draft = parties.replace_sponsor(agreement, sponsor, by=make_admin())

    assert draft.sections.get(key="exchange").data == NOTHING
    assert not first.sections.filter(key="exchange").exists()
    assert verify_all() == []


def test_what_was_agreed_on_for_one_sponsor_is_there_for_the_next(agreement: Agreement, sponsor: Person) -> None:
    parties.replace_sponsor(agreement, sponsor, by=make_admin())
    open_version(agreement).sections.filter(key="exchange").update(data={**NOTHING, "closing": True})

    draft = parties.replace_sponsor(agreement, make_person("Nora", "Next"), by=make_admin())

    assert [part.data["closing"] for part in draft.sections.filter(kind="exchange")] == [True]


def test_the_words_and_the_readers_are_those_of_the_template_that_the_program_uses(
    agreement: Agreement, sponsor: Person
) -> None:
    own = make_own_template("Ours", "coaching_with_sponsor")
    version = own.versions.get(language="en")
    ours = {"exchange": {"title": "What {sponsor} learns"}, "closure": {"is_for_sponsor": False}}
    sections = [{**section, **ours.get(section["key"], {})} for section in version.sections]
    draft_of_ours = template_versions.begin_draft(own, "en", by=None)
    type(version).objects.filter(pk=draft_of_ours.pk).update(sections=sections)
    draft_of_ours.refresh_from_db()
    template_versions.publish(draft_of_ours, by=None, revision=draft_of_ours.revision)
    templates.choose(agreement.partnership.program, TemplateShape.SPONSORED, own, by=None)

    draft = parties.replace_sponsor(agreement, sponsor, by=make_admin())

    assert draft.sections.get(key="exchange").title == "What Sam Sponsor learns"
    assert not draft.sections.get(key="closure").is_for_sponsor
    assert draft.sections.get(key="duration").is_for_sponsor
