"""The agreement of a partnership in one line of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.functional import Promise

from agreements.enums import VersionOccasion, VersionState
from agreements.models import Agreement, AgreementVersion
from matching.models import Partnership

Words = str | Promise


@dataclass(slots=True)
class AgreementLine:
    """The agreement in one line: where it stands and where to read it."""

    agreement: Agreement | None = None
    state: str = ""
    label: Words = ""
    in_force: AgreementVersion | None = None
    is_open: bool = False
    # A renewal begins a new package: sessions count from when it was signed.
    package_since: datetime | None = None


def agreement_line(partnership: Partnership) -> AgreementLine:
    """Where the agreement stands (two queries)."""
    agreement = (
        Agreement.objects.filter(partnership=partnership)
        .prefetch_related(Prefetch("versions", AgreementVersion.objects.defer("content").order_by("-number")))
        .first()
    )
    if agreement is None:
        return AgreementLine()
    versions = list(agreement.versions.all())
    in_force = next((version for version in versions if version.state == VersionState.IN_FORCE), None)
    last = versions[0] if versions else None
    is_open = last is not None and last.state in {VersionState.DRAFT, VersionState.PROPOSED}
    shown = in_force or last
    if shown is None:
        return AgreementLine(agreement)
    return AgreementLine(agreement, shown.state, shown.get_state_display(), in_force, is_open, renewed_at(versions))


def renewed_at(versions: Iterable[AgreementVersion]) -> datetime | None:
    """When the last renewal that everybody signed came into force; None when it was never renewed."""
    signed = (one.in_force_at for one in versions if one.occasion == VersionOccasion.RENEWAL and one.in_force_at)
    return max(signed, default=None)
