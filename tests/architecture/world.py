"""A small organization in which everything has happened once, and every word that somebody wrote is unique.

`build()` uses the factories and services that pages use. It answers with the people by role, the objects by name, and
the words by who may read them.
"""

import math
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from agreements.enums import SectionKind
from agreements.models import Agreement
from agreements.services import comments, documents, sections, versions
from agreements.services import goals as goal_services
from matching.enums import WaitlistState
from matching.models import Partnership, WaitlistEntry
from matching.services import (
    chemistry,
    credentials,
    exclusions,
    favourites,
    pools,
    proposals,
    requests,
    runs,
    steps_in,
    waitlist,
)
from notifications.services import sweep
from people.models import Person
from people.services import imports
from program.enums import EnrollmentState, ProgramKind, ProgramState, Role
from program.models import Enrollment, OrientationStep, Program, ProgramManager
from sessions.models import PrivateNote
from sessions.services import actions, check_ins, closures, focuses, logs, notes, statements
from tests.architecture.matrix import ROLES
from tests.architecture.words import Aviary
from tests.factories import templates
from tests.factories.agreements import make_agreement, make_schedule, open_version, propose, sign_by_all
from tests.factories.bulk import make_bulk, match_all, mentees_of, mentors_of, rank
from tests.factories.matching import make_partnership
from tests.factories.people import make_admin, make_organization, make_person
from tests.factories.program import make_cohort, make_enrollment, make_manager, make_orientation, make_program
from tests.factories.sessions import make_action, make_meeting

PAIR = ("mentor", "mentee")
COACHING = ("coach", "client")
LOG_PARTS = ("observations", "questions", "insights", "next_steps")


@dataclass(slots=True)
class World:
    """The people by role, the primary keys by the name that the matrix uses, and the words."""

    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    words: Aviary = field(default_factory=Aviary)

    def keep(self, **things: Any) -> None:
        """Remember rows by name."""
        self.things |= {name: getattr(thing, "pk", thing) for name, thing in things.items()}


def build() -> World:
    """Everything there is, once. Needs the database; leaves nothing outside it."""
    world = World()
    _people(world)
    _mentoring(world)
    _other_partnership(world)
    _requests(world)
    _coaching(world)
    _assignment(world)
    _coaches(world)
    _bulk(world)
    _elsewhere(world)
    _imports(world)
    _templates(world)
    documents.make_waiting(math.inf)
    sweep.run(timezone.now())
    return world


def _people(world: World) -> None:
    make_organization()
    people = world.people
    for role in ROLES[1:]:
        people[role] = make_admin() if role == "admin" else make_person(role.replace("_", " ").title(), "Person")
    people["leader"].is_senior_leader = True
    people["leader"].save()
    people["client"].manager = people["sponsor"]
    people["client"].save()
    world.keep(person=people["mentee"], fellow_person=people["fellow"])


def _enroll(world: World, name: str, role: str, cohort: str, **fields: Any) -> Enrollment:
    """Somebody of the world in a role, with a profile in unique words that only the program reads."""
    person = world.people.get(name) or make_person(name.title(), "Person")
    readers = set(ROLES) - {"anonymous", "stranger", "other_manager", "leader"}
    words = {
        part: world.words.put(f"profile of {name}: {part}", *readers, sealed=False)
        for part in ("headline", "hopes", "experience")
    }
    enrollment = make_enrollment(world.things[cohort], role, person=person, **words, **fields)
    world.things[f"{name}_enrollment"] = enrollment.pk
    return enrollment


def _write_agreement(world: World, agreement: Agreement, name: str, *readers: str, place: str = "") -> None:
    """A word in every section of the draft, and a goal."""
    put, by = world.words.put, agreement.parties.exclude(role=Role.SPONSOR).first().person
    for section in open_version(agreement).sections.order_by("position"):
        # Of what is between coach and client the sponsor sees the title only.
        hidden_from = {"sponsor"} if not section.is_for_sponsor else set()
        body = put(f"{name} agreement, section {section.key}", *(set(readers) - hidden_from))
        if section.kind == SectionKind.SCHEDULE:
            schedule = make_schedule(first_on=timezone.localdate() + timedelta(days=200), place=place)
            sections.write_schedule(section, schedule, by=by, revision=section.revision, body=body)
        elif section.kind == SectionKind.EXCHANGE:
            shown = {"attendance": True, "goals": True, "midpoint": True, "closing": True, "assessment": True}
            sections.write_exchange(section, shown, by=by, revision=section.revision, body=body)
        else:
            sections.write(section, by=by, revision=section.revision, body=body)
    title, measure = put(f"{name} goal", *readers), put(f"{name} goal's measure", *readers)
    goal_services.add(agreement, by=by, title=title, measure=measure)


def _mentoring(world: World) -> None:
    """A running program, a pair that found each other by a request, their signed agreement and two meetings."""
    people, put = world.people, world.words.put
    program = make_program(name="Mentoring one", guide_capacity=2, allows_proposals=True)
    cohort = make_cohort(program)
    make_orientation(program, Role.MENTEE), make_orientation(program, Role.MENTOR)
    world.things["mentoring_cohort"] = cohort
    people["manager"] = make_manager(program, email="manager@people.example")
    mentor = _enroll(world, "mentor", Role.MENTOR, "mentoring_cohort", offers=["Negotiation"])
    mentee = _enroll(world, "mentee", Role.MENTEE, "mentoring_cohort", wants=["Negotiation"])
    asked = requests.send(mentee, mentor, put("message to the mentor", *PAIR, sealed=False), by=mentee.person)
    partnership = requests.accept(asked, by=mentor.person)
    _write_agreement(world, partnership.agreement, "mentoring", *PAIR, place=put("agreed place", *PAIR, sealed=False))
    sign_by_all(partnership)
    _meetings(world, partnership, "mentoring", seeker="mentee", guide="mentor")
    newcomer = make_enrollment(cohort, Role.MENTEE, state=EnrollmentState.INVITED)
    ready_soon = make_enrollment(cohort, Role.MENTEE, state=EnrollmentState.ACCEPTED)
    world.keep(
        program=program,
        cohort=cohort,
        managership=ProgramManager.objects.get(program=program),
        orientation_page=OrientationStep.objects.filter(program=program, role=Role.MENTEE).first(),
        invited_enrollment=newcomer,
        accepted_enrollment=ready_soon,
        answered_request=asked,
        partnership=partnership,
        agreement=partnership.agreement,
    )


def _meetings(world: World, partnership: Partnership, name: str, *, seeker: str, guide: str) -> None:
    """A meeting ahead with its focus, a held one with log, notes and actions, and a check-in on the goal."""
    people, put, both = world.people, world.words.put, (seeker, guide)
    mine, theirs = people[seeker], people[guide]
    ahead = make_meeting(partnership, starts_in=timedelta(days=3), place=put(f"{name} place", *both, sealed=False))
    parts = ("focus", "where_now", "willing_to")
    shared = {part: put(f"{name} {part}", *both) for part in parts}
    focuses.save(ahead, shared, share=True, revision=0, by=mine)
    later = make_meeting(partnership, starts_in=timedelta(days=17))
    unshared = {part: put(f"{name} {part}, not shared", seeker) for part in parts}
    focuses.save(later, unshared, share=False, revision=0, by=mine)
    held = make_meeting(partnership, starts_in=timedelta(days=-2))
    owner = next(member.person_id for member in partnership.members.filter(person=mine))
    title, measure = put(f"{name} action", *both), put(f"{name} action's measure", *both)
    new = actions.NewAction(title, owner, timezone.localdate() + timedelta(days=5), measure=measure)
    words = {part: put(f"{name} log: {part}", *both) for part in LOG_PARTS}
    note = put(f"{name} private note of the {guide}", guide)
    logs.save(held, logs.LogEntry(60, words, 0, note=note, new_actions=[new]), by=theirs)
    notes.save(held, put(f"{name} private note of the {seeker}", seeker), revision=0, by=mine)
    dropped = make_action(partnership, mine, put(f"{name} dropped action", *both))
    actions.drop(dropped, put(f"{name} reason for dropping", *both), by=mine)
    goal = partnership.goals.get()
    check_ins.check_goal(goal, 1, put(f"{name} check-in", *both), by=mine)
    world.keep(
        **{
            f"{name}_meeting_ahead": ahead,
            f"{name}_meeting_later": later,
            f"{name}_meeting_held": held,
            f"{name}_note": PrivateNote.objects.get(meeting=held, author=mine),
            f"{name}_guide_note": PrivateNote.objects.get(meeting=held, author=theirs),
            f"{name}_action": partnership.actions.get(state="open"),
            f"{name}_goal": goal,
        }
    )


def _other_partnership(world: World) -> None:
    """A draft agreement of two others in the same program, and one that waits for signatures."""
    put = world.words.put
    fellow = _enroll(world, "fellow", Role.MENTOR, "mentoring_cohort", offers=["Negotiation"], capacity=3)
    drafting = make_partnership(guide=fellow)
    agreement = make_agreement(drafting)
    _write_agreement(world, agreement, "draft", "fellow")
    signing = make_agreement(make_partnership(guide=fellow))
    versions.take_back(propose(signing), by=fellow.person)
    proposed = propose(signing)
    first = open_version(agreement).sections.get(key="purpose")
    sections.write(first, by=fellow.person, revision=first.revision, body=put("draft, a later wording", "fellow"))
    first.refresh_from_db()
    world.keep(
        draft_wording=first.revisions.first(),
        draft_comment=comments.write(agreement, "purpose", by=fellow.person, body=put("comment on a draft", "fellow")),
        draft_partnership=drafting,
        draft_agreement=agreement,
        draft_section=first,
        draft_goal=drafting.goals.get(),
        signing_agreement=proposed.agreement,
    )
    ending = make_partnership(guide=fellow)
    sign_by_all(ending)
    closures.begin(ending, by=fellow.person)
    words = {part: put(f"reflection: {part}", "fellow") for part in ("learned", "thanks")}
    about_goals = {goal.pk: (1, put("reflection: a goal", "fellow")) for goal in ending.goals.all()}
    closures.reflect(ending, by=fellow.person, goals=about_goals, **words)
    closures.end_early(ending, reason=put("reason for ending", "fellow"), by=fellow.person)
    world.keep(ended_partnership=ending)


def _requests(world: World) -> None:
    """A mentee who has asked one mentor, keeps a second choice, was declined by a third and waits for a fourth."""
    put, cohort = world.words.put, world.things["mentoring_cohort"]
    seeker = _enroll(world, "seeker", Role.MENTEE, "mentoring_cohort", wants=["Negotiation"], is_open_to_proposals=True)
    fellow, mentor = (Enrollment.objects.get(pk=world.things[f"{name}_enrollment"]) for name in ("fellow", "mentor"))
    _proposals(world, seeker, fellow, mentor)
    unkind, free, full = (make_enrollment(cohort, Role.MENTOR, offers=["Negotiation"]) for _ in range(3))
    declined = requests.send(seeker, unkind, put("declined message", "seeker", sealed=False), by=seeker.person)
    requests.decline(declined, put("reason for declining", "seeker", sealed=False), by=unkind.person)
    asked = requests.send(seeker, fellow, put("asked message", "seeker", "fellow", sealed=False), by=seeker.person)
    second = requests.send(seeker, mentor, put("second choice", "seeker", sealed=False), by=seeker.person)
    passed = requests.send(seeker, free, put("message passed on", "seeker", sealed=False), by=seeker.person)
    admin = world.people["admin"]
    steps_in.pass_on(passed, put("reason for stepping in", "manager", "admin", sealed=False), by=admin)
    favourites.keep(seeker, free, by=seeker.person)
    full.capacity = 1
    full.save()
    make_partnership(guide=full)
    entry = waitlist.join(seeker, full, by=seeker.person)
    offered = WaitlistEntry.objects.create(
        mentee=seeker,
        mentor=make_enrollment(cohort, Role.MENTOR),
        state=WaitlistState.OFFERED,
        offered_at=timezone.now(),
        offer_ends_at=timezone.now() + timedelta(days=2),
    )
    world.keep(
        free_mentor=free,
        full_mentor=full,
        asked_request=asked,
        second_request=second,
        waitlist_entry=entry,
        offered_entry=offered,
    )


def _proposals(world: World, seeker: Enrollment, fellow: Enrollment, mentor: Enrollment) -> None:
    """One mentor was declined by the mentee, another waits for an answer; somebody else could be written to."""
    put = world.words.put
    declined = proposals.propose(
        fellow, seeker, put("declined proposal", "fellow", "seeker", sealed=False), by=fellow.person
    )
    proposals.decline(
        declined, put("reason for declining a proposal", "fellow", "seeker", sealed=False), by=seeker.person
    )
    words = put("proposal", "mentor", "seeker", sealed=False)
    world.keep(
        declined_proposal=declined,
        proposal=proposals.propose(mentor, seeker, words, by=mentor.person),
        open_mentee=make_enrollment(seeker.cohort, Role.MENTEE, is_open_to_proposals=True),
    )


def _coaching(world: World) -> None:
    """Coach, client and sponsor with a signed agreement, meetings, and two statements."""
    people, put, three = world.people, world.words.put, (*COACHING, "sponsor")
    program = make_program(ProgramKind.COACHING, name="Coaching one", has_sponsor=True)
    ProgramManager.objects.create(program=program, person=people["manager"])
    world.keep(coaching_program=program)
    world.things["coaching_cohort"] = make_cohort(program)
    coach = _enroll(world, "coach", Role.COACH, "coaching_cohort", capacity=4)
    client = _enroll(world, "client", Role.CLIENT, "coaching_cohort")
    former = _enroll(world, "former", Role.COACH, "coaching_cohort")
    partnership = make_partnership(guide=coach, seeker=client, sponsor=people["sponsor"])
    agreement = make_agreement(partnership)
    _write_agreement(world, agreement, "coaching", *three, place=put("coaching place agreed", *three, sealed=False))
    said = put("comment between coach and client", *COACHING)
    world.keep(hidden_comment=comments.write(agreement, "ground_rules", by=coach.person, body=said))
    comments.write(agreement, "confidentiality", by=coach.person, body=put("comment for all three", *three))
    sign_by_all(partnership)
    _meetings(world, partnership, "coaching", seeker="client", guide="coach")
    draft = put("statement, draft", *COACHING)
    midpoint = statements.write(partnership, "midpoint", draft, revision=0, by=coach.person)
    released = statements.write(partnership, "closing", put("statement, released", *three), revision=0, by=coach.person)
    statements.release(released, revision=1, by=client.person)
    partnership.members.create(person=former.person, enrollment=former, role=Role.COACH, left_at=timezone.now())
    left = make_meeting(partnership, starts_in=timedelta(days=-20), people=[former.person, client.person])
    own = PrivateNote.objects.create(
        meeting=left, author=former.person, body=put("note of the coach who left", "former"), revision=1
    )
    world.keep(
        coaching_partnership=partnership,
        coaching_agreement=agreement,
        draft_statement=midpoint,
        released_statement=released,
        former_note=own,
        former_meeting=left,
    )


def _assignment(world: World) -> None:
    """Two clients wait; a run was reviewed."""
    cohort, admin = world.things["coaching_cohort"], world.people["admin"]
    for _ in range(2):
        make_enrollment(cohort, Role.CLIENT)
    run = runs.run(cohort, {}, by=admin)
    runs.review(run, by=admin)
    exclusion = exclusions.leave_out(run, seeker=run.pairs.last().seeker, by=admin)
    world.keep(run=run, pair=run.pairs.first(), exclusion=exclusion)


def _bulk(world: World) -> None:
    """A cohort that is matched at once: both sides have ranked, and a result waits."""
    cohort = make_bulk(mentees=5, mentors=3, name="Everybody at once")
    ProgramManager.objects.create(program=cohort.program, person=world.people["manager"])
    mentee = make_enrollment(cohort, Role.MENTEE, world.people["seeker"], wants=["Negotiation"])
    mentor = make_enrollment(cohort, Role.MENTOR, world.people["mentor"], offers=["Negotiation"])
    rank(mentee, mentor, *mentors_of(cohort)[:2])
    rank(mentor, mentee, *mentees_of(cohort)[:2])
    run = match_all(cohort, by=world.people["admin"])
    world.keep(bulk_program=cohort.program, bulk_cohort=cohort, bulk_mentee=mentee, bulk_mentor=mentor, bulk_run=run)


def _coaches(world: World) -> None:
    """A pool, a credential, and an open round of first talks in a second cohort."""
    people, put, admin = world.people, world.words.put, world.people["admin"]
    program = Program.objects.get(pk=world.things["coaching_program"])
    program.has_chemistry_meetings = True
    program.save()
    pool = pools.create(program, put("name of a pool", "manager", "admin", sealed=False), is_external=True, by=admin)
    coach = Enrollment.objects.get(pk=world.things["coach_enrollment"])
    pools.set_members(pool, [coach], shown=[coach], by=admin)
    readers = ("coach", "manager", "admin")
    name, issuer = (put(f"credential: {part}", *readers, sealed=False) for part in ("name", "issuer"))
    credential = credentials.record(people["coach"], name, issuer=issuer, valid_until=None, by=admin)
    cohort = make_cohort(program)
    hopes = put("hopes of a client who meets coaches", "coach", sealed=False)
    client = make_enrollment(cohort, Role.CLIENT, person=people["client"], hopes=hopes)
    meets = make_enrollment(cohort, Role.COACH, person=people["coach"])
    make_enrollment(cohort, Role.COACH)
    started = chemistry.start(cohort, timezone.localdate() + timedelta(days=2), by=admin)
    first, second = started.meetings.filter(client=client)
    met = chemistry.Answer("met", timezone.localdate(), 2), chemistry.Answer("proposed", None, 1)
    chemistry.answer(started, client, {first.pk: met[0], second.pk: met[1]}, by=client.person)
    world.keep(
        pool=pool,
        credential=credential,
        chemistry_round=started,
        meeting_client_enrollment=client,
        meeting_coach_enrollment=meets,
    )


def _elsewhere(world: World) -> None:
    """A program that somebody else runs, and one that is still a draft."""
    program = make_program(name="Somebody else's")
    ProgramManager.objects.create(program=program, person=world.people["other_manager"])
    make_cohort(program)
    draft = make_program(state=ProgramState.DRAFT, name="Not open yet")
    ProgramManager.objects.create(program=draft, person=world.people["manager"])
    world.keep(other_program=program, draft_program=draft, coaching_cohort=world.things["coaching_cohort"])


def _templates(world: World) -> None:
    """A template as it ships, what is in use of it, and a draft of the next version."""
    template = templates.shipped()
    draft = templates.make_draft(template, by=world.people["admin"])
    world.keep(template=template, template_version=templates.in_use(template), template_draft=draft)


def _imports(world: World) -> None:
    """A file of people whose columns wait to be confirmed."""
    word = world.words.put("import file", "admin", sealed=False)
    lines = f"employee_id,email,first_name,last_name,manager\nE1,e1@people.example,{word},New,nobody\n"
    world.keep(person_import=imports.upload(lines.encode(), file_name="people.csv", by=world.people["admin"]))
