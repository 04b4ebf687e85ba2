"""What a program asks of somebody and gives them, in sentences made from its settings."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.ui.times import date_words
from program.enums import Role
from program.models import Cohort, Program

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Expectation:
    """One line: its name and its sentence."""

    label: Words
    text: Words


def expectations(program: Program, role: str, cohort: Cohort | None = None) -> list[Expectation]:
    """What somebody in this role should know before they say yes. Asks no database."""
    lines = [Expectation(_("Your part"), _parts()[Role(role)]), Expectation(_("How you meet"), _rhythm(program, role))]
    if cohort:
        lines.append(
            Expectation(
                _("When"),
                _("From %(start)s to %(end)s.")
                % {"start": date_words(cohort.starts_on), "end": date_words(cohort.ends_on)},
            )
        )
    lines.append(Expectation(_("Finding each other"), _finding(program, role)))
    if program.needs_orientation:
        lines.append(
            Expectation(_("Before it starts"), _("A short orientation to read, and your profile. About ten minutes."))
        )
    else:
        lines.append(Expectation(_("Before it starts"), _("Your profile. About five minutes.")))
    lines.append(Expectation(_("What stays private"), _privacy(program, role)))
    return lines


def _parts() -> dict[Role, Words]:
    return {
        Role.MENTOR: _("You listen, tell what you know, suggest, and open a door now and then. Your mentee drives."),
        Role.MENTEE: _("You decide what you want to learn, bring the topics, and do what you said you would do."),
        Role.COACH: _("You listen, say what you notice, and ask. You never instruct; your client finds the way."),
        Role.CLIENT: _("You choose the focus of every session, and at its end what you will do next."),
    }


def _rhythm(program: Program, role: str) -> Words:
    weeks = program.meeting_interval_weeks
    every = ngettext("every week", "every %(weeks)s weeks", weeks) % {"weeks": weeks}
    months = ngettext("%(months)s month", "%(months)s months", program.duration_months) % {
        "months": program.duration_months
    }
    if program.is_coaching and program.package_meetings:
        return _("%(count)s sessions of %(minutes)s minutes within %(months)s, about %(every)s.") % {
            "count": program.package_meetings,
            "minutes": program.meeting_minutes,
            "months": months,
            "every": every,
        }
    return _("%(minutes)s minutes %(every)s, for %(months)s. The two of you may agree another rhythm.") % {
        "minutes": program.meeting_minutes,
        "every": every,
        "months": months,
    }


def _finding(program: Program, role: str) -> Words:
    if program.matches_in_bulk:
        return _ranking(program, role)
    if role == Role.MENTEE:
        return ngettext(
            "You choose whom to ask: one mentor at a time, with a short message.",
            "You choose whom to ask: up to %(count)s mentors, one after the other, each with a short message.",
            program.open_requests_limit,
        ) % {"count": program.open_requests_limit}
    if role == Role.MENTOR:
        return ngettext(
            "Mentees ask you, and you say yes or no. You have room for %(count)s; you can change that.",
            "Mentees ask you, and you say yes or no. You have room for up to %(count)s; you can change that.",
            program.guide_capacity,
        ) % {"count": program.guide_capacity}
    if role == Role.CLIENT:
        if program.allows_reporting_line:
            return _("The people who run the program find a coach who fits you.")
        return _("The people who run the program find a coach who fits you, never from your own reporting line.")
    if program.allows_reporting_line:
        return _("Clients are assigned to you, %(count)s at most.") % {"count": program.guide_capacity}
    return _("Clients are assigned to you, %(count)s at most, never from your own reporting line.") % {
        "count": program.guide_capacity
    }


def _ranking(program: Program, role: str) -> Words:
    if role == Role.MENTEE:
        return _(
            "You rank up to ten mentors, and they rank mentees. Then the people who run the program match everybody at "
            "once, as well as they can for both sides. Nobody else reads your order."
        )
    return ngettext(
        "You rank up to ten mentees, and they rank mentors; then everybody is matched at once. You have room for "
        "%(count)s; you can change that. Nobody else reads your order.",
        "You rank up to ten mentees, and they rank mentors; then everybody is matched at once. You have room for up to "
        "%(count)s; you can change that. Nobody else reads your order.",
        program.guide_capacity,
    ) % {"count": program.guide_capacity}


def _privacy(program: Program, role: str) -> Words:
    if program.has_sponsor:
        return _(
            "What is said stays between coach and client. The sponsor sees the agreement, and the final review when "
            "the client releases it. The people who run the program see that you met, never what was said."
        )
    return _(
        "What is said stays between the two of you. The people who run the program see that you met, when and for "
        "how long, never what was said. Figures are only shown for groups of %(count)s people or more."
    ) % {"count": program.smallest_group}
