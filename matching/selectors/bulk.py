"""Matching a whole cohort at once, for those who run the program: who is ready, and how many have ranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.steps import NextStep
from matching.bridge.bulk import recommended
from matching.bridge.profiles import Profiles
from matching.bridge.runs import clients_without_coach, ready_coaches, waiting_clients
from matching.enums import RunMethod
from matching.selectors.rankings import has_ranked, ranks_first
from people.models import Person
from program.models import Cohort, Enrollment, Program
from program.permissions import MATCHING_PHASES

# For the columns of a table.
SHORT: dict[str, Any] = {
    RunMethod.MUTUAL: gettext_lazy("Best for both"),
    RunMethod.STABLE: gettext_lazy("Stable"),
    RunMethod.COVERAGE: gettext_lazy("Most people"),
    RunMethod.SEEKERS: gettext_lazy("Mentees first"),
}
# What each way of matching does, and when it is a good choice.
ABOUT: dict[str, Any] = {
    RunMethod.MUTUAL: gettext_lazy(
        "As many as possible get a mentor; then the pair that suits its two people least is made as good as it can be; "
        "then all pairs together, with both sides' wishes worth the same. A good choice where few have ranked."
    ),
    RunMethod.STABLE: gettext_lazy(
        "No mentee and mentor would both rather have each other than whom they got. A good choice where both sides "
        "have ranked; somebody may be left without a mentor for it."
    ),
    RunMethod.COVERAGE: gettext_lazy(
        "As stable as can be while as many as possible get a mentor: a few would rather have somebody else, so that "
        "nobody is left out who need not be."
    ),
    RunMethod.SEEKERS: gettext_lazy(
        "As many as possible get a mentor, as high in the mentees' own orders as can be. What mentors ranked counts "
        "for nothing."
    ),
}


@dataclass(frozen=True, slots=True)
class BulkCohort:
    """Who takes part in the next matching of a cohort; orders as counts only."""

    cohort: Cohort
    mentees: list[Enrollment]
    mentors: list[Enrollment]
    places: int
    ranked: Mapping[str, int]
    method: str
    why: str


def bulk_cohorts(program: Program) -> list[BulkCohort]:
    """Every cohort of a program, the newest first."""
    return [_cohort(cohort) for cohort in program.cohorts.select_related("program").order_by("-starts_on", "pk")]


def why(method: str) -> str:
    """Why this way is recommended."""
    words = {"method": RunMethod(method).label}
    if method == RunMethod.STABLE:
        return _("'%(method)s' is recommended, because more than half of both sides have ranked.") % words
    return _("'%(method)s' is recommended, because half of one side or more have not ranked.") % words


def bulk_steps(person: Person) -> list[NextStep]:
    """For those who run a program that matches all at once: the day to rank by is over, and nothing is published."""
    programs = Program.objects.managed_by(person).filter(state__in=MATCHING_PHASES, matches_in_bulk=True)
    over = Enrollment.objects.filter(ranks_first(), cohort__program__in=programs)
    waiting = clients_without_coach(over.filter(cohort__rank_until__lt=timezone.localdate()))
    counts = waiting.order_by("cohort__program__name").values_list("cohort__program", "cohort__program__name")
    return [
        NextStep(
            title=ngettext(
                "%(count)d mentee waits to be matched in %(program)s",
                "%(count)d mentees wait to be matched in %(program)s",
                count,
            )
            % {"count": count, "program": name},
            text=_("The day to rank by has passed. Compare the ways to match them, then publish one."),
            url=reverse("bulk_list", args=[pk]),
            label=_("Match everybody"),
        )
        for pk, name, count in counts.annotate(count=Count("pk", distinct=True))
    ]


def _cohort(cohort: Cohort) -> BulkCohort:
    mentees, mentors = waiting_clients(cohort), ready_coaches(cohort)
    profiles = Profiles(mentors)
    for mentor in mentors:
        mentor.free_places = profiles.room(mentor)  # type: ignore[attr-defined]
    keys = [one.pk for one in (*mentees, *mentors)]
    owners = set(Enrollment.objects.filter(has_ranked(), pk__in=keys).values_list("pk", flat=True))
    sides = {"mentees": mentees, "mentors": mentors}
    ranked = {side: sum(one.pk in owners for one in people) for side, people in sides.items()}
    method = recommended(ranked, {side: len(people) for side, people in sides.items()})
    places = sum(mentor.free_places for mentor in mentors)  # type: ignore[attr-defined]
    return BulkCohort(cohort, mentees, mentors, places, ranked, method, why(method))
