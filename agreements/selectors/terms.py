"""What is agreed, for the pages of a running partnership: how to keep in touch, who sets the agenda, what counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from agreements import catalogue
from agreements.document import communication, content, duration
from agreements.enums import SectionKind, VersionState
from agreements.models import Agreement, AgreementVersion
from agreements.selectors.reading import text_for
from matching.models import Partnership
from people.models import Organization, Person


@dataclass(frozen=True, slots=True)
class Terms:
    """The agreed terms that one party reads. A field is empty where the agreement (or their part of it) is silent."""

    version: AgreementVersion
    language: str
    channels: list[str] = field(default_factory=list)
    # The same in the agreement's language.
    channel_names: list[str] = field(default_factory=list)
    answer_days: int | None = None
    quiet: str = ""
    agenda_by: str = ""
    # 0: their number is not fixed.
    package: int | None = None
    package_minutes: int | None = None
    late_hours: int | None = None
    # The signed sentences of each kind, with the words that people added to them.
    lines: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def terms_of(partnership: Partnership, person: Person) -> Terms | None:
    """The terms in force, or the last that were, for a party to the agreement; a sponsor gets those of their own parts.

    None without a version that everybody has signed, and for whoever is no party.
    """
    agreements = Agreement.objects.visible_to(person).prefetch_related("parties")
    agreement = agreements.filter(partnership=partnership).first()
    version = _signed(agreement) if agreement else None
    if version is None:
        return None
    text = text_for(version, person)
    return _terms(version, text.language, [part for part in text.sections if not part.is_hidden])


def last_day_of(version: AgreementVersion, data: Mapping[str, Any]) -> date | None:
    """The last day that the duration of a version in force names, or comes to: the organization's clock says on which
    day the last signature was given. None where nothing is agreed."""
    if version.in_force_at is None:
        return duration.until(data)
    zone = ZoneInfo(Organization.get().time_zone)
    return duration.last_day(data, version.in_force_at.astimezone(zone).date())


def _signed(agreement: Agreement) -> AgreementVersion | None:
    counts = Q(state=VersionState.IN_FORCE) | Q(state=VersionState.CLOSED, in_force_at__isnull=False)
    version = agreement.versions.filter(counts).order_by("-number").first()
    if version is not None:
        version.agreement = agreement
    return version


def _terms(version: AgreementVersion, language: str, parts: Iterable[content.SectionText]) -> Terms:
    by_kind = {part.kind: part for part in parts}
    data = {kind: part.data for kind, part in by_kind.items()}
    touch, package = data.get(SectionKind.COMMUNICATION, {}), data.get(SectionKind.PACKAGE, {})
    names = catalogue.phrases(language).channels
    return Terms(
        version=version,
        language=language,
        channels=communication.channels(touch),
        channel_names=[names[channel] for channel in communication.channels(touch)],
        answer_days=touch.get("answer_days"),
        quiet=touch.get("quiet", ""),
        agenda_by=data.get(SectionKind.SCHEDULE, {}).get("agenda_by", ""),
        package=package.get("meetings"),
        package_minutes=package.get("minutes"),
        late_hours=data.get(SectionKind.CANCELLATION, {}).get("hours"),
        lines={kind: part.lines for kind, part in by_kind.items() if part.lines},
        words={kind: part.text for kind, part in by_kind.items() if part.text and kind != SectionKind.TEXT},
    )
