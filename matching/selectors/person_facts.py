"""A person's partnerships as the organization's admins see them on the person's page: who, since when, which state."""

from django.db.models import Prefetch
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.ui.times import date_words
from matching.models import Partnership, PartnershipMember
from people.models import Person
from people.selectors.blocks import Fact


def facts_of(person: Person) -> list[Fact]:
    """The partnerships the person is or was in, the latest first; two queries. Nothing leads on: the rest is theirs."""
    members = Prefetch("members", PartnershipMember.objects.select_related("person"))
    rows = Partnership.objects.filter(members__person=person).select_related("cohort__program")
    return [_fact(row, person) for row in rows.prefetch_related(members).order_by("-matched_at")]


def _fact(row: Partnership, person: Person) -> Fact:
    others = [member.person.get_full_name() for member in row.members.all() if member.person_id != person.pk]
    own = next(member for member in row.members.all() if member.person_id == person.pk)
    words = {
        "role": own.get_role_display(),
        "program": row.program.name,
        "day": date_words(localtime(row.matched_at)),
        "end": date_words(localtime(row.ended_at)) if row.ended_at else "",
    }
    sentence = _("%(role)s in %(program)s, matched %(day)s")
    if row.ended_at:
        sentence = _("%(role)s in %(program)s, from %(day)s to %(end)s")
    return Fact(", ".join(others), sentence % words, row.state, row.get_state_display())
