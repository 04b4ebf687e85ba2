"""One order of locks for everything that changes an agreement, so that edits and signatures take turns."""

from uuid import UUID

from django.db.models import Prefetch

from agreements.enums import VersionState
from agreements.models import Agreement, AgreementParty, AgreementVersion
from core.transitions import AlreadyChanged
from matching.models import Partnership


def lock(agreement_id: UUID) -> Agreement:
    """Lock an agreement until the transaction ends and load it fresh, with its partnership, template and parties.

    The partnership comes first: whoever ends one locks in the same order.
    """
    partnership = Partnership.objects.filter(agreement=agreement_id).values("pk")
    Partnership.objects.select_for_update(no_key=True).get(pk__in=partnership)
    parties = Prefetch("parties", AgreementParty.objects.select_related("person"))
    return (
        Agreement.objects.select_for_update(of=("self",), no_key=True)
        .select_related("partnership__cohort__program", "template")
        .prefetch_related(parties)
        .get(pk=agreement_id)
    )


def open_version(agreement: Agreement) -> AgreementVersion | None:
    """The draft or proposed version of a locked agreement."""
    version = agreement.versions.filter(state__in=[VersionState.DRAFT, VersionState.PROPOSED]).first()
    return _joined(version, agreement)


def version_in_force(agreement: Agreement) -> AgreementVersion | None:
    """The version that everybody has signed."""
    return _joined(agreement.versions.filter(state=VersionState.IN_FORCE).first(), agreement)


def fresh(version: AgreementVersion) -> AgreementVersion:
    """Lock the version's agreement and give the version as it stands now. Raises AlreadyChanged when it is gone."""
    agreement = lock(version.agreement_id)
    found = _joined(agreement.versions.filter(pk=version.pk).first(), agreement)
    if found is None:
        raise AlreadyChanged
    return found


def _joined(version: AgreementVersion | None, agreement: Agreement) -> AgreementVersion | None:
    if version is not None:
        version.agreement = agreement
    return version
