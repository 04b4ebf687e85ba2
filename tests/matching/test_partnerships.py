"""Partnerships come to be, rest and end; places are taken and freed."""

from datetime import date

import pytest

from core.models import AuditEntry
from core.rules import Refusal
from core.transitions import AlreadyChanged
from matching.enums import PartnershipState
from matching.models import Partnership, PartnershipMember
from matching.services import partnerships
from matching.services.places import NoPlaceLeft
from notifications.models import Nudge
from program.enums import ProgramKind, Role
from program.models import Enrollment
from tests.factories.agreements import sign_by_all
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment, make_program

pytestmark = pytest.mark.django_db


def form(mentor: Enrollment, mentee: Enrollment) -> Partnership:
    members = [(mentor, mentor.person, mentor.role), (mentee, mentee.person, mentee.role)]
    return partnerships.form(mentor.cohort, members, by=mentor.person)


def make_pair(capacity: int = 2) -> tuple[Enrollment, Enrollment]:
    cohort = make_cohort()
    mentor = make_enrollment(cohort, Role.MENTOR, capacity=capacity)
    return mentor, make_enrollment(cohort, Role.MENTEE)


def slots_of(enrollment: Enrollment) -> list[int]:
    members = PartnershipMember.objects.filter(enrollment=enrollment, slot__isnull=False)
    return sorted(members.values_list("slot", flat=True))


def test_form_takes_the_lowest_places_and_tells_both() -> None:
    mentor, mentee = make_pair()
    partnership = form(mentor, mentee)
    assert partnership.state == PartnershipState.FORMING
    assert (slots_of(mentor), slots_of(mentee)) == ([1], [1])
    told = Nudge.objects.filter(kind="matched", subject_id=partnership.pk)
    assert set(told.values_list("recipient", flat=True)) == {mentor.person_id, mentee.person_id}
    assert AuditEntry.objects.get(action="partnership.form").subject_id == partnership.pk


def test_form_reuses_a_freed_place_before_a_higher_one() -> None:
    mentor, mentee = make_pair(capacity=3)
    first = form(mentor, mentee)
    form(mentor, make_enrollment(mentor.cohort, Role.MENTEE))
    partnerships.end_early(first, by=None)
    form(mentor, make_enrollment(mentor.cohort, Role.MENTEE))
    assert slots_of(mentor) == [1, 2]


def test_form_beyond_capacity_is_refused_and_leaves_nothing() -> None:
    mentor, mentee = make_pair(capacity=1)
    form(mentor, mentee)
    other = make_enrollment(mentor.cohort, Role.MENTEE)
    with pytest.raises(NoPlaceLeft):
        form(mentor, other)
    assert Partnership.objects.count() == 1
    assert slots_of(other) == []


def test_lowered_capacity_ejects_nobody_and_takes_nobody_in() -> None:
    mentor, mentee = make_pair(capacity=2)
    form(mentor, mentee)
    form(mentor, make_enrollment(mentor.cohort, Role.MENTEE))
    Enrollment.objects.filter(pk=mentor.pk).update(capacity=1)
    assert slots_of(mentor) == [1, 2]
    with pytest.raises(NoPlaceLeft):
        form(mentor, make_enrollment(mentor.cohort, Role.MENTEE))


def test_same_pair_twice_is_refused() -> None:
    cohort = make_cohort()
    mentor = make_enrollment(cohort, Role.MENTOR, capacity=2)
    mentee = make_enrollment(cohort, Role.MENTEE, capacity=2)
    form(mentor, mentee)
    with pytest.raises(Refusal):
        form(mentor, mentee)
    assert Partnership.objects.count() == 1


def test_form_with_a_sponsor_takes_no_place_of_theirs() -> None:
    cohort = make_cohort(make_program(ProgramKind.COACHING, has_sponsor=True))
    coach, client = make_enrollment(cohort, Role.COACH), make_enrollment(cohort, Role.CLIENT)
    sponsor = make_person("Sponsor")
    members = [(coach, coach.person, Role.COACH), (client, client.person, Role.CLIENT), (None, sponsor, Role.SPONSOR)]
    partnership = partnerships.form(cohort, members, by=None)
    member = partnership.members.get(person=sponsor)
    assert (member.role, member.slot, member.enrollment) == (Role.SPONSOR, None, None)


def test_activate_ends_after_the_months_of_the_program(time_machine) -> None:  # type: ignore[no-untyped-def]
    time_machine.move_to("2026-08-31T10:00:00Z")
    mentor, mentee = make_pair()
    mentor.program.duration_months = 6
    mentor.program.save()
    partnership = form(mentor, mentee)
    sign_by_all(partnership)
    assert (partnership.state, partnership.ends_on) == (PartnershipState.ACTIVE, date(2027, 2, 28))
    with pytest.raises(AlreadyChanged):
        partnerships.activate(partnership, by=mentor.person)


def test_whole_life_to_completion_keeps_the_place_until_the_end() -> None:
    mentor, mentee = make_pair()
    partnership = form(mentor, mentee)
    sign_by_all(partnership)
    partnerships.pause(partnership, by=mentor.person)
    partnerships.resume(partnership, by=mentor.person)
    partnerships.begin_closing(partnership, by=mentor.person)
    assert slots_of(mentor) == [1]
    partnerships.complete(partnership, by=mentor.person)
    assert (partnership.state, slots_of(mentor), slots_of(mentee)) == (PartnershipState.COMPLETED, [], [])
    assert Partnership.objects.visible_to(mentor.person).count() == 1
    assert not Nudge.objects.filter(kind="partnership_ended").exists()


def test_end_early_tells_the_other_side_only() -> None:
    mentor, mentee = make_pair()
    partnership = form(mentor, mentee)
    partnerships.end_early(partnership, by=mentee.person, because="asked")
    told = Nudge.objects.filter(kind="partnership_ended").values_list("recipient", flat=True)
    assert list(told) == [mentor.person_id]
    with pytest.raises(AlreadyChanged):
        partnerships.end_early(partnership, by=mentee.person)


def test_resume_of_what_is_not_paused_is_refused() -> None:
    partnership = form(*make_pair())
    with pytest.raises(Refusal):
        partnerships.resume(partnership, by=None)
    assert Partnership.objects.get().state == PartnershipState.FORMING
