"""Templates for the pages of those who write and choose them. The same number of queries for one and for many."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements import catalogue
from agreements.document import examples
from agreements.document.content import Content
from agreements.enums import TemplateShape, TemplateState
from agreements.models import Agreement, AgreementTemplate, TemplateChoice, TemplateVersion
from agreements.permissions_templates import may_archive, may_be_used
from core.rules import Reason
from people.models import Organization
from program.enums import ProgramKind, ProgramState
from program.models import Program

OVER = (ProgramState.CLOSED, ProgramState.ARCHIVED)
LANGUAGE_NAMES: dict[str, Promise] = {"en": _("English"), "de": _("German")}
# Names of what ships, in the reader's language as long as nobody has renamed it.
SHIPPED_NAMES: dict[str, Promise] = {
    "mentoring": _("Mentoring"),
    "group_mentoring": _("Group mentoring"),
    "coaching": _("Coaching"),
    "coaching_with_sponsor": _("Coaching with a sponsor"),
}


@dataclass(slots=True)
class LanguageLine:
    """A template in one language: what is in use, what is being written, what was before."""

    language: str
    published: TemplateVersion | None = None
    draft: TemplateVersion | None = None
    retired: list[TemplateVersion] = field(default_factory=list)

    @property
    def label(self) -> str | Promise:
        """The language in words."""
        return LANGUAGE_NAMES.get(self.language, self.language)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template in the list: its languages, and which programs use it."""

    template: AgreementTemplate
    name: str | Promise
    languages: list[LanguageLine]
    programs: list[str]
    agreements: int

    @property
    def has_draft(self) -> bool:
        """Whether somebody is writing on it."""
        return any(line.draft for line in self.languages)

    @property
    def is_usable(self) -> bool:
        """Whether agreements can begin from it."""
        return not self.template.archived_at and any(line.published for line in self.languages)


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A template with everything that can be done with it, and the reason against each."""

    row: TemplateRow
    missing_languages: list[tuple[str, str | Promise]]
    # Languages in which our text is newer than the one that the organization's own wording began from.
    newer_of_ours: set[str]
    archive_reason: Reason | None
    default_reason: Reason | None


def visible_to(person: Any) -> QuerySet[TemplateVersion]:
    """Versions that the person may look at: all for an organization admin; for a program manager what is in use for
    the kinds of programs they run."""
    versions = TemplateVersion.objects.select_related("template", "edited_by")
    if not person.is_authenticated:
        return versions.none()
    if person.is_organization_admin:
        return versions
    kinds = Program.objects.managed_by(person).values("kind")
    return versions.filter(state=TemplateState.PUBLISHED, template__archived_at=None, template__kind__in=kinds)


def name_of(template: AgreementTemplate) -> str | Promise:
    """The name in the list; that of one which ships in the reader's language, until somebody gives it another."""
    plan = catalogue.PLANS.get(template.shipped_key)
    if plan and template.name == plan[2]:
        return SHIPPED_NAMES.get(template.shipped_key, template.name)
    return template.name


def rows(templates: QuerySet[AgreementTemplate] | None = None) -> list[TemplateRow]:
    """Templates with their languages and who uses them; asks four queries."""
    templates = AgreementTemplate.objects.all() if templates is None else templates
    versions = TemplateVersion.objects.defer("sections").order_by("language", "-number")
    choices = TemplateChoice.objects.select_related("program").exclude(program__state__in=OVER)
    found = list(
        templates.prefetch_related(
            Prefetch("versions", versions), Prefetch("choices", choices.order_by("program__name"))
        )
    )
    found.sort(key=_place)
    begun = Agreement.objects.filter(template__template__in=found).order_by().values_list("template__template")
    counts = dict(begun.annotate(count=Count("pk")))
    return [
        TemplateRow(
            template=template,
            name=name_of(template),
            languages=_lines(template),
            programs=[choice.program.name for choice in template.choices.all()],
            agreements=counts.get(template.pk, 0),
        )
        for template in found
    ]


def row_of(template: AgreementTemplate) -> TemplateRow:
    """One template as in the list."""
    return rows(AgreementTemplate.objects.filter(pk=template.pk))[0]


def page_of(template: AgreementTemplate, person: Any) -> TemplatePage:
    """One template for somebody who composes them."""
    row = row_of(template)
    there = {line.language for line in row.languages}
    return TemplatePage(
        row=row,
        missing_languages=[(code, LANGUAGE_NAMES[code]) for code in catalogue.LANGUAGES if code not in there],
        newer_of_ours=_newer_of_ours(template),
        archive_reason=may_archive.reason(person, template),
        default_reason=may_be_used.reason(person, template),
    )


def published_beside(version: TemplateVersion) -> TemplateVersion | None:
    """What is in use in the same language, unless it is this version."""
    others = TemplateVersion.objects.filter(template=version.template_id, language=version.language)
    return others.filter(state=TemplateState.PUBLISHED).exclude(pk=version.pk).first()


def earlier_than(version: TemplateVersion) -> list[TemplateVersion]:
    """Versions of the same language before this one, the latest first, without their words."""
    others = TemplateVersion.objects.filter(template=version.template_id, language=version.language)
    return list(others.filter(number__lt=version.number).defer("sections").order_by("-number"))


def example_of(version: TemplateVersion, program: Program | None = None) -> Content:
    """The version as an agreement of this program (else of one with the product's defaults) would look."""
    shape = version.template.shape
    return examples.example(
        version.name,
        version.sections,
        version.language,
        program or examples.program_like(version.template.kind),
        shape,
        today=timezone.localdate(),
        zone=Organization.get().time_zone,
    )


def _place(template: AgreementTemplate) -> tuple[int, int, bool]:
    """Mentoring before coaching, two people before more, the default before others; then by name."""
    kinds, shapes = ProgramKind.values, TemplateShape.values
    return kinds.index(template.kind), shapes.index(template.shape), not template.is_default


def _newer_of_ours(template: AgreementTemplate) -> set[str]:
    """Where the text in use is the organization's own, and ours is neither that nor what shipped last."""
    if not template.shipped_key:
        return set()
    found = set()
    versions = list(template.versions.order_by("number"))
    for language in catalogue.LANGUAGES:
        ours = catalogue.shipped_text(template.shipped_key, language)
        here = [one for one in versions if one.language == language]
        in_use = next((one for one in here if one.state == TemplateState.PUBLISHED), None)
        if ours is None or in_use is None or in_use.is_shipped:
            continue
        known = [in_use, *[one for one in here if one.is_shipped][-1:]]
        if all((one.name, one.sections) != (ours["name"], ours["sections"]) for one in known):
            found.add(language)
    return found


def _lines(template: AgreementTemplate) -> list[LanguageLine]:
    lines: dict[str, LanguageLine] = {}
    for version in template.versions.all():
        line = lines.setdefault(version.language, LanguageLine(version.language))
        if version.state == TemplateState.PUBLISHED:
            line.published = version
        elif version.state == TemplateState.DRAFT:
            line.draft = version
        else:
            line.retired.append(version)
    return sorted(lines.values(), key=lambda line: list(catalogue.LANGUAGES).index(line.language))
