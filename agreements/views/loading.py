"""Loading with access: somebody else's agreement is a 404, like one that does not exist."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agreements.models import Agreement, AgreementSection, AgreementVersion, Goal
from agreements.selectors.pages import shown_version
from core.rules import Refusal, Rule


def load_agreement(request: HttpRequest, pk: UUID) -> Agreement:
    """An agreement that the person signs."""
    return get_object_or_404(Agreement.objects.visible_to(request.user).for_pages(), pk=pk)


def load_version(request: HttpRequest, pk: UUID, number: int) -> AgreementVersion:
    """A numbered version of such an agreement."""
    agreement = load_agreement(request, pk)
    version = get_object_or_404(
        AgreementVersion.objects.prefetch_related("signatures"), agreement=agreement, number=number
    )
    version.agreement = agreement
    return version


def version_in_question(agreement: Agreement) -> AgreementVersion:
    """The version being written or signed; else the one in force, else the latest."""
    version = shown_version(list(agreement.versions.all()))
    version.agreement = agreement
    return version


def load_section(request: HttpRequest, pk: UUID, section_pk: UUID) -> AgreementSection:
    """A section of such an agreement."""
    agreement = load_agreement(request, pk)
    sections = AgreementSection.objects.select_related("version", "edited_by")
    section = get_object_or_404(sections, pk=section_pk, version__agreement=agreement)
    section.version.agreement = agreement
    return section


def load_goal(request: HttpRequest, pk: UUID, goal_pk: UUID) -> tuple[Agreement, Goal]:
    """A goal of such an agreement's partnership."""
    agreement = load_agreement(request, pk)
    return agreement, get_object_or_404(Goal.objects.filter(partnership=agreement.partnership), pk=goal_pk)


def page_of(agreement: Agreement) -> str:
    """The address of the agreement's page."""
    return reverse("agreement_detail", args=[agreement.pk])


def require(rule: Rule, request: HttpRequest, version: AgreementVersion, *things: Any) -> None:
    """Raise Refusal with the agreement's page as the way out, if the rule speaks against it."""
    reason = rule.reason(request.user, version, *things)
    if reason is not None:
        raise Refusal(reason, way_out_url=page_of(version.agreement))
