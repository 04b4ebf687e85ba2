"""Choices and transition tables of the program app."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.transitions import table


class ProgramKind(models.TextChoices):
    MENTORING = "mentoring", _("Mentoring")
    COACHING = "coaching", _("Coaching")


class ProgramState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Enrolling")
    RUNNING = "running", _("Running")
    CLOSING = "closing", _("Closing")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")


PROGRAM_TRANSITIONS = table(
    draft="open", open="running archived", running="closing archived", closing="closed archived", closed="archived"
)


class Section(models.TextChoices):
    """The parts of a program's set-up, in the order an admin thinks."""

    PURPOSE = "purpose", _("Purpose")
    WHO = "who", _("Who takes part")
    MATCHING = "matching", _("How they match")
    AGREEMENT = "agreement", _("Agreement")
    RHYTHM = "rhythm", _("Rhythm")
    REMINDERS = "reminders", _("Reminders")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality")


class Role(models.TextChoices):
    """What somebody is in a program or a partnership. A sponsor is only ever a member of a partnership."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")
    COACH = "coach", _("Coach")
    CLIENT = "client", _("Client")
    SPONSOR = "sponsor", _("Sponsor")


ENROLLABLE = (Role.MENTOR, Role.MENTEE, Role.COACH, Role.CLIENT)
GUIDE_ROLES = (Role.MENTOR, Role.COACH)
SEEKER_ROLES = (Role.MENTEE, Role.CLIENT)
ROLES_OF = {
    ProgramKind.MENTORING: (Role.MENTOR, Role.MENTEE),
    ProgramKind.COACHING: (Role.COACH, Role.CLIENT),
}


class EnrollmentState(models.TextChoices):
    INVITED = "invited", _("Invited")
    APPLIED = "applied", _("Applied")
    WAITLISTED = "waitlisted", _("On the waitlist")
    ACCEPTED = "accepted", _("Getting ready")
    READY = "ready", _("Ready")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    FINISHED = "finished", _("Finished")


ENROLLMENT_TRANSITIONS = table(
    invited="accepted withdrawn",
    applied="accepted waitlisted withdrawn",
    waitlisted="accepted withdrawn",
    accepted="ready withdrawn finished",
    ready="accepted withdrawn finished",
)
CURRENT_ENROLLMENT = (
    EnrollmentState.INVITED,
    EnrollmentState.APPLIED,
    EnrollmentState.WAITLISTED,
    EnrollmentState.ACCEPTED,
    EnrollmentState.READY,
)


class SkillWish(models.TextChoices):
    WANTED = "wanted", _("Wants to learn")
    OFFERED = "offered", _("Can help with")


class HalfDay(models.TextChoices):
    """Half days of a working week, on the person's own clock."""

    MON_AM = "mon_am", _("Monday morning")
    MON_PM = "mon_pm", _("Monday afternoon")
    TUE_AM = "tue_am", _("Tuesday morning")
    TUE_PM = "tue_pm", _("Tuesday afternoon")
    WED_AM = "wed_am", _("Wednesday morning")
    WED_PM = "wed_pm", _("Wednesday afternoon")
    THU_AM = "thu_am", _("Thursday morning")
    THU_PM = "thu_pm", _("Thursday afternoon")
    FRI_AM = "fri_am", _("Friday morning")
    FRI_PM = "fri_pm", _("Friday afternoon")


class Preference(models.TextChoices):
    """What somebody may wish of whoever they are matched with."""

    SAME_LOCATION = "same_location", _("at the same location")
    OTHER_LOCATION = "other_location", _("at another location")
    SAME_DEPARTMENT = "same_department", _("from the same department")
    OTHER_DEPARTMENT = "other_department", _("from another department")


# The fields of Program that each section of the set-up asks for.
SECTION_FIELDS: dict[Section, tuple[str, ...]] = {
    Section.PURPOSE: ("name", "purpose"),
    Section.WHO: ("guide_capacity", "needs_orientation", "has_sponsor"),
    Section.MATCHING: (
        "allows_reporting_line",
        "open_requests_limit",
        "request_reminder_days",
        "request_expiry_days",
        "allows_proposals",
        "matches_in_bulk",
        "required_credentials",
        "has_chemistry_meetings",
        "weights",
    ),
    Section.AGREEMENT: ("offer_expiry_days", "agreement_retention_years"),
    Section.RHYTHM: (
        "duration_months",
        "meeting_interval_weeks",
        "meeting_minutes",
        "package_meetings",
        "late_cancellation_hours",
    ),
    Section.REMINDERS: (
        "agreement_reminder_days",
        "agreement_alert_days",
        "first_meeting_days",
        "first_meeting_alert_days",
        "goal_quiet_days",
        "quiet_alert_days",
    ),
    Section.CONFIDENTIALITY: ("smallest_group",),
}

# What ranks mentors, kept among a program's weights; these values count where a program says nothing else.
RANKING = {"grade_from": 1, "grade_to": 4, "other_department": 1}
