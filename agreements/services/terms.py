"""The terms of an agreement become those of the partnership: what is agreed and what the product does cannot differ."""

from datetime import date

from django.utils import timezone

from agreements.document import content, duration
from agreements.enums import SectionKind, VersionOccasion
from agreements.models import AgreementVersion
from agreements.selectors.terms import last_day_of
from matching.models import Partnership
from matching.services import partnerships
from people.models import Person


def apply(version: AgreementVersion, *, by: Person | None) -> None:
    """This version came into force: its duration, package and cancellation rule count from now on.

    Call it under the agreement's lock, after the partnership became active and before others are told, so that they
    find the new terms. Kinds that the agreement does not have stay with the program.
    """
    data = {part.kind: part.data for part in content.load(version.content).sections}
    partnerships.take_terms(
        version.agreement.partnership,
        by=by,
        ends_on=last_day_of(version, data.get(SectionKind.DURATION, {})),
        package_meetings=data.get(SectionKind.PACKAGE, {}).get("meetings"),
        late_cancellation_hours=data.get(SectionKind.CANCELLATION, {}).get("hours"),
    )


def carry_over(draft: AgreementVersion) -> None:
    """In the new draft of an amendment or a renewal, count "12 months" out: it says the last day from now on.

    A renewal suggests a day as far ahead as the program's duration. A first agreement, or one without a structured
    duration, stays as it is. In the caller's transaction, while nobody has read the draft.
    """
    section = draft.sections.filter(kind=SectionKind.DURATION).first()
    partnership = draft.agreement.partnership
    if draft.occasion == VersionOccasion.FIRST or section is None or partnership.ends_on is None:
        return
    last_day = partnership.ends_on
    if draft.occasion == VersionOccasion.RENEWAL:
        last_day = end_of_renewal(partnership)
    section.data = duration.data_until(last_day)
    section.save(update_fields=["data"])


def end_of_renewal(partnership: Partnership) -> date:
    """The last day of a renewal: so many months after the end that was agreed, or from today if that has passed."""
    today = timezone.localdate()
    return partnerships.months_after(max(partnership.ends_on or today, today), partnership.program.duration_months)
