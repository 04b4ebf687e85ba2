"""The result of matching a whole cohort at once, in the words of mentoring."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.bridge.pairs import SAID
from matching.enums import RunMethod
from matching.models import AssignmentRun
from matching.selectors.run_causes import UnmatchedLine
from matching.selectors.runs import RunPage, page_of
from people.models import Person
from program.models import Enrollment

NAMED = 4
People = Mapping[str, Enrollment]


def bulk_page(
    run: AssignmentRun, *, number: int | str = 1, focus: UUID | None = None, worst_first: bool = False
) -> RunPage:
    """The run with one page of pairs in words; the same queries for any number of pairs."""
    result = page_of(run, number=number, focus=focus, worst_first=worst_first)
    title = _("New mentees of each mentor")
    if result.load and not isinstance(result.load[0], dict):
        title = _("Mentors by their number of new mentees")
    return replace(result, load_title=title, unmatched=_unmatched(run))


def _unmatched(run: AssignmentRun) -> list[UnmatchedLine]:
    """Everybody without a mentor; those with the same cause stand together."""
    keys = {key for entry in run.unmatched for key in (entry["client"], *entry["coaches"])}
    rows = Enrollment.objects.select_related("person").in_bulk(list(keys)) if keys else {}
    people = {str(pk): row for pk, row in rows.items()}
    by_cause: dict[str, list[Person]] = {}
    for entry in run.unmatched:
        if entry["client"] in people:
            by_cause.setdefault(_cause(run, entry, people), []).append(people[entry["client"]].person)
    return [UnmatchedLine(who, cause) for cause, who in by_cause.items()]


def _cause(run: AssignmentRun, entry: Mapping[str, Any], people: People) -> str:
    if entry["cause"] == "no_guides":
        return _("No mentor takes part. Invite a mentor, then run it again.")
    if entry["cause"] == "rules":
        return _by_rules(entry["rules"])
    names = [people[key].person.get_full_name() for key in entry["coaches"] if key in people]
    lines = [_("All places with %(names)s went to others.") % {"names": _some(names)}]
    gained = _gained(run)
    if gained:
        lines.append(
            ngettext(
                "'%(method)s' gives %(count)d more person a mentor.",
                "'%(method)s' gives %(count)d more people a mentor.",
                gained,
            )
            % {"method": RunMethod.COVERAGE.label, "count": gained}
        )
    else:
        lines.append(_("One more place with one of them may be enough; invite another mentor, or ask for more places."))
    return " ".join(lines)


def _gained(run: AssignmentRun) -> int:
    """How many more get a mentor where most people come first."""
    return int(run.figures["methods"][RunMethod.COVERAGE]["matched"] - run.figures["matched"])


def _by_rules(counts: Mapping[str, int]) -> str:
    """Rules that people may know are named with their numbers; private ones only add up."""
    told = {rule.name.lower(): sentence for rule, sentence in SAID.items() if rule.name}
    lines = [_("Every mentor is ruled out for this mentee.")]
    lines += [f"{told[code]} ({count})" for code, count in counts.items() if code in told]
    if set(counts) - set(told):
        lines.append(_("Others are not possible for reasons that stay private."))
    return " ".join(lines)


def _some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    named, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return named if more < 1 else _("%(names)s and %(count)d more") % {"names": named, "count": more}
