"""Composing templates on their pages."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from agreements.enums import TemplateShape, TemplateState
from agreements.models import AgreementSection, AgreementTemplate, TemplateVersion
from agreements.services import shipping, templates
from core.models import AuditEntry
from people.models import Person
from program.enums import ProgramKind
from tests.agreements import composing
from tests.factories.agreements import make_agreement
from tests.factories.people import make_admin
from tests.factories.program import make_program

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
ODD = '<script>alert("x")</script>'


@pytest.fixture
def desk(signed_in: SignedIn) -> Client:
    """An organization admin's browser."""
    return signed_in(make_admin())


def test_a_new_version_counts_for_new_agreements_only_once_it_is_published(desk: Client) -> None:
    template = composing.shipped()
    before = make_agreement()
    draft = composing.draft_of(desk, template)

    assert composing.write(desk, draft, "purpose", title="Why", body="We meet in “{program}”.").status_code == 302
    begun_meanwhile = make_agreement()
    assert composing.publish(desk, draft).status_code == 302
    after = make_agreement()

    words = {one: AgreementSection.objects.get(version__agreement=one, key="purpose") for one in (before, after)}
    assert begun_meanwhile.template == before.template
    assert (after.template, after.template.number) == (draft, 2)
    assert words[after].body == f"We meet in “{after.partnership.program.name}”."
    assert (words[before].title, words[after].title) == ("Purpose", "Why")


def test_editing_a_template_leaves_every_agreement_that_exists_as_it_is(desk: Client) -> None:
    template = composing.shipped()
    agreement = make_agreement()
    rows = AgreementSection.objects.filter(version__agreement=agreement).order_by("position")
    before = [(one.key, one.title, one.guidance, one.body, one.data) for one in rows]

    draft = composing.draft_of(desk, template)
    composing.write(desk, draft, "exit", body="Other words.")
    desk.post(reverse("template_block_remove", args=[draft.pk, "learning"]))
    composing.publish(desk, draft)

    assert [(one.key, one.title, one.guidance, one.body, one.data) for one in rows.all()] == before


def test_what_an_admin_wrote_is_never_replaced_by_a_newer_text_of_ours(desk: Client) -> None:
    template = composing.shipped()
    draft = composing.draft_of(desk, template)
    composing.write(desk, draft, "exit", body="Our own words.")
    composing.publish(desk, draft)

    assert shipping.put_in_place() == 0
    assert composing.in_use(template) == draft
    assert [one.state for one in template.versions.filter(language="en")] == ["retired", "published"]
    assert composing.in_use(template, "de").is_shipped


def test_a_published_version_never_changes(desk: Client) -> None:
    version = composing.in_use(composing.shipped())
    before = version.sections

    for route, args in (("template_compose", []), ("template_block", ["exit"]), ("template_publish", [])):
        url = reverse(route, args=[version.pk, *args])
        answer = desk.post(url, {"title": "X", "body": "Y", "name": "Z", "revision": 0})
        assert (answer.status_code, answer["Location"]) == (303, reverse("template_detail", args=[version.template_id]))
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        TemplateVersion.objects.filter(pk=version.pk).update(sections=[])

    version.refresh_from_db()
    assert version.sections == before


@pytest.mark.parametrize("field", ["title", "body", "guidance"])
@pytest.mark.parametrize("name", ["mentor", "Seeker", "seeker.name", "", "sponsor", "% now %"])
def test_a_placeholder_that_does_not_exist_is_named_with_those_that_do(desk: Client, field: str, name: str) -> None:
    draft = composing.draft_of(desk, composing.shipped())

    answer = composing.write(desk, draft, "purpose", **{field: f"Dear {{{name}}} and {{seeker}}"})

    assert answer.status_code == 200
    assert answer.context["form"].errors[field] == [
        f"There is no placeholder {{{name}}}. These exist: "
        "{seeker}, {guide}, {program}, {duration}, {interval}, {minutes}."
    ]
    assert f"Dear {{{name}}} and" in answer.content.decode()
    assert composing.block(draft, "purpose") == composing.block(composing.in_use(draft.template), "purpose")


def test_only_a_template_with_a_sponsor_knows_the_sponsor(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped("coaching_with_sponsor"))

    assert composing.write(desk, draft, "purpose", body="{sponsor}, {package}, {late}").status_code == 302


def test_braces_that_hold_no_placeholder_are_text(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped())

    assert composing.write(desk, draft, "purpose", body="A { b } c".replace(" b }", "")).status_code == 302
    assert composing.block(draft, "purpose")["body"] == "A { c"


@pytest.mark.parametrize("key", ["parties", "goals", "schedule", "confidentiality", "duration", "exit", "signatures"])
def test_a_block_that_every_agreement_needs_can_be_reworded_but_not_taken_out(desk: Client, key: str) -> None:
    draft = composing.draft_of(desk, composing.shipped())

    refused = desk.post(reverse("template_block_remove", args=[draft.pk, key]), headers={"referer": "/"}, follow=True)
    reworded = composing.write(desk, draft, key, title="In other words", body="Shorter.")

    assert "You can reword it, but not take it out." in refused.content.decode()
    assert reworded.status_code == 302
    assert composing.block(draft, key)["title"] == "In other words"


@pytest.mark.parametrize("key", ["confidentiality", "exit"])
def test_a_text_that_every_agreement_needs_cannot_be_left_empty(desk: Client, key: str) -> None:
    draft = composing.draft_of(desk, composing.shipped())

    answer = composing.write(desk, draft, key, body="  ")

    assert "but not leave it empty" in answer.content.decode()
    assert composing.block(draft, key)["body"]


def test_blocks_are_taken_out_and_added_again_and_moved(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped())
    before = composing.keys(draft)

    desk.post(reverse("template_block_remove", args=[draft.pk, "learning"]))
    assert composing.keys(draft) == [key for key in before if key != "learning"]
    desk.post(reverse("template_block_add", args=[draft.pk]), {"key": "learning"})
    assert composing.keys(draft)[-2:] == ["learning", "signatures"]
    desk.post(reverse("template_block_move", args=[draft.pk, "purpose"]), {"steps": "-1"})
    desk.post(reverse("template_block_move", args=[draft.pk, "purpose"]), {"steps": "-1"})
    assert composing.keys(draft)[:2] == ["purpose", "parties"]
    desk.post(reverse("template_block_move", args=[draft.pk, "purpose"]), {"steps": "1"})
    assert composing.keys(draft)[:2] == ["parties", "purpose"]


@pytest.mark.parametrize("key", ["exchange", "package", "purpose", "nonsense", ""])
def test_only_blocks_that_fit_and_are_not_there_can_be_added(desk: Client, key: str) -> None:
    draft = composing.draft_of(desk, composing.shipped())
    before = composing.keys(draft)

    assert desk.post(reverse("template_block_add", args=[draft.pk]), {"key": key}).status_code == 303
    assert composing.keys(draft) == before


def test_an_own_block_stands_before_the_signatures_and_in_the_next_agreement(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped())

    desk.post(reverse("template_block_own", args=[draft.pk]), {"title": "Travel", "body": "{guide} comes by train."})
    composing.publish(desk, draft)

    sections = list(AgreementSection.objects.filter(version__agreement=make_agreement()).order_by("position"))
    assert [(one.title, one.kind, one.is_required) for one in sections[-2:-1]] == [("Travel", "text", False)]
    assert sections[-2].body.endswith(" comes by train.")
    assert "{" not in sections[-2].body


def test_words_are_cleaned_and_shown_as_text(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped())

    composing.write(desk, draft, "purpose", title=f"{ODD}\x07\u202e", body=f"{ODD}\r\nSecond\x00 line\u2066")
    desk.post(reverse("template_compose", args=[draft.pk]), {"name": f"{ODD}\n2", "shown": draft.name})

    saved = composing.block(draft, "purpose")
    assert (saved["title"], saved["body"], draft.name) == (ODD, f"{ODD}\nSecond line", f"{ODD} 2")


def test_html_in_every_field_is_shown_as_text(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped())
    composing.write(desk, draft, "purpose", title=ODD, body=ODD, guidance=ODD)
    desk.post(reverse("template_compose", args=[draft.pk]), {"name": ODD, "shown": draft.name})
    desk.post(reverse("template_rename", args=[draft.template_id]), {"name": ODD})

    for route in ("template_compose", "template_preview", "template_publish", "template_compare"):
        page = desk.get(reverse(route, args=[draft.pk])).content.decode()
        assert ODD not in page
        assert "&lt;script&gt;" in page
    for url in (reverse("template_list"), reverse("template_block", args=[draft.pk, "purpose"])):
        assert ODD not in desk.get(url).content.decode()


def test_a_hundred_thousand_words_are_refused_and_not_lost(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped())

    answer = composing.write(desk, draft, "purpose", body="word " * 100_000)

    assert answer.status_code == 200
    assert "word word" in answer.content.decode()
    assert "word word" not in composing.block(draft, "purpose")["body"]


def test_the_example_shows_what_is_typed_and_keeps_nothing(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped())

    answer = composing.write(desk, draft, "purpose", title="Aims", body="{seeker} asks.", preview="1")

    assert answer.context["words"].text == "Anna Berg asks."
    assert composing.block(draft, "purpose")["title"] == "Purpose"


def test_two_admins_who_change_one_block_never_overwrite_each_other(desk: Client, signed_in: SignedIn) -> None:
    other = signed_in(make_admin(first_name="Otto"))
    draft = composing.draft_of(desk, composing.shipped())
    url = reverse("template_block", args=[draft.pk, "purpose"])
    both_read = desk.get(url).context["form"].initial
    other.post(url, {**both_read, "body": "Otto's words."})

    answer = desk.post(url, {**both_read, "body": "Hanna's words."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Otto&#x27;s words." in page
    assert "Hanna&#x27;s words." in page
    assert composing.block(draft, "purpose")["body"] == "Otto's words."
    again = desk.post(url, {**both_read, "body": "Hanna's words.", "stamp": answer.context["form"]["stamp"].value()})
    assert again.status_code == 302
    assert composing.block(draft, "purpose")["body"] == "Hanna's words."


def test_two_admins_who_change_different_blocks_both_succeed(desk: Client, signed_in: SignedIn) -> None:
    other = signed_in(make_admin(first_name="Otto"))
    draft = composing.draft_of(desk, composing.shipped())
    urls = [reverse("template_block", args=[draft.pk, key]) for key in ("purpose", "exit")]
    read = [desk.get(url).context["form"].initial for url in urls]

    assert desk.post(urls[0], {**read[0], "body": "One."}).status_code == 302
    assert other.post(urls[1], {**read[1], "body": "Two."}).status_code == 302
    assert (composing.block(draft, "purpose")["body"], composing.block(draft, "exit")["body"]) == ("One.", "Two.")


def test_a_draft_that_changed_after_it_was_read_is_not_published(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped())
    composing.write(desk, draft, "exit", body="Changed.")

    answer = composing.publish(desk, draft, revision=0)

    assert "Read it again, then publish it." in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == TemplateState.DRAFT
    assert desk.post(reverse("template_publish", args=[draft.pk]), answer.context["form"].data).status_code == 302


def test_every_change_is_recorded_without_its_words(desk: Client) -> None:
    draft = composing.draft_of(desk, composing.shipped())
    composing.write(desk, draft, "purpose", body="Secret plans.")
    composing.publish(desk, draft)

    entries = AuditEntry.objects.filter(subject_id=draft.pk).order_by("pk")
    assert [one.action for one in entries] == [
        *("template.begin_draft", "template.save_block", "templateversion.published")
    ]
    assert "Secret" not in str([one.detail for one in entries])


def test_a_language_is_added_from_the_catalogue_with_own_blocks_to_be_translated(desk: Client) -> None:
    template = composing.shipped()
    copy = templates.copy(template, "Ours", by=None)
    german = copy.versions.get(language="de")
    desk.post(reverse("template_discard", args=[german.pk]))
    english = copy.versions.get(language="en")
    desk.post(reverse("template_block_own", args=[english.pk]), {"title": "Travel", "body": "By train."})

    desk.post(reverse("template_add_language", args=[copy.pk, "de"]))

    added = copy.versions.get(language="de")
    titles = {one["key"]: one["title"] for one in added.sections}
    assert (titles["exit"], list(titles.values())[-2]) == ("Vorzeitiges Ende, ohne Schuld", "Travel")
    assert (added.name, added.state) == ("Mentoring-Vereinbarung", TemplateState.DRAFT)


def test_a_draft_thrown_away_leaves_what_is_in_use(desk: Client) -> None:
    template = composing.shipped()
    draft = composing.draft_of(desk, template)

    assert desk.post(reverse("template_discard", args=[draft.pk])).status_code == 302
    assert [one.state for one in template.versions.filter(language="en")] == ["published"]


def test_without_any_version_a_template_is_gone(desk: Client) -> None:
    copy = templates.copy(composing.shipped(), "Ours", by=None)

    for version in copy.versions.all():
        answer = desk.post(reverse("template_discard", args=[version.pk]))

    assert answer["Location"] == reverse("template_list")
    assert not AgreementTemplate.objects.filter(pk=copy.pk).exists()


def test_a_default_and_what_a_program_chose_cannot_be_archived(desk: Client) -> None:
    template = composing.shipped()
    copy = templates.copy(template, "Ours", by=None)
    composing.publish(desk, copy.versions.get(language="en"))
    program = make_program(ProgramKind.MENTORING)
    templates.choose(program, TemplateShape.PAIR, copy, by=None)

    for one in (template, copy):
        assert desk.post(reverse("template_archive", args=[one.pk])).status_code == 303
    assert not AgreementTemplate.objects.filter(archived_at__isnull=False).exists()
    templates.choose(program, TemplateShape.PAIR, None, by=None)
    assert desk.post(reverse("template_archive", args=[copy.pk])).status_code == 302
    assert desk.post(reverse("template_unarchive", args=[copy.pk])).status_code == 302


def test_another_template_becomes_the_default_once_it_is_published(desk: Client) -> None:
    template = composing.shipped()
    copy = templates.copy(template, "Ours", by=None)
    url = reverse("template_make_default", args=[copy.pk])

    assert desk.post(url).status_code == 303
    composing.publish(desk, copy.versions.get(language="en"))
    assert desk.post(url).status_code == 302

    assert make_agreement().template.template == copy
    assert AgreementTemplate.objects.filter(kind="mentoring", shape="pair", is_default=True).get() == copy


def test_a_newer_text_of_ours_is_offered_and_taken_only_by_hand(desk: Client) -> None:
    template = composing.shipped()
    shipped = composing.in_use(template)
    TemplateVersion.objects.filter(pk=shipped.pk).update(state="draft")
    TemplateVersion.objects.filter(pk=shipped.pk).update(name="As it shipped last year", state="published")
    draft = composing.draft_of(desk, template)
    composing.publish(desk, draft)
    page = reverse("template_detail", args=[template.pk])

    assert desk.get(page).context["page"].newer_of_ours == {"en"}
    shipping.put_in_place()
    assert composing.in_use(template) == draft
    answer = desk.post(reverse("template_take_shipped", args=[template.pk, "en"]))
    taken = template.versions.get(language="en", state=TemplateState.DRAFT)
    assert (taken.name, answer["Location"]) == ("Mentoring agreement", reverse("template_publish", args=[taken.pk]))
    composing.publish(desk, taken)
    assert desk.get(page).context["page"].newer_of_ours == set()
