"""What is still missing before a draft can be offered for signature."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.document import duration, structured
from agreements.document.schedule import Schedule
from agreements.enums import SectionKind
from agreements.models import AgreementSection, AgreementVersion, Goal
from core.rules import Reason
from matching.enums import PartnershipState

LAST_DAY_HAS_PASSED = _("The last day of your agreement has passed. Choose a day to come.")


def missing_in(version: AgreementVersion, sections: Sequence[AgreementSection], goals: Sequence[Goal]) -> list[Reason]:
    """Reasons in words, the most important first; none when everything is there. `sections` are the version's own."""
    reasons: list[Reason] = []
    if not goals:
        reasons.append(_("Write down at least one goal first."))
    return [*reasons, *chain.from_iterable(_in_section(section) for section in sections), *_together(version, sections)]


def is_over_by_now(last_day: date | None) -> bool:
    """Whether an agreement until this day would be over on the day it begins."""
    return last_day is not None and last_day <= timezone.localdate()


def _in_section(section: AgreementSection) -> Iterator[Reason]:
    """What one section lacks by itself."""
    problem = structured.problem(section.kind, section.data)
    if problem is not None:
        yield problem
    elif section.is_required and section.kind == SectionKind.TEXT and not section.body:
        yield _("Fill in the section “%(title)s” first.") % {"title": section.title}


def _together(version: AgreementVersion, sections: Sequence[AgreementSection]) -> Iterator[Reason]:
    """What does not fit the calendar, or another section."""
    data = {section.kind: section.data for section in sections}
    schedule, last_day = Schedule.from_data(data.get(SectionKind.SCHEDULE, {})), None
    if SectionKind.DURATION in data:
        last_day = duration.until(data[SectionKind.DURATION])
    if is_over_by_now(last_day):
        yield LAST_DAY_HAS_PASSED
    if schedule is None:
        return
    is_first = version.agreement.partnership.state == PartnershipState.FORMING
    if is_first and schedule.moments(1)[0] < timezone.now():
        yield _("The first meeting of your schedule is in the past by now. Choose a new date.")
    if last_day and schedule.first_on > last_day:
        yield _("Your first meeting would be after the last day of your agreement. Choose an earlier meeting.")
    minutes = data.get(SectionKind.PACKAGE, {}).get("minutes")
    if minutes is not None and minutes != schedule.minutes:
        yield _(
            "Your meeting schedule says %(schedule)s minutes and the number and length of sessions says %(package)s. "
            "Write the same in both."
        ) % {"schedule": schedule.minutes, "package": minutes}
