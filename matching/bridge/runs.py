"""Who takes part in an assignment run, as the engine's people, with the pairs that must stay apart."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import QuerySet

from matching import engine
from matching.bridge.profiles import Profiles, key_of
from matching.enums import CURRENT_PARTNERSHIP
from matching.models import PartnershipMember
from program.enums import Role
from program.models import Cohort, Enrollment


@dataclass
class Field:
    """The clients and coaches of one run. Private blocks become plain forbidden pairs: nobody sees who said so."""

    clients: list[Enrollment]
    coaches: list[Enrollment]
    profiles: Profiles
    seekers: list[engine.Seeker]
    guides: list[engine.Guide]
    forbidden: list[tuple[str, str]]

    def client(self, key: str) -> Enrollment:
        """The client behind an engine key."""
        return self._client_by_key[key]

    def coach(self, key: str) -> Enrollment:
        """The coach behind an engine key."""
        return self._coach_by_key[key]

    @cached_property
    def _client_by_key(self) -> dict[str, Enrollment]:
        return {key_of(one): one for one in self.clients}

    @cached_property
    def _coach_by_key(self) -> dict[str, Enrollment]:
        return {key_of(one): one for one in self.coaches}


def clients_without_coach(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Those of these enrollments who are clients, ready, and have no coach yet."""
    partnered = PartnershipMember.objects.filter(partnership__state__in=CURRENT_PARTNERSHIP, role=Role.CLIENT)
    clients = enrollments.available().filter(role=Role.CLIENT)  # type: ignore[attr-defined]
    return clients.exclude(pk__in=partnered.values("enrollment"))


def waiting_clients(cohort: Cohort) -> list[Enrollment]:
    """Clients of a cohort who are ready and have no coach yet."""
    waiting = clients_without_coach(Enrollment.objects.filter(cohort=cohort))
    return list(waiting.select_related("person__manager", "cohort__program"))


def ready_coaches(cohort: Cohort) -> list[Enrollment]:
    """Coaches who are ready and take new people; with or without a free place."""
    coaches = Enrollment.objects.available().filter(cohort=cohort, role=Role.COACH, is_accepting=True)
    return list(coaches.select_related("person", "cohort__program"))


def field_of(clients: list[Enrollment], coaches: list[Enrollment]) -> Field:
    """These people, ready for the engine, in a constant number of queries."""
    profiles = Profiles([*clients, *coaches])
    seekers, guides = [profiles.seeker(one) for one in clients], [profiles.guide(one) for one in coaches]
    apart = [
        (seeker.key, guide.key)
        for seeker in seekers
        for guide in guides
        if guide.key in seeker.blocked or seeker.key in guide.blocked
    ]
    return Field(
        clients,
        coaches,
        profiles,
        [replace(seeker, blocked=frozenset()) for seeker in seekers],
        [replace(guide, blocked=frozenset()) for guide in guides],
        apart,
    )
