"""Which template a program uses, who may look at templates, and what the parties of an agreement cannot reach."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from agreements.enums import TemplateShape
from agreements.models import TemplateChoice, TemplateVersion
from agreements.services import templates
from people.models import Person
from program.enums import ProgramKind
from program.services import programs
from tests.agreements import composing
from tests.factories.agreements import make_agreement
from tests.factories.matching import make_partnership
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_cohort, make_manager, make_program
from tests.factories.templates import make_draft, make_own_template

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]


def test_whoever_runs_a_program_chooses_its_template(signed_in: SignedIn) -> None:
    own, partnership = make_own_template(), make_partnership()
    program = partnership.program
    desk = signed_in(make_manager(program))
    url = reverse("program_templates", args=[program.pk])

    answer = desk.post(url, {"pair": str(own.pk), "group": ""})

    assert answer["Location"] == reverse("program_setup", args=[program.pk])
    assert make_agreement(partnership).template.template == own
    assert "Ours" in desk.get(answer["Location"]).content.decode()
    desk.post(url, {"pair": "", "group": ""})
    assert not TemplateChoice.objects.exists()


def test_only_what_is_published_and_fits_can_be_chosen(signed_in: SignedIn) -> None:
    program = make_program(ProgramKind.MENTORING)
    desk = signed_in(make_admin())
    url = reverse("program_templates", args=[program.pk])
    unpublished = templates.copy(composing.shipped(), "A draft", by=None)
    for_coaching = composing.shipped("coaching")

    for template in (unpublished, for_coaching):
        answer = desk.post(url, {"pair": str(template.pk), "group": ""})
        assert answer.status_code == 200
    assert desk.post(url, {"pair": "nonsense"}).status_code == 200
    assert not TemplateChoice.objects.exists()


def test_a_program_with_a_sponsor_chooses_for_three(signed_in: SignedIn) -> None:
    own = make_own_template("For three", "coaching_with_sponsor")
    program = make_program(ProgramKind.COACHING, has_sponsor=True)

    page = signed_in(make_admin()).get(reverse("program_templates", args=[program.pk]))

    assert [field.name for field, _rows in page.context["choices"]] == [TemplateShape.SPONSORED]
    assert "For three" in page.content.decode()
    assert own.shape == TemplateShape.SPONSORED


def test_the_set_up_of_a_program_over_stays_as_it_is(signed_in: SignedIn) -> None:
    own = make_own_template()
    program = make_program(ProgramKind.MENTORING, state="closed")
    desk = signed_in(make_admin())

    answer = desk.post(reverse("program_templates", args=[program.pk]), {"pair": str(own.pk), "group": ""})

    assert answer.status_code == 200
    assert not TemplateChoice.objects.exists()


def test_the_agreement_section_of_the_set_up_keeps_its_two_numbers(signed_in: SignedIn) -> None:
    program = make_program()
    desk = signed_in(make_admin())
    url = reverse("program_setup_section", args=[program.pk, "agreement"])

    desk.post(url, {"offer_expiry_days": "14", "agreement_retention_years": "5"})
    refused = desk.post(url, {"offer_expiry_days": "1", "agreement_retention_years": "99"})

    program.refresh_from_db()
    assert (program.offer_expiry_days, program.agreement_retention_years) == (14, 5)
    assert set(refused.context["form"].errors) == {"offer_expiry_days", "agreement_retention_years"}
    assert reverse("program_templates", args=[program.pk]) in desk.get(url).content.decode()


def test_a_manager_looks_at_what_is_in_use_for_their_kind_of_program_and_changes_nothing(signed_in: SignedIn) -> None:
    program = make_program(ProgramKind.MENTORING)
    desk = signed_in(make_manager(program))
    template = composing.shipped()
    version, coaching = composing.in_use(template), composing.in_use(composing.shipped("coaching"))
    draft = make_draft(template)

    assert desk.get(reverse("template_preview", args=[version.pk])).status_code == 200
    for url in (
        reverse("template_preview", args=[coaching.pk]),
        reverse("template_preview", args=[draft.pk]),
        reverse("template_list"),
        reverse("template_compose", args=[draft.pk]),
    ):
        assert desk.get(url).status_code == 404
    assert desk.post(reverse("template_discard", args=[draft.pk])).status_code == 404
    assert TemplateVersion.objects.filter(pk=draft.pk).exists()


def test_somebody_who_runs_nothing_finds_no_template(signed_in: SignedIn) -> None:
    version = composing.in_use(composing.shipped())
    program = make_cohort().program
    desk = signed_in(make_person())

    for route, pk in (("template_preview", version.pk), ("program_templates", program.pk)):
        assert desk.get(reverse(route, args=[pk])).status_code == 404
    assert desk.get(reverse("template_list")).status_code == 404


def test_the_preview_of_a_sponsored_template_shows_what_each_side_reads(signed_in: SignedIn) -> None:
    url = reverse("template_preview", args=[composing.in_use(composing.shipped("coaching_with_sponsor")).pk])
    desk = signed_in(make_admin())

    whole, of_sponsor = desk.get(url).content.decode(), desk.get(f"{url}?by=sponsor").content.decode()

    assert "our phones are away" in whole
    assert "our phones are away" not in of_sponsor
    assert "Ines Costa says openly what the organization hopes for" in of_sponsor


def test_a_copy_of_a_program_uses_the_same_template() -> None:
    own, program = make_own_template(), make_program(ProgramKind.MENTORING)
    templates.choose(program, TemplateShape.PAIR, own, by=None)

    copy = programs.duplicate(program, by=make_admin())

    assert TemplateChoice.objects.get(program=copy).template == own


def test_the_preview_has_the_numbers_of_the_program_that_asks(signed_in: SignedIn) -> None:
    url = reverse("template_preview", args=[composing.in_use(composing.shipped()).pk])
    program = make_program(ProgramKind.MENTORING, name="Grow", duration_months=7)
    stranger = make_program(ProgramKind.MENTORING, name="Not theirs", duration_months=8)
    desk = signed_in(make_manager(program))

    assert "7 months" in desk.get(f"{url}?program={program.pk}").content.decode()
    for odd in (stranger.pk, "nonsense", ""):
        assert "12 months" in desk.get(f"{url}?program={odd}").content.decode()
