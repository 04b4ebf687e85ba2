"""Who is in a partnership, and who reads what its members write."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from matching.models import Partnership, PartnershipMember
from people.models import Person
from program.enums import GUIDE_ROLES, SEEKER_ROLES, Role


def with_circle(partnerships: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """The same partnerships with program and people loaded (two queries, whatever their number)."""
    members = PartnershipMember.objects.filter(left_at=None).select_related("person", "enrollment")
    return partnerships.select_related("cohort__program").prefetch_related(Prefetch("members", members))


def members(partnership: Partnership) -> list[PartnershipMember]:
    """Everybody in it now, sponsors included; no query when loaded with `with_circle`."""
    if "members" in getattr(partnership, "_prefetched_objects_cache", {}):
        return list(partnership.members.all())
    return list(partnership.members.filter(left_at=None).select_related("person", "enrollment"))


def workers(partnership: Partnership) -> list[PartnershipMember]:
    """Those whose conversations these are: everybody but a sponsor."""
    return [member for member in members(partnership) if member.role != Role.SPONSOR]


def member_of(partnership: Partnership, person: Any) -> PartnershipMember | None:
    """This person's place in it, or None."""
    return next((member for member in members(partnership) if member.person_id == person.pk), None)


def others(partnership: Partnership, person: Any) -> list[Person]:
    """The people on the other side of the conversations, for this person."""
    return [member.person for member in workers(partnership) if member.person_id != person.pk]


def guides(partnership: Partnership) -> list[PartnershipMember]:
    """Mentors or coaches."""
    return [member for member in members(partnership) if member.role in GUIDE_ROLES]


def seekers(partnership: Partnership) -> list[PartnershipMember]:
    """Mentees or clients."""
    return [member for member in members(partnership) if member.role in SEEKER_ROLES]


def sponsors(partnership: Partnership) -> list[PartnershipMember]:
    """Sponsors, if there are any."""
    return [member for member in members(partnership) if member.role == Role.SPONSOR]


def names(people: Iterable[Person]) -> str:
    """'Ada', 'Ada and Bela', 'Ada, Bela and Cem': first names for a sentence."""
    return listed(person.get_short_name() for person in people)


def listed(words: Iterable[str]) -> str:
    """Words in a row, with 'and' before the last."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return _("%(names)s and %(last)s") % {"names": ", ".join(found[:-1]), "last": found[-1]}


def readers(partnership: Partnership, person: Any) -> str:
    """The privacy label of what the working members share: 'You and Bela'."""
    return _("%(you)s and %(others)s") % {"you": _("You"), "others": names(others(partnership, person))}
