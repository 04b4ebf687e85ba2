"""What waits for a person about their agreements."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from agreements.enums import VersionState
from agreements.models import Agreement, AgreementParty, AgreementVersion
from agreements.permissions import signers_of
from agreements.selectors.waiting import OPEN
from core.steps import NextStep, StepUrgency
from matching.enums import CURRENT_PARTNERSHIP
from people.models import Person
from program.enums import Role


def steps_for(person: Person) -> list[NextStep]:
    """Agreements to sign first, then drafts to write. The same number of queries however many there are."""
    parties = Prefetch("agreement__parties", AgreementParty.objects.select_related("person"))
    versions = (
        AgreementVersion.objects.filter(
            state__in=OPEN,
            agreement__in=Agreement.objects.visible_to(person),
            agreement__partnership__state__in=CURRENT_PARTNERSHIP,
        )
        .select_related("agreement__partnership")
        .prefetch_related(parties, "signatures")
        .order_by("agreement__partnership__matched_at")
    )
    steps = (_step(version, person) for version in versions)
    return [step for step in steps if step is not None]


def _step(version: AgreementVersion, person: Person) -> NextStep | None:
    parties = signers_of(version.agreement)
    mine = next(party for party in parties if party.person_id == person.pk)
    names = get_text_list([party.person.get_full_name() for party in parties if party.pk != mine.pk], _("and"))
    if version.state == VersionState.PROPOSED:
        signed = {signature.party_id for signature in version.signatures.all() if signature.voided_at is None}
        return None if mine.pk in signed else _sign(version, names)
    return None if mine.role == Role.SPONSOR else _write(version, mine, parties, names)


def _sign(version: AgreementVersion, names: str) -> NextStep:
    return NextStep(
        title=_("Sign your agreement with %(names)s") % {"names": names},
        text=_("It has been offered for signature. Read it in peace first."),
        url=reverse("agreement_sign", args=[version.agreement_id]),
        label=_("Read and sign"),
        urgency=StepUrgency.NOW,
    )


def _write(
    version: AgreementVersion, mine: AgreementParty, parties: list[AgreementParty], names: str
) -> NextStep | None:
    others_ready = any(party.ready_at for party in parties if party.pk != mine.pk)
    if mine.ready_at and not others_ready:
        return None
    text = _("Your goals, when you meet, what stays between you: write it together.")
    if others_ready:
        text = _("The other side finds it ready. Read it, change what you like, then offer it for signature.")
    elif version.number > 1:
        text = _("A new version is being written. Look at what should change.")
    return NextStep(
        title=_("Write your agreement with %(names)s") % {"names": names},
        text=text,
        url=reverse("agreement_detail", args=[version.agreement_id]),
        label=_("Open the agreement"),
        urgency=StepUrgency.SOON,
    )
