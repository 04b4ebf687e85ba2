"""Who takes part in an assignment run, as the engine's people, with the pairs that must stay apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from matching import engine
from matching.bridge.coaches import parted_pairs, with_credentials
from matching.bridge.profiles import Profiles, key_of
from matching.enums import CURRENT_PARTNERSHIP, MeetingOutcome
from matching.models import AssignmentRun, ChemistryMeeting, PartnershipMember, Ranking
from program.enums import GUIDE_ROLES, SEEKER_ROLES
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
    """Those of these enrollments who are clients (or mentees), ready, and have no coach (or mentor) yet."""
    partnered = PartnershipMember.objects.filter(partnership__state__in=CURRENT_PARTNERSHIP, role__in=SEEKER_ROLES)
    clients = enrollments.available().filter(role__in=SEEKER_ROLES)  # type: ignore[attr-defined]
    return clients.exclude(pk__in=partnered.values("enrollment"))


def waiting_clients(cohort: Cohort) -> list[Enrollment]:
    """Clients of a cohort (or mentees) who are ready and have no coach (or mentor) yet."""
    waiting = clients_without_coach(Enrollment.objects.filter(cohort=cohort))
    return list(waiting.select_related("person__manager", "cohort__program"))


def ready_coaches(cohort: Cohort) -> list[Enrollment]:
    """Coaches (or mentors) who are ready, take new people and have the credentials asked for; full ones too."""
    coaches = Enrollment.objects.available().filter(cohort=cohort, role__in=GUIDE_ROLES, is_accepting=True)
    return with_credentials(list(coaches.select_related("person", "cohort__program")))


def field_for(run: AssignmentRun) -> Field:
    """Who takes part in this run: clients without a coach and coaches, without those whom it leaves out."""
    left_out = list(run.exclusions.values_list("seeker", "guide"))
    no_clients = {seeker for seeker, guide in left_out if guide is None}
    no_coaches = {guide for seeker, guide in left_out if seeker is None}
    clients = [one for one in waiting_clients(run.cohort) if one.pk not in no_clients]
    coaches = [one for one in ready_coaches(run.cohort) if one.pk not in no_coaches]
    field = field_of(clients, coaches)
    wishes = wishes_of(run, clients, coaches)
    field.seekers = [replace(one, wishes=wishes.get(one.key, ())) for one in field.seekers]
    field.forbidden += _pairs_left_out(field, left_out)
    return field


def wishes_of(
    run: AssignmentRun, clients: Iterable[Enrollment], coaches: Iterable[Enrollment]
) -> dict[str, tuple[str, ...]]:
    """The coaches each client put in order after meeting them, by key, where the run counts chemistry meetings."""
    if run.chemistry_id is None:
        return {}
    owners = {one.pk: key_of(one) for one in clients}
    others = {one.pk: key_of(one) for one in coaches}
    found: defaultdict[str, list[str]] = defaultdict(list)
    proposed = ChemistryMeeting.objects.filter(
        round=run.chemistry_id, client=OuterRef("owner"), coach=OuterRef("other")
    ).exclude(outcome=MeetingOutcome.SKIPPED)
    rows = Ranking.objects.filter(Exists(proposed), owner__in=list(owners)).order_by("owner", "rank")
    for owner, other in rows.values_list("owner", "other"):
        if other in others:
            found[owners[owner]].append(others[other])
    return {owner: tuple(keys) for owner, keys in found.items()}


def field_of(clients: list[Enrollment], coaches: list[Enrollment]) -> Field:
    """These people, ready for the engine, in a constant number of queries."""
    profiles = Profiles([*clients, *coaches])
    seekers, guides = [profiles.seeker(one) for one in clients], [profiles.guide(one) for one in coaches]
    return Field(
        clients,
        coaches,
        profiles,
        [replace(seeker, blocked=frozenset()) for seeker in seekers],
        [replace(guide, blocked=frozenset()) for guide in guides],
        _blocked(seekers, guides) + parted_pairs(clients, coaches),
    )


def _blocked(seekers: list[engine.Seeker], guides: list[engine.Guide]) -> list[tuple[str, str]]:
    clients, coaches = {one.key for one in seekers}, {one.key for one in guides}
    apart = {(seeker.key, key) for seeker in seekers for key in seeker.blocked & coaches}
    apart |= {(key, guide.key) for guide in guides for key in guide.blocked & clients}
    return sorted(apart)


def _pairs_left_out(field: Field, left_out: Sequence[tuple[UUID | None, UUID | None]]) -> list[tuple[str, str]]:
    clients = {one.pk: key_of(one) for one in field.clients}
    coaches = {one.pk: key_of(one) for one in field.coaches}
    return [(clients[seeker], coaches[guide]) for seeker, guide in left_out if seeker in clients and guide in coaches]
