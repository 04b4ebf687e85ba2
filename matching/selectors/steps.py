"""What waits for a person in matching: requests to answer, places to take, mentors to find, clients to assign."""

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.steps import NextStep, StepUrgency
from matching.bridge.profiles import room_left
from matching.bridge.runs import clients_without_coach
from matching.enums import RoundState, WaitlistState
from matching.models import ChemistryMeeting, MatchRequest, PartnershipMember, Proposal, Ranking, WaitlistEntry
from matching.selectors.bulk import bulk_steps
from matching.selectors.rankings import ranking_steps, ranks_first
from people.models import Person
from program.enums import ProgramKind, Role
from program.models import Enrollment, Program
from program.permissions import MATCHING_PHASES
from program.selectors.standing import current_roles, runs_programs


def steps_for(person: Person) -> list[NextStep]:
    """The person's next steps in matching, in no particular order; nobody is asked about roles they do not have."""
    roles, found = current_roles(person), []
    if Role.MENTEE in roles:
        found += [*_offers(person), *_proposals_to_answer(person), *_sent_requests(person), *_mentors_to_find(person)]
    if Role.MENTOR in roles:
        found += [*_requests_to_answer(person), *_mentees_to_write_to(person)]
    if {Role.MENTEE, Role.MENTOR} & roles:
        found += ranking_steps(person)
    if {Role.CLIENT, Role.COACH} & roles:
        found += _first_talks(person)
    if runs_programs(person):
        found += [*_runs_to_make(person), *bulk_steps(person)]
    return found


def _requests_to_answer(person: Person) -> list[NextStep]:
    asked = MatchRequest.objects.asked_of(person).pending().filter(mentor__paused_at__isnull=True)
    due = list(asked.order_by("expires_at").values_list("expires_at", flat=True))
    if not due:
        return []
    count = {"count": len(due)}
    return [
        NextStep(
            title=ngettext(
                "Somebody asks you to be their mentor", "%(count)d people ask you to be their mentor", len(due)
            )
            % count,
            text=_("See why you fit and what they hope for. A short answer helps, also a no."),
            url=reverse("request_list"),
            label=_("Read and answer"),
            urgency=StepUrgency.NOW,
            due_at=due[0],
        )
    ]


def _proposals_to_answer(person: Person) -> list[NextStep]:
    """Mentors who have written to a mentee."""
    waiting = Proposal.objects.pending().made_to(person).filter(mentee__paused_at__isnull=True)
    return [
        NextStep(
            title=_("%(name)s would like to be your mentor") % {"name": proposal.mentor.person.get_full_name()},
            text=_("Read what they wrote and why you may fit. A short answer helps, also a no."),
            url=reverse("proposal_detail", args=[proposal.pk]),
            label=_("Read and answer"),
            urgency=StepUrgency.NOW,
            due_at=proposal.expires_at,
        )
        for proposal in waiting.select_related("mentor__person").order_by("expires_at", "pk")
    ]


def _mentees_to_write_to(person: Person) -> list[NextStep]:
    """For a mentor who has room, has nobody waiting, and has proposed themself to nobody: mentees look."""
    mine = Enrollment.objects.own(person).available().filter(role=Role.MENTOR, is_accepting=True)
    mine = mine.filter(cohort__program__allows_proposals=True, cohort__program__state__in=MATCHING_PHASES)
    mine = mine.filter(~ranks_first())
    pending = Proposal.objects.pending().filter(mentor=OuterRef("pk"))
    looking = Enrollment.objects.available().filter(
        ~Exists(PartnershipMember.objects.filter(enrollment=OuterRef("pk"), slot__isnull=False)),
        ~Exists(MatchRequest.objects.pending().filter(mentee=OuterRef("pk"))),
        cohort=OuterRef("cohort"),
        role=Role.MENTEE,
        is_open_to_proposals=True,
    )
    idle = list(mine.filter(~Exists(pending), Exists(looking)).select_related("cohort__program"))
    room = room_left([mentor.pk for mentor in idle]) if idle else {}
    return [
        NextStep(
            title=_("Mentees in %(program)s are looking for a mentor") % {"program": mentor.program},
            text=_("You have room. See who they are, and write to somebody who fits."),
            url=reverse("mentee_list", args=[mentor.pk]),
            label=_("See mentees"),
            urgency=StepUrgency.WHENEVER,
        )
        for mentor in idle
        if room[mentor.pk] > 0
    ]


def _sent_requests(person: Person) -> list[NextStep]:
    """Whose answer a mentee waits for; when that mentor became full meanwhile, there is something to choose."""
    asked = MatchRequest.objects.pending().sent_by(person).filter(asked_at__isnull=False)
    waiting = list(asked.select_related("mentor__person"))
    room = room_left([request.mentor_id for request in waiting]) if waiting else {}
    return [_full_step(request) if room[request.mentor_id] < 1 else _asked_step(request) for request in waiting]


def _full_step(request: MatchRequest) -> NextStep:
    return NextStep(
        title=_("%(name)s has no place left just now") % {"name": request.mentor.person.get_full_name()},
        text=_("You can wait in line and have your next choice asked meanwhile."),
        url=reverse("request_own_list", args=[request.mentee_id]),
        label=_("Choose what to do"),
    )


def _asked_step(request: MatchRequest) -> NextStep:
    return NextStep(
        title=_("%(name)s has your request") % {"name": request.mentor.person.get_full_name()},
        text=_("You hear from us as soon as they answer. You can name a next choice meanwhile."),
        url=reverse("request_own_list", args=[request.mentee_id]),
        label=_("See your requests"),
        urgency=StepUrgency.WHENEVER,
    )


def _offers(person: Person) -> list[NextStep]:
    offers = WaitlistEntry.objects.filter(mentee__person=person, state=WaitlistState.OFFERED)
    return [
        NextStep(
            title=_("A place with %(name)s is free for you") % {"name": entry.mentor.person.get_full_name()},
            text=_("You waited for it. After the date it goes to the next person."),
            url=reverse("waitlist_take", args=[entry.pk]),
            label=_("Answer the offer"),
            urgency=StepUrgency.NOW,
            due_at=entry.offer_ends_at,
        )
        for entry in offers.select_related("mentor__person")
    ]


def _mentors_to_find(person: Person) -> list[NextStep]:
    mine = Enrollment.objects.own(person).available().filter(role=Role.MENTEE)
    mine = mine.filter(cohort__program__state__in=MATCHING_PHASES)
    held = PartnershipMember.objects.filter(enrollment=OuterRef("pk"), slot__isnull=False)
    pending = MatchRequest.objects.pending().filter(mentee=OuterRef("pk"))
    looking = mine.filter(~Exists(held), ~Exists(pending), ~ranks_first()).select_related("cohort__program")
    return [
        NextStep(
            title=_("Find your mentor"),
            text=_("Mentors in %(program)s are ranked for you, with the reasons.") % {"program": enrollment.program},
            url=reverse("mentor_list", args=[enrollment.pk]),
            label=_("See mentors"),
        )
        for enrollment in looking
    ]


def _first_talks(person: Person) -> list[NextStep]:
    """A client with coaches to meet, less urgent once there is an order; a coach whom clients may ask. One query."""
    own = Enrollment.objects.own(person).current()
    mine = ChemistryMeeting.objects.filter(Q(client__in=own) | Q(coach__in=own))
    ranked = Ranking.objects.filter(owner=OuterRef("client"))
    rows = mine.filter(round__state=RoundState.OPEN).annotate(has_order=Exists(ranked))
    found = rows.order_by().values_list("client", "client__person", "coach", "round__ends_on", "has_order")
    steps = {}
    for client, owner, coach, ends_on, has_order in found.distinct():
        if owner == person.pk:
            due_on = None if has_order else ends_on
            steps[client] = _talks_step(client, due_on, _("Coaches you can meet"), _("See the coaches"), is_client=True)
        else:
            steps[coach] = _talks_step(coach, None, _("Clients may ask you for a first talk"), _("See the clients"))
    return list(steps.values())


def _talks_step(enrollment: UUID, due_on: date | None, title: str, label: str, *, is_client: bool = False) -> NextStep:
    return NextStep(
        title=title,
        text=_("Meet them, then put them in your order. Only you read it.")
        if is_client
        else _("They were proposed to meet you. It binds nobody."),
        url=reverse("chemistry_own", args=[enrollment]),
        label=label,
        urgency=StepUrgency.SOON if due_on else StepUrgency.WHENEVER,
        due_at=timezone.make_aware(datetime.combine(due_on, time(23, 59))) if due_on else None,
    )


def _runs_to_make(person: Person) -> list[NextStep]:
    """For those who run a coaching program: clients wait, or a result waits to be published."""
    programs = Program.objects.managed_by(person).filter(kind=ProgramKind.COACHING, state__in=MATCHING_PHASES)
    waiting = clients_without_coach(Enrollment.objects.filter(cohort__program__in=programs))
    counts = waiting.order_by("cohort__program__name").values_list("cohort__program", "cohort__program__name")
    return [
        NextStep(
            title=ngettext(
                "%(count)d client waits for a coach in %(program)s",
                "%(count)d clients wait for a coach in %(program)s",
                count,
            )
            % {"count": count, "program": name},
            text=_("Work out the best assignment, look at it, then publish it."),
            url=reverse("assignment_list", args=[pk]),
            label=_("Assign coaches"),
        )
        for pk, name, count in counts.annotate(count=Count("pk", distinct=True))
    ]
