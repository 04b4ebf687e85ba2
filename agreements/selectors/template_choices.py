"""Which templates a program can begin its agreements from, and which it has chosen."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.enums import TemplateShape
from agreements.models import AgreementTemplate, TemplateChoice
from agreements.selectors.templates import TemplateRow, name_of, rows
from program.enums import ProgramKind
from program.models import Program

Words = str | Promise


def shapes_of(program: Program) -> list[TemplateShape]:
    """Whose agreements a program has: two people or a group in mentoring, two or three people in coaching."""
    if program.kind == ProgramKind.MENTORING:
        return [TemplateShape.PAIR, TemplateShape.GROUP]
    return [TemplateShape.SPONSORED] if program.has_sponsor else [TemplateShape.PAIR]


def offered_for(program: Program) -> dict[TemplateShape, list[TemplateRow]]:
    """The templates that can be used, for each shape; the default first."""
    usable = [row for row in rows(AgreementTemplate.objects.filter(kind=program.kind)) if row.is_usable]
    usable.sort(key=lambda row: not row.template.is_default)
    return {shape: [row for row in usable if row.template.shape == shape] for shape in shapes_of(program)}


def chosen_by(program: Program) -> dict[str, AgreementTemplate]:
    """The program's own choices by shape; without one, the default counts."""
    choices = TemplateChoice.objects.filter(program=program).select_related("template")
    return {choice.shape: choice.template for choice in choices}


def facts_for(program: Program) -> list[tuple[Words, Words]]:
    """What new agreements of a program begin from, for its set-up."""
    chosen = chosen_by(program)
    defaults = AgreementTemplate.objects.filter(kind=program.kind, is_default=True)
    usual = {template.shape: template for template in defaults}
    labels = {
        TemplateShape.PAIR: _("Template for two people"),
        TemplateShape.GROUP: _("Template for a group"),
        TemplateShape.SPONSORED: _("Template with a sponsor"),
    }
    found: list[tuple[Words, Words]] = []
    for shape in shapes_of(program):
        template = chosen.get(shape) or usual.get(shape)
        if template:
            name = name_of(template)
            found.append((labels[shape], name if shape in chosen else _("%(name)s (the default)") % {"name": name}))
    return found


def url_for(program: Program) -> str:
    """Where the templates are chosen."""
    return reverse("program_templates", args=[program.pk])
