"""Templates: which one an agreement begins from, copies of them, and what programs choose."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import catalogue
from agreements.enums import TemplateShape, TemplateState
from agreements.models import AgreementTemplate, TemplateChoice, TemplateVersion
from agreements.permissions_templates import may_archive, may_be_used, may_choose_template, may_compose
from agreements.services import shipping
from core import audit
from core.rules import Refusal
from core.text import single_line
from core.transitions import AlreadyChanged
from people.models import Person
from program.models import Program

LONGEST_NAME = 120


def in_use(program: Program, shape: TemplateShape, language: str) -> TemplateVersion:
    """The published version that an agreement of this program and shape begins from.

    The program's own choice, else the default of its kind and shape, else that of a pair; in the wanted language, else
    the fallback's, else any. Puts the shipped templates in place when there are none at all.
    """
    found = _find(program, shape, language)
    if found is None:
        shipping.put_in_place()
        found = _find(program, shape, language)
    if found is None:
        raise AgreementTemplate.DoesNotExist
    return found


@transaction.atomic
def copy(template: AgreementTemplate, name: str, *, by: Person | None) -> AgreementTemplate:
    """An own template with the words of another, also of a shipped one: a draft in each of its languages.

    Raises Refusal for a name that is empty or too long, and for somebody who may not compose templates.
    """
    may_compose.check(by)
    made = AgreementTemplate.objects.create(name=_name(name), kind=template.kind, shape=template.shape, created_by=by)
    newest = template.versions.order_by("language", "-number")
    in_use = newest.filter(state=TemplateState.PUBLISHED)
    for version in in_use if in_use.exists() else newest.distinct("language"):
        TemplateVersion.objects.create(
            template=made, language=version.language, name=version.name, sections=version.sections
        )
    audit.record("template.copy", made, by=by, source=template.pk)
    return made


@transaction.atomic
def rename(template: AgreementTemplate, name: str, *, by: Person | None) -> AgreementTemplate:
    """Another name in the list of templates; agreements do not show it. Raises Refusal as `copy`."""
    template = _locked(template, by=by)
    template.name = _name(name)
    template.save(update_fields=["name"])
    audit.record("template.rename", template, by=by)
    return template


@transaction.atomic
def make_default(template: AgreementTemplate, *, by: Person | None) -> None:
    """Let programs that chose no other begin their agreements from this template. Raises Refusal when nothing of it is
    published, or it is in the archive."""
    may_compose.check(by)
    place = AgreementTemplate.objects.filter(kind=template.kind, shape=template.shape)
    # All of one place, in one order: two people who choose at once wait for each other.
    locked = {one.pk: one for one in place.select_for_update().order_by("pk")}
    if template.pk not in locked:
        raise AlreadyChanged
    may_be_used.check(by, locked[template.pk])
    place.filter(is_default=True).exclude(pk=template.pk).update(is_default=False)
    AgreementTemplate.objects.filter(pk=template.pk).update(is_default=True)
    audit.record("template.make_default", template, by=by)


@transaction.atomic
def archive(template: AgreementTemplate, *, by: Person | None) -> None:
    """Offer the template no longer; agreements that began from it go on. Raises Refusal while something needs it."""
    template = _locked(template, by=by)
    may_archive.check(by, template)
    AgreementTemplate.objects.filter(pk=template.pk, archived_at=None).update(archived_at=timezone.now())
    audit.record("template.archive", template, by=by)


@transaction.atomic
def unarchive(template: AgreementTemplate, *, by: Person | None) -> None:
    """Offer the template again."""
    template = _locked(template, by=by)
    AgreementTemplate.objects.filter(pk=template.pk).update(archived_at=None)
    audit.record("template.unarchive", template, by=by)


@transaction.atomic
def choose(program: Program, shape: TemplateShape, template: AgreementTemplate | None, *, by: Person | None) -> bool:
    """Say which template the program's next agreements of this shape begin from (None: the default); whether that is
    new. Agreements that exist stay as they are. Raises Refusal for one that does not fit or cannot be used."""
    may_choose_template.check(by, program)
    Program.objects.select_for_update().get(pk=program.pk)
    choices = TemplateChoice.objects.filter(program=program, shape=shape)
    if template is None:
        is_new = choices.delete()[0] > 0
    else:
        # The lock keeps it out of the archive until the choice is written.
        template = AgreementTemplate.objects.select_for_update().get(pk=template.pk)
        if (template.kind, template.shape) != (program.kind, shape):
            raise Refusal(_("This template is made for another kind of agreement."))
        may_be_used.check(by, template)
        is_new = not choices.filter(template=template).exists()
        TemplateChoice.objects.update_or_create(program=program, shape=shape, defaults={"template": template})
    if is_new:
        audit.record("program.choose_template", program, by=by, shape=shape, template=template and template.pk)
    return is_new


@transaction.atomic
def choose_all(program: Program, chosen: Mapping[TemplateShape, AgreementTemplate | None], *, by: Person | None) -> int:
    """Choose for several shapes at once, all of them or none; how many are new. Raises Refusal as `choose`."""
    return sum(choose(program, shape, template, by=by) for shape, template in chosen.items())


@transaction.atomic
def copy_choices(source: Program, program: Program, *, by: Person | None) -> None:
    """Let a copy of a program use the templates that the program has chosen; what was copied before stays."""
    choices = TemplateChoice.objects.filter(program=source)
    copies = [TemplateChoice(program=program, shape=one.shape, template_id=one.template_id) for one in choices]
    if TemplateChoice.objects.bulk_create(copies, ignore_conflicts=True):
        audit.record("program.copy_templates", program, by=by, source=source.pk)


def _locked(template: AgreementTemplate, *, by: Person | None) -> AgreementTemplate:
    may_compose.check(by)
    found = AgreementTemplate.objects.select_for_update().filter(pk=template.pk).first()
    if found is None:
        raise AlreadyChanged
    return found


def _name(name: str) -> str:
    name = single_line(name)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal(_("A name has 1 to %(count)s characters.") % {"count": LONGEST_NAME})
    return name


def _find(program: Program, shape: TemplateShape, language: str) -> TemplateVersion | None:
    published = TemplateVersion.objects.filter(state=TemplateState.PUBLISHED, template__archived_at=None)
    defaults = published.filter(template__kind=program.kind, template__is_default=True)
    chosen = published.filter(template__choices__program=program, template__choices__shape=shape)
    for versions in (
        chosen,
        defaults.filter(template__shape=shape),
        defaults.filter(template__shape=TemplateShape.PAIR),
    ):
        by_language = {version.language: version for version in versions.select_related("template")}
        if by_language:
            return by_language.get(language) or by_language.get(catalogue.FALLBACK) or next(iter(by_language.values()))
    return None
