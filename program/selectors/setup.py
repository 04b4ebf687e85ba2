"""The set-up in words, and what an invited person will read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from program.enums import RANKING, ROLES_OF, ProgramKind, ProgramState, Section
from program.models import Program
from program.selectors.expectations import expectations
from program.selectors.readiness import readiness_of

Words = str | Promise
Pairs = list[tuple[Words, Words]]


@dataclass(frozen=True, slots=True)
class SectionWords:
    """One section as it is set up now."""

    key: str
    label: Words
    facts: Pairs
    url: str
    more: "MoreLink | None" = None


@dataclass(frozen=True, slots=True)
class MoreLink:
    """A page of another app on which more of a section is set up."""

    url: str
    label: Words


@dataclass(frozen=True, slots=True)
class _More:
    facts: Callable[[Program], Pairs]
    url: Callable[[Program], str]
    label: Words


_more: dict[Section, _More] = {}


def register_more(
    section: Section, *, facts: Callable[[Program], Pairs], url: Callable[[Program], str], label: Words
) -> None:
    """Add to a section what another app sets up for it, with its page; called from that app's ready()."""
    _more[section] = _More(facts, url, label)


def more_about(program: Program, section: Section) -> MoreLink | None:
    """The page on which another app sets up more of this section. Asks no database."""
    more = _more.get(section)
    return MoreLink(more.url(program), more.label) if more else None


def sections_of(program: Program) -> list[SectionWords]:
    """Every section with its settings in words; asks the database only for what other apps add."""
    words = {
        Section.PURPOSE: _purpose,
        Section.WHO: _who,
        Section.MATCHING: _matching,
        Section.AGREEMENT: _agreement,
        Section.RHYTHM: _rhythm,
        Section.REMINDERS: _reminders,
        Section.CONFIDENTIALITY: _confidentiality,
    }
    return [
        SectionWords(
            section.value,
            section.label,
            [*words[section](program), *(_more[section].facts(program) if section in _more else [])],
            reverse("program_setup_section", args=[program.pk, section.value]),
            more_about(program, section),
        )
        for section in Section
    ]


def preview_of(program: Program) -> dict[str, Any]:
    """What an invited seeker will read, and the list before opening while the program is a draft."""
    role = ROLES_OF[ProgramKind(program.kind)][-1]
    return {
        "preview": program,
        "preview_role": role.label,
        "preview_lines": expectations(program, role),
        "readiness": readiness_of(program) if program.state == ProgramState.DRAFT else [],
    }


def _yes(value: bool) -> Words:
    return _("Yes") if value else _("No")


def _days(count: int) -> Words:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _purpose(program: Program) -> Pairs:
    first = program.purpose.strip().split("\n", 1)[0]
    return [(_("Name"), program.name), (_("Purpose"), first or _("Not written yet"))]


def _who(program: Program) -> Pairs:
    guide = _("Clients for each coach") if program.is_coaching else _("Mentees for each mentor")
    pairs: Pairs = [
        (guide, str(program.guide_capacity)),
        (_("Orientation comes first"), _yes(program.needs_orientation)),
    ]
    return [*pairs, (_("A sponsor signs"), _yes(program.has_sponsor))] if program.is_coaching else pairs


def _matching(program: Program) -> Pairs:
    line: tuple[Words, Words] = (_("Within one reporting line"), _yes(program.allows_reporting_line))
    if program.is_coaching:
        meet_first = (_("Clients meet coaches first"), _yes(program.has_chemistry_meetings))
        asked = ", ".join(program.required_credentials) or _("None")
        return [(_("How"), _("Coaches are assigned")), line, (_("A coach needs one of"), asked), meet_first]
    reminders = ", ".join(str(days) for days in program.request_reminder_days)
    ways = {True: _("Both sides rank, then you match all at once"), False: _("Mentees choose whom to ask")}
    return [
        (_("How"), ways[program.matches_in_bulk]),
        (_("Open requests"), str(program.open_requests_limit)),
        (_("Reminded after"), _("%(days)s days") % {"days": reminders} if reminders else _("Never")),
        (_("A request expires after"), _days(program.request_expiry_days)),
        line,
        (_("Mentors may propose themselves"), _yes(program.allows_proposals)),
        (_("Shown first"), _first(program)),
    ]


def _first(program: Program) -> Words:
    ranking = {**RANKING, **program.weights}
    if ranking["other_department"]:
        words = _("Mentors from another department, %(low)s to %(high)s grades above")
    else:
        words = _("Mentors from the same department, %(low)s to %(high)s grades above")
    return words % {"low": ranking["grade_from"], "high": ranking["grade_to"]}


def _agreement(program: Program) -> Pairs:
    years = program.agreement_retention_years
    kept = ngettext("%(n)s year after the end", "%(n)s years after the end", years) % {"n": years}
    return [(_("Can be signed for"), _days(program.offer_expiry_days)), (_("Can be downloaded for"), kept)]


def _rhythm(program: Program) -> Pairs:
    weeks = program.meeting_interval_weeks
    pairs: Pairs = [
        (_("Lasts"), ngettext("%(n)s month", "%(n)s months", program.duration_months) % {"n": program.duration_months}),
        (_("Meetings"), ngettext("Every week", "Every %(n)s weeks", weeks) % {"n": weeks}),
        (_("Each"), _("%(n)s minutes") % {"n": program.meeting_minutes}),
        (_("Late cancellation"), _("under %(n)s hours before") % {"n": program.late_cancellation_hours}),
    ]
    if program.package_meetings:
        pairs.insert(1, (_("Package"), _("%(n)s sessions") % {"n": program.package_meetings}))
    return pairs


def _reminders(program: Program) -> Pairs:
    def both(remind: int, show: int) -> Words:
        return _("%(remind)s, shown to you after %(show)s") % {"remind": _days(remind), "show": _days(show)}

    return [
        (_("Agreement not signed"), both(program.agreement_reminder_days, program.agreement_alert_days)),
        (_("First meeting not planned"), both(program.first_meeting_days, program.first_meeting_alert_days)),
        (_("No progress on a goal"), _days(program.goal_quiet_days)),
        (_("Nothing at all happens"), _("shown to you after %(show)s") % {"show": _days(program.quiet_alert_days)}),
    ]


def _confidentiality(program: Program) -> Pairs:
    return [
        (_("Smallest group in figures"), str(program.smallest_group)),
        (_("What you see"), _("That people met, when and for how long. Never what was said.")),
    ]
