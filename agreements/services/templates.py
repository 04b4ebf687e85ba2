"""Templates: which one an agreement begins from."""

from agreements import catalogue
from agreements.enums import TemplateShape, TemplateState
from agreements.models import AgreementTemplate, TemplateVersion
from agreements.services import shipping
from program.models import Program


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
