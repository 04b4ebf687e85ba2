"""What waits for a person in programs: an invitation, an orientation, a profile; for managers, drafts to open."""

from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.steps import NextStep, StepUrgency
from core.ui.words import in_sentence
from program.enums import EnrollmentState, ProgramState, Role
from program.models import Enrollment, Program
from program.permissions import MATCHING_PHASES
from program.selectors.enrollments import has_complete_profile, page_counts
from program.selectors.readiness import ReadinessItem, wanting
from program.selectors.standing import runs_programs

MOST_DRAFTS = 5


def steps_for(person: Any) -> list[NextStep]:
    """The person's next steps in programs; the same number of queries for any number of enrollments."""
    mine = Enrollment.objects.own(person).filter(
        state__in=(EnrollmentState.INVITED, EnrollmentState.ACCEPTED),
        cohort__program__state__in=MATCHING_PHASES,
        paused_at__isnull=True,
    )
    right_wish = Q(role__in=(Role.MENTEE, Role.CLIENT), enrollment_skills__wish="wanted") | Q(
        role__in=(Role.MENTOR, Role.COACH), enrollment_skills__wish="offered"
    )
    skills = Count("enrollment_skills", filter=right_wish)
    rows = list(mine.select_related("cohort__program").annotate(skill_count=skills).order_by("created_at"))
    pages = page_counts(row for row in rows if row.state == EnrollmentState.ACCEPTED) if rows else {}
    steps = [_step(row, row.skill_count, *pages.get(row.pk, (0, 0))) for row in rows]
    return [step for step in steps if step] + _manager_steps(person)


def _step(enrollment: Enrollment, skill_count: int, read: int, pages: int) -> NextStep | None:
    program = enrollment.program
    if enrollment.state == EnrollmentState.INVITED:
        return NextStep(
            title=_("You are invited: %(program)s") % {"program": program.name},
            text=_("As %(role)s. Read what it is about, then say yes or no; both are fine.")
            % {"role": in_sentence(enrollment.get_role_display())},
            url=reverse("enrollment_detail", args=[enrollment.pk]),
            label=_("Read the invitation"),
            urgency=StepUrgency.NOW,
        )
    if program.needs_orientation and read < pages:
        return NextStep(
            title=_("Read the orientation for %(program)s") % {"program": program.name},
            text=_("%(read)s of %(pages)s short pages read.") % {"read": read, "pages": pages},
            url=reverse("orientation_detail", args=[enrollment.pk]),
            label=_("Go on") if read else _("Begin"),
        )
    if not has_complete_profile(enrollment, skill_count):
        return NextStep(
            title=_("Complete your profile for %(program)s") % {"program": program.name},
            text=_("A few sentences help the right people to find you."),
            url=reverse("enrollment_profile", args=[enrollment.pk]),
            label=_("Write your profile"),
        )
    return None


def _manager_steps(person: Any) -> list[NextStep]:
    if not runs_programs(person):
        return []
    drafts = Program.objects.managed_by(person).filter(state=ProgramState.DRAFT)
    # An admin runs every program; somebody else's draft is not theirs to be reminded of.
    own = drafts.filter(Q(created_by=person) | Q(managers__person=person)).distinct().order_by(F("created_at").desc())
    return [_draft_step(program) for program in own[:MOST_DRAFTS]]


def _draft_step(program: Program) -> NextStep:
    open_points = wanting(program)
    lacks = [item for item in open_points if item.is_required]
    if lacks:
        text = _("Still missing: %(what)s") % {"what": _listed(lacks)}
        label, url = _("Go on with the set-up"), reverse("program_setup", args=[program.pk])
    else:
        text, label = _("Everything is ready to open."), _("Look and open")
        if open_points:
            text = _("It can open. Not yet done: %(what)s") % {"what": _listed(open_points)}
        url = reverse("program_detail", args=[program.pk])
    return NextStep(
        title=_("Draft: %(program)s") % {"program": program.name},
        text=text,
        url=url,
        label=label,
        urgency=StepUrgency.WHENEVER,
    )


def _listed(items: list[ReadinessItem]) -> str:
    return "; ".join(str(item.label) for item in items)
