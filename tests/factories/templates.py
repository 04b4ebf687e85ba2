"""Templates for tests: what ships, a draft of its next version, and a copy that a program uses."""

from agreements.enums import TemplateShape, TemplateState
from agreements.models import AgreementTemplate, TemplateVersion
from agreements.services import shipping, template_versions, templates
from people.models import Person
from program.enums import ProgramKind
from tests.factories.program import make_program


def shipped(key: str = "mentoring") -> AgreementTemplate:
    """A template as it ships."""
    shipping.put_in_place()
    return AgreementTemplate.objects.get(shipped_key=key)


def in_use(template: AgreementTemplate, language: str = "en") -> TemplateVersion:
    """The published version in a language."""
    return template.versions.get(language=language, state=TemplateState.PUBLISHED)


def make_draft(template: AgreementTemplate, *, by: Person | None = None) -> TemplateVersion:
    """A draft of the next English version."""
    return template_versions.begin_draft(template, "en", by=by)


def make_own_template(name: str = "Ours", key: str = "mentoring") -> AgreementTemplate:
    """A copy of what ships, published in English."""
    copy = templates.copy(shipped(key), name, by=None)
    template_versions.publish(copy.versions.get(language="en"), by=None, revision=0)
    return copy


def make_chosen_template() -> AgreementTemplate:
    """A copy of the template for mentoring that a program has chosen."""
    copy = make_own_template()
    templates.choose(make_program(ProgramKind.MENTORING), TemplateShape.PAIR, copy, by=None)
    return copy
