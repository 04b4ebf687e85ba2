"""The vocabulary of skills, shared by profiles and programs."""

from collections.abc import Iterable

from django.db.models import Value
from django.db.models.functions import Lower

from core.text import single_line
from people.models import Skill

LONGEST = Skill._meta.get_field("name").max_length or 80


def named(names: Iterable[str]) -> list[Skill]:
    """The skills of these names; a name the vocabulary does not have yet (in any case of letters) is added to it."""
    wanted = {name.lower(): name for name in (single_line(name)[:LONGEST].strip() for name in names) if name}
    # The database says what the same word is, as its unique index does: Python's lower case is not quite the same.
    known = Skill.objects.annotate(key=Lower("name")).filter(key__in=[Lower(Value(name)) for name in wanted.values()])
    have = {skill.name.lower() for skill in known.all()}
    # In one order, so that two people who bring the same new words at once never wait for each other in a circle.
    missing = [Skill(name=name) for key, name in sorted(wanted.items()) if key not in have]
    Skill.objects.bulk_create(missing, ignore_conflicts=True)
    return list(known.all())
