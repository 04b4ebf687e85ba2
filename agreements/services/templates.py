"""Templates: which one is in use, and the shipped ones put in place."""

from typing import Any

from django.db import transaction

from agreements import catalogue
from agreements.models import AgreementTemplate
from program.enums import ProgramKind


def in_use(kind: str, has_sponsor: bool, language: str) -> AgreementTemplate:
    """The current template; in the fallback language when that language has none. Puts the shipped ones in place when
    there are none at all."""
    has_sponsor = has_sponsor and kind == ProgramKind.COACHING
    wanted = AgreementTemplate.objects.filter(kind=kind, has_sponsor=has_sponsor, is_current=True)
    found = wanted.filter(language=language).first() or wanted.filter(language=catalogue.FALLBACK).first()
    if found is None:
        put_in_place(AgreementTemplate)
        found = wanted.filter(language=language).first() or wanted.get(language=catalogue.FALLBACK)
    return found


@transaction.atomic
def put_in_place(model: Any) -> int:
    """Add each shipped template that has no current one in its place; answers how many. Changes none that exists.

    `model` is AgreementTemplate, or a migration's view of it.
    """
    added = 0
    for values in catalogue.default_templates():
        place = {name: values[name] for name in ("kind", "has_sponsor", "language")}
        if not model.objects.filter(**place).exists():
            made = model.objects.bulk_create([model(number=1, is_current=True, **values)], ignore_conflicts=True)
            added += len(made)
    return added
