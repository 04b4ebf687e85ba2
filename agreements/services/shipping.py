"""The templates that ship, put in place and kept up to date. What an admin wrote is never touched."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements import catalogue
from agreements.enums import TemplateState
from agreements.models import AgreementTemplate, TemplateVersion


@transaction.atomic
def put_in_place() -> int:
    """Add what is missing of each shipped template, and a newer text where ours was never changed; how many versions.

    A second call changes nothing. Agreements that exist keep the version they began from.
    """
    return sum(_ship(values) for values in catalogue.default_templates())


def _ship(values: dict[str, Any]) -> int:
    place = {name: values[name] for name in ("kind", "shape")}
    template, _is_new = AgreementTemplate.objects.get_or_create(
        shipped_key=values["key"],
        defaults={
            **place,
            "name": values["label"],
            "is_default": not AgreementTemplate.objects.filter(**place, is_default=True).exists(),
        },
    )
    versions = TemplateVersion.objects.filter(template=template, language=values["language"])
    latest = versions.select_for_update().order_by("-number").first()
    if latest is not None and (not latest.is_shipped or _is_same(latest, values)):
        return 0
    if latest is not None:
        TemplateVersion.objects.filter(pk=latest.pk).update(state=TemplateState.RETIRED)
    TemplateVersion.objects.create(
        template=template,
        language=values["language"],
        number=latest.number + 1 if latest else 1,
        state=TemplateState.PUBLISHED,
        name=values["name"],
        sections=values["sections"],
        is_shipped=True,
        published_at=timezone.now(),
    )
    return 1


def _is_same(version: TemplateVersion, values: dict[str, Any]) -> bool:
    return (version.name, version.sections) == (values["name"], values["sections"])
