"""The templates on offer, with the product's defaults."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from program.catalogue import coaching, mentoring
from program.catalogue.template import ProgramTemplate
from program.enums import ProgramKind, Role

MENTORING_SETTINGS: dict[str, Any] = {
    "guide_capacity": 2,
    "duration_months": 12,
    "meeting_interval_weeks": 2,
    "meeting_minutes": 60,
}
COACHING_SETTINGS: dict[str, Any] = {
    "guide_capacity": 8,
    "duration_months": 6,
    "meeting_interval_weeks": 4,
    "meeting_minutes": 60,
    "package_meetings": 6,
    "late_cancellation_hours": 24,
}

TEMPLATES: tuple[ProgramTemplate, ...] = (
    ProgramTemplate(
        key="mentoring",
        kind=ProgramKind.MENTORING,
        name=_("Mentoring"),
        summary=_(
            "A learning alliance for a year. Mentees choose whom to ask; pairs meet every two weeks for an hour."
        ),
        purpose=mentoring.PURPOSE,
        settings=MENTORING_SETTINGS,
        orientation={Role.MENTOR: mentoring.MENTOR, Role.MENTEE: mentoring.MENTEE},
    ),
    ProgramTemplate(
        key="coaching",
        kind=ProgramKind.COACHING,
        name=_("Coaching"),
        summary=_("Six sessions of an hour within six months. Coaches are assigned; only coach and client sign."),
        purpose=coaching.PURPOSE,
        settings=COACHING_SETTINGS,
        orientation={Role.COACH: coaching.COACH, Role.CLIENT: coaching.CLIENT},
    ),
    ProgramTemplate(
        key="coaching_with_sponsor",
        kind=ProgramKind.COACHING,
        name=_("Coaching with a sponsor"),
        summary=_(
            "As coaching, and a sponsor, often the line manager, agrees the aims and signs as well. The sponsor "
            "never sees what is said in sessions."
        ),
        purpose=coaching.PURPOSE_WITH_SPONSOR,
        settings={**COACHING_SETTINGS, "has_sponsor": True},
        orientation={
            Role.COACH: coaching.with_sponsor(coaching.COACH, coaching.SPONSOR_FOR_COACH),
            Role.CLIENT: coaching.with_sponsor(coaching.CLIENT, coaching.SPONSOR_FOR_CLIENT),
        },
    ),
)


def find_template(key: str) -> ProgramTemplate | None:
    """The template with this key, or None."""
    return next((template for template in TEMPLATES if template.key == key), None)
