"""What people say about themselves, and how they like their pages."""

from collections.abc import Sequence

from django.db import transaction

from core import audit
from people.enums import SkillSource, Theme
from people.models import Person, PersonSkill
from people.services import skills

OWN_FIELDS = ("about", "languages", "language", "time_zone", "theme")


@transaction.atomic
def change(person: Person, *, own_skills: Sequence[str], by: Person, **fields: object) -> None:
    """Store the person's own words and preferences (see OWN_FIELDS) and their own skills.

    Skills that came with an import stay; a skill named that is already there by import is not doubled.
    """
    unknown = fields.keys() - set(OWN_FIELDS)
    if unknown:
        raise TypeError(f"not a profile field: {sorted(unknown)}")
    locked = Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    changed = sorted(name for name, value in fields.items() if getattr(locked, name) != value)
    for name in changed:
        setattr(locked, name, fields[name])
        setattr(person, name, fields[name])
    if changed:
        locked.save(update_fields=changed)
    if _set_own_skills(locked, own_skills):
        changed.append("skills")
    if changed:
        audit.record("person.profile", locked, by=by, fields=changed)


def set_theme(person: Person, theme: Theme) -> None:
    """Light, dark or as the device has it. A matter of taste: it leaves no audit entry."""
    Person.objects.filter(pk=person.pk).update(theme=theme)


def _set_own_skills(person: Person, names: Sequence[str]) -> bool:
    wanted = {name.lower(): name for name in names}
    listed = PersonSkill.objects.filter(person=person).select_related("skill")
    have = {mine.skill.name.lower(): mine for mine in listed}
    gone = [mine.pk for key, mine in have.items() if mine.source == SkillSource.OWN and key not in wanted]
    PersonSkill.objects.filter(pk__in=gone).delete()
    new = skills.named(name for key, name in wanted.items() if key not in have)
    PersonSkill.objects.bulk_create(
        [PersonSkill(person=person, skill=skill, source=SkillSource.OWN) for skill in new], ignore_conflicts=True
    )
    return bool(gone or new)
