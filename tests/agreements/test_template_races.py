"""Two admins at the same instant, with real threads and real connections."""

import pytest

from agreements.document.blocks import Wording, stamp
from agreements.enums import TemplateState
from agreements.models import AgreementTemplate
from agreements.services import composing, template_versions, templates
from core.rules import Refusal
from tests.agreements.at_once import crew
from tests.agreements.composing import block
from tests.factories.templates import in_use, make_draft, make_own_template, shipped

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_begin_the_next_version_at_once_write_on_one_draft() -> None:
    template = shipped()

    with crew(2) as at_once:
        drafts = at_once(*[lambda: make_draft(template)] * 2)

    assert len({draft.pk for draft in drafts}) == 1
    assert template.versions.filter(language="en", state=TemplateState.DRAFT).count() == 1


def test_two_who_save_one_block_at_once_are_one_save_and_one_conflict() -> None:
    draft = make_draft(shipped())
    read = stamp(block(draft, "purpose"))

    with crew(2) as at_once:
        saved = at_once(
            *[
                lambda words=words: composing.save_block(
                    draft, "purpose", Wording("Why", "", words), by=None, stamp=read
                )
                for words in ("Hers", "His")
            ]
        )

    assert sorted(one.is_conflict for one in saved) == [False, True]
    assert block(draft, "purpose")["body"] == next(one for one in saved if not one.is_conflict).section["body"]


def test_two_who_change_different_blocks_at_once_lose_nothing() -> None:
    draft = make_draft(shipped())
    keys = ("purpose", "exit", "closure", "roles")
    read = {key: stamp(block(draft, key)) for key in keys}

    with crew(4) as at_once:
        at_once(
            *[
                lambda key=key: composing.save_block(draft, key, Wording(key, "", "New."), by=None, stamp=read[key])
                for key in keys
            ]
        )

    assert [block(draft, key)["title"] for key in keys] == list(keys)


def test_a_draft_published_twice_at_once_is_published_once() -> None:
    template = shipped()
    draft = make_draft(template)

    def publish() -> str:
        try:
            return template_versions.publish(draft, by=None, revision=0).state
        except Refusal:
            return "refused"

    with crew(2) as at_once:
        states = at_once(publish, publish)

    assert sorted(states) == ["published", "refused"]
    assert in_use(template) == draft


def test_of_two_defaults_chosen_at_once_one_remains() -> None:
    own = [make_own_template(name) for name in ("One", "Two")]

    with crew(2) as at_once:
        at_once(*[lambda one=one: templates.make_default(one, by=None) for one in own])

    assert AgreementTemplate.objects.filter(kind="mentoring", shape="pair", is_default=True).count() == 1
