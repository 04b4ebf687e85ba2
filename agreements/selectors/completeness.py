"""What is still missing before a draft can be offered for signature."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.document.schedule import Schedule
from agreements.enums import SectionKind
from agreements.models import AgreementSection, AgreementVersion, Goal
from core.rules import Reason
from matching.enums import PartnershipState


def missing_in(version: AgreementVersion, sections: Sequence[AgreementSection], goals: Sequence[Goal]) -> list[Reason]:
    """Reasons in words, the most important first; none when everything is there. `sections` are the version's own."""
    reasons: list[Reason] = []
    if not goals:
        reasons.append(_("Write down at least one goal first."))
    for section in sections:
        if section.kind == SectionKind.SCHEDULE:
            reasons += _schedule_problems(version, section)
        elif section.is_required and section.kind == SectionKind.TEXT and not section.body:
            reasons.append(_("Fill in the section “%(title)s” first.") % {"title": section.title})
    return reasons


def _schedule_problems(version: AgreementVersion, section: AgreementSection) -> list[Reason]:
    schedule = Schedule.from_data(section.data)
    if schedule is None:
        return [_("Agree on your meeting schedule first: a first date and a time.")]
    is_first = version.agreement.partnership.state == PartnershipState.FORMING
    if is_first and schedule.moments(1)[0] < timezone.now():
        return [_("The first meeting of your schedule is in the past by now. Choose a new date.")]
    return []
