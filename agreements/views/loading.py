"""Loading with access: somebody else's agreement is a 404, like one that does not exist."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agreements.enums import SectionKind
from agreements.models import Agreement, AgreementSection, AgreementVersion, Goal, SectionComment
from agreements.selectors import comments
from agreements.selectors.pages import shown_version
from agreements.selectors.parts import hidden_keys, is_for_sponsor, sections_of
from agreements.selectors.reading import reads_own_parts_only
from core.rules import Refusal, Rule
from people.reader import reader


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


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the version in question that the person reads, and what they do not read of it all."""

    agreement: Agreement
    version: AgreementVersion
    section: AgreementSection
    hidden: set[str]
    is_sponsor: bool
    is_for_sponsor: bool


def load_part(request: HttpRequest, pk: UUID, key: str) -> Part:
    """A section by its key, as the version in question has it. Hidden from the sponsor, it is a 404 for them."""
    agreement = load_agreement(request, pk)
    version = version_in_question(agreement)
    sections = sections_of(version)
    hidden = hidden_keys(reader(request), version, sections)
    section = next((one for one in sections if one.key == key and key not in hidden), None)
    if section is None:
        raise Http404
    is_sponsor = reads_own_parts_only(version, reader(request))
    return Part(agreement, version, section, hidden, is_sponsor, is_for_sponsor(section, sections))


def load_section(request: HttpRequest, pk: UUID, section_pk: UUID) -> AgreementSection:
    """A section of such an agreement, of whichever version; never one that is hidden from the sponsor."""
    agreement = load_agreement(request, pk)
    sections = AgreementSection.objects.select_related("version", "edited_by")
    section = get_object_or_404(sections, pk=section_pk, version__agreement=agreement)
    section.version.agreement = agreement
    if section.key in hidden_keys(reader(request), section.version, section.version.sections.all()):
        raise Http404
    return section


def load_comment(request: HttpRequest, pk: UUID, comment_pk: UUID) -> SectionComment:
    """A comment that the person reads."""
    agreement = load_agreement(request, pk)
    version = version_in_question(agreement)
    hidden = hidden_keys(reader(request), version, version.sections.all())
    comment = get_object_or_404(comments.readable(agreement, reader(request), hidden), pk=comment_pk)
    comment.agreement = agreement
    return comment


def load_goal(request: HttpRequest, pk: UUID, goal_pk: UUID) -> tuple[Agreement, Goal]:
    """A goal of such an agreement's partnership."""
    agreement = load_agreement(request, pk)
    version = version_in_question(agreement)
    hidden = hidden_keys(reader(request), version, version.sections.all())
    if version.sections.filter(kind=SectionKind.GOALS, key__in=hidden).exists():
        raise Http404
    return agreement, get_object_or_404(Goal.objects.filter(partnership=agreement.partnership), pk=goal_pk)


def page_of(agreement: Agreement) -> str:
    """The address of the agreement's page."""
    return reverse("agreement_detail", args=[agreement.pk])


def require(rule: Rule, request: HttpRequest, version: AgreementVersion, *things: Any) -> None:
    """Raise Refusal with the agreement's page as the way out, if the rule speaks against it."""
    reason = rule.reason(request.user, version, *things)
    if reason is not None:
        raise Refusal(reason, way_out_url=page_of(version.agreement))
