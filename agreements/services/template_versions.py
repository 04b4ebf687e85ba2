"""Versions of a template: drafted from what is in use, published, thrown away. What is published never changes."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import catalogue
from agreements.document import blocks
from agreements.enums import TemplateState
from agreements.models import AgreementTemplate, TemplateVersion
from agreements.permissions_templates import may_compose
from agreements.services.composing import locked_draft
from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged, move
from people.models import Person


@transaction.atomic
def begin_draft(template: AgreementTemplate, language: str, *, by: Person | None) -> TemplateVersion:
    """A draft of the next version, from the one in use in this language; the one there already, if there is one.

    A draft of a shipped template is the organization's own: our updates never touch it. Raises Refusal when there is
    nothing in this language yet, or the template is in the archive.
    """
    versions = _versions(template, language, by=by)
    latest = versions[-1] if versions else None
    if latest is None:
        raise Refusal(_("This template does not exist in this language yet. Add the language first."))
    if latest.state == TemplateState.DRAFT:
        return latest
    draft = _add(template, language, latest.number + 1, latest.name, latest.sections)
    audit.record("template.begin_draft", draft, by=by, language=language, number=draft.number)
    return draft


@transaction.atomic
def add_language(template: AgreementTemplate, language: str, *, by: Person | None) -> TemplateVersion:
    """A first draft in another language: blocks of the catalogue in that language, own blocks as they are, to be
    translated. Raises Refusal for a language that is there, or one that the product has no words for."""
    if language not in catalogue.LANGUAGES:
        raise Refusal(_("Agreements cannot be written in this language yet."))
    if _versions(template, language, by=by):
        raise Refusal(_("This template exists in this language already."))
    source = template.versions.exclude(language=language).order_by("state", "-number").first()
    if source is None:
        raise AlreadyChanged
    sections = [_translated(section, template, language) for section in source.sections]
    draft = _add(template, language, 1, _heading(template, language) or source.name, sections)
    audit.record("template.add_language", draft, by=by, language=language)
    return draft


@transaction.atomic
def take_shipped(template: AgreementTemplate, language: str, *, by: Person | None) -> TemplateVersion:
    """A draft with our newer text of a template that ships. Raises Refusal while another draft is being written, or
    where we have no text."""
    versions = _versions(template, language, by=by)
    ours = catalogue.shipped_text(template.shipped_key, language)
    if ours is None or not versions:
        raise Refusal(_("There is no newer text of ours for this template."))
    if versions[-1].state == TemplateState.DRAFT:
        raise Refusal(_("Publish the draft or throw it away first: ours would take its place."))
    draft = _add(template, language, versions[-1].number + 1, ours["name"], ours["sections"])
    audit.record("template.take_shipped", draft, by=by, language=language, number=draft.number)
    return draft


@transaction.atomic
def publish(version: TemplateVersion, *, by: Person | None, revision: int) -> TemplateVersion:
    """Let new agreements begin from this draft; the version before it is retired. Agreements that exist stay as they
    are. Raises Refusal when the draft was changed after it was read (`revision`), or cannot be published as it is."""
    template = _locked(version.template_id, by=by)
    draft = locked_draft(version, by=by)
    if draft.revision != revision:
        raise Refusal(_("This draft was changed meanwhile. Read it again, then publish it."))
    problem = blocks.problem_of_all(draft.sections, draft.language, template.kind, template.shape)
    if problem:
        raise Refusal(problem)
    published = template.versions.filter(language=draft.language, state=TemplateState.PUBLISHED).first()
    if published is not None:
        move(published, TemplateState.RETIRED, by=by)
    move(draft, TemplateState.PUBLISHED, by=by, published_at=timezone.now())
    return draft


@transaction.atomic
def discard(version: TemplateVersion, *, by: Person | None) -> bool:
    """Throw a draft away; what is in use stays so. With its only version a template goes as well: whether it did."""
    template = _locked(version.template_id, by=by)
    draft = locked_draft(version, by=by)
    audit.record("template.discard", draft, by=by, language=draft.language, number=draft.number)
    draft.delete()
    if template.versions.exists():
        return False
    audit.record("template.delete", template, by=by)
    template.delete()
    return True


def _locked(template_pk: UUID, *, by: Person | None) -> AgreementTemplate:
    may_compose.check(by)
    template = AgreementTemplate.objects.select_for_update().filter(pk=template_pk).first()
    if template is None:
        raise AlreadyChanged
    if template.archived_at:
        raise Refusal(_("This template is in the archive. Bring it back first."))
    return template


def _versions(template: AgreementTemplate, language: str, *, by: Person | None) -> list[TemplateVersion]:
    """Under a lock on the template, so that two people never begin the same version."""
    return list(_locked(template.pk, by=by).versions.filter(language=language).order_by("number"))


def _add(
    template: AgreementTemplate, language: str, number: int, name: str, sections: list[dict[str, object]]
) -> TemplateVersion:
    return TemplateVersion.objects.create(
        template=template, language=language, number=number, name=name, sections=sections
    )


def _translated(section: dict[str, object], template: AgreementTemplate, language: str) -> dict[str, object]:
    key = str(section["key"])
    if key.startswith(blocks.OWN) or key not in catalogue.blocks.BLOCKS:
        return section
    words = catalogue.section(key, language, template.kind, template.shape)
    return {**words, "is_for_sponsor": section.get("is_for_sponsor", True)}


def _heading(template: AgreementTemplate, language: str) -> str:
    """The heading that ships for this kind and shape, in the language."""
    texts = catalogue.blocks.LANGUAGES[language]
    plans = catalogue.PLANS.items()
    return next((texts.NAMES[key] for key, plan in plans if plan[:2] == (template.kind, template.shape)), "")
