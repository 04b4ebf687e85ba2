"""What the pages of a running partnership need to know about its agreement."""

from django.db.models import Q

from agreements.document import exchange
from agreements.enums import SectionKind, VersionState
from agreements.models import AgreementSection
from matching.models import Partnership


def signed_exchange(partnership: Partnership) -> dict[str, bool] | None:
    """The schedule of information as everybody signed it: yes or no for each item; None without one. A closed
    agreement still says what was agreed."""
    section = (
        AgreementSection.objects.filter(
            Q(version__state=VersionState.IN_FORCE)
            | Q(version__state=VersionState.CLOSED, version__in_force_at__isnull=False),
            version__agreement__partnership=partnership,
            kind=SectionKind.EXCHANGE,
        )
        .order_by("-version__number")
        .first()
    )
    return exchange.settings(section.data) if section else None
