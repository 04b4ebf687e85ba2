"""Why somebody got nobody in a run, and the smallest change that would cure it, in words that give nothing away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.bridge.pairs import SAID
from matching.models import AssignmentRun
from people.models import Person
from program.models import Enrollment

NAMED = 4
People = Mapping[str, Enrollment]

# What somebody can do about a rule. Whatever is not here is private, or nobody's to change.
LIFTED = {
    "reporting_line": gettext_lazy("allow matches within a reporting line in the program's settings"),
    "other_pool": gettext_lazy("put them into a common pool"),
    "no_common_language": gettext_lazy("see whether their profiles name all the languages they speak"),
    "not_ready": gettext_lazy("see that they become ready"),
}


@dataclass(slots=True)
class UnmatchedLine:
    """People without anybody who share one cause."""

    people: list[Person]
    cause: str


def unmatched_lines(run: AssignmentRun, people: People) -> list[UnmatchedLine]:
    """Everybody without a coach; those with the same cause stand together."""
    by_cause: dict[str, list[Person]] = {}
    for entry in run.unmatched:
        if entry["client"] in people:
            by_cause.setdefault(_cause(run, entry, people), []).append(people[entry["client"]].person)
    return [UnmatchedLine(who, cause) for cause, who in by_cause.items()]


def named_in(run: AssignmentRun) -> set[str]:
    """The enrollments that these sentences name."""
    keys = {entry["client"] for entry in run.unmatched}
    keys |= {key for shortage in run.figures.get("shortages", ()) for key in shortage["coaches"]}
    options = [option for entry in run.unmatched for option in entry.get("cure", {}).get("options", ())]
    return keys | {key for option in options for key in option["guides"]}


def _cause(run: AssignmentRun, entry: Mapping[str, Any], people: People) -> str:
    if entry["cause"] == "no_guides":
        return _("No coach takes part. Invite a coach, then run it again.")
    if entry["cause"] == "capacity":
        return _shortage(run.figures["shortages"][entry["shortage"]], people)
    return " ".join(filter(None, [_by_rules(entry["rules"]), _cure(entry.get("cure", {}), people)]))


def _shortage(shortage: Mapping[str, Any], people: People) -> str:
    words = {
        "clients": shortage["clients"],
        "coaches": _some(_names(shortage["coaches"], people)),
        "places": shortage["places"],
    }
    cause = (
        ngettext(
            "Too few places: %(clients)d client can only go to %(coaches)s, with %(places)d free together.",
            "Too few places: %(clients)d clients can only go to %(coaches)s, with %(places)d free together.",
            shortage["clients"],
        )
        % words
    )
    return f"{cause} {_more_places(shortage, people)}"


def _more_places(shortage: Mapping[str, Any], people: People) -> str:
    """Where more places would take in everybody of the group."""
    plan = {
        people[key].person.get_full_name(): count for key, count in shortage.get("plan", {}).items() if key in people
    }
    if len(plan) > 1:
        given = [_("%(name)s %(count)d") % {"name": name, "count": count} for name, count in plan.items()]
        return _("More places would be enough for all: %(who)s.") % {"who": _some(given)}
    missing = shortage["missing"]
    one_of = _("with one of them") if not plan or missing == 1 else _("with %(name)s") % {"name": next(iter(plan))}
    return ngettext(
        "%(count)d more place %(where)s would be enough for all.",
        "%(count)d more places %(where)s would be enough for all.",
        missing,
    ) % {"count": missing, "where": one_of}


def _by_rules(counts: Mapping[str, int]) -> str:
    """Rules that people may know are named with their numbers; private ones only add up."""
    told = {rule.name.lower(): sentence for rule, sentence in SAID.items() if rule.name}
    lines = [_("Every coach is ruled out for this client.")]
    for code, count in counts.items():
        if code in told:
            lines.append(f"{told[code]} ({count})")
        elif code == "other_pool":
            lines.append(_("Coach and client are in different pools.") + f" ({count})")
        elif code == "full":
            lines.append(ngettext("%(count)d coach is full.", "%(count)d coaches are full.", count) % {"count": count})
    if set(counts) - set(told) - {"full", "other_pool"}:
        lines.append(_("Others are not possible for reasons that stay private."))
    return " ".join(lines)


def _cure(cure: Mapping[str, Any], people: People) -> str:
    """The smallest change that would help this client."""
    if cure.get("code") == "add_guide":
        return _("Only another coach would help. Invite one, then run it again.")
    if cure.get("code") == "private":
        return _("Only another coach would help. Invite one, then run it again.")
    options = [option for option in cure.get("options", ()) if set(option["rules"]) <= set(LIFTED)]
    if not options:
        return ""
    option = options[0]
    steps = [str(LIFTED[code]) for code in option["rules"]]
    if option["places"]:
        steps.append(_("give one more place"))
    words = {"steps": _(" and ").join(steps), "coaches": _some(_names(option["guides"], people), option["count"])}
    return _("The smallest change that would help: %(steps)s. Then %(coaches)s could be the coach.") % words


def _names(keys: Sequence[str], people: People) -> list[str]:
    return [people[key].person.get_full_name() for key in keys if key in people]


def _some(names: Sequence[str], count: int | None = None) -> str:
    """The first few names, and how many more there are."""
    named, more = ", ".join(names[:NAMED]), (count or len(names)) - NAMED
    return named if more < 1 else _("%(names)s and %(count)d more") % {"names": named, "count": more}
