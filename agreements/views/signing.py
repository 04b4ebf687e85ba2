"""Reading the exact text and signing it."""

from datetime import UTC, datetime
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agreements.document import content
from agreements.forms.signing import SignForm
from agreements.models import Agreement, AgreementVersion, Signature
from agreements.permissions import may_sign
from agreements.services import signatures
from agreements.views.loading import load_agreement, load_version, page_of, require, version_in_question
from people.reader import reader


@never_cache
@require_http_methods(["GET", "POST"])
def agreement_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text, the parties, the limits of confidentiality; below them the signature."""
    agreement = load_agreement(request, pk)
    sign_in = signed_in(request)
    if sign_in is None or not sign_in.is_recent:
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        return _sign(request, agreement, sign_in)
    version = version_in_question(agreement)
    if _has_signed(version, request):
        return redirect("signature_receipt", pk, version.number)
    require(may_sign, request, version)
    return _page(request, version, SignForm(signer=reader(request), version=version))


@require_safe
def signature_receipt(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """What the person signed, when, and who else has."""
    version = load_version(request, pk, number)
    mine = get_object_or_404(Signature, version=version, party__person=reader(request))
    given = {one.party_id: one for one in version.signatures.all() if one.voided_at is None}
    rows = [{"party": party, "signature": given.get(party.pk)} for party in version.agreement.parties.all()]
    context = {"version": version, "agreement": version.agreement, "signature": mine, "rows": rows}
    return render(request, "agreements/signature_receipt.html", context)


def signed_in(request: HttpRequest) -> signatures.SignIn | None:
    """When and how this person last proved who they are; None when it is not known."""
    records = get_authentication_records(request, request.user)
    if not records:
        return None
    return signatures.SignIn(datetime.fromtimestamp(records[-1]["at"], UTC), str(records[-1]["method"])[:40])


def _sign(request: HttpRequest, agreement: Agreement, sign_in: signatures.SignIn) -> HttpResponse:
    form = SignForm(request.POST, signer=reader(request))
    noted = form.shown_text()
    version = AgreementVersion.objects.filter(agreement=agreement, pk=noted[0]).first() if noted else None
    if noted is None or version is None:
        raise signatures.TextChanged(page_of(agreement))
    version.agreement = agreement
    if not form.is_valid():
        return _page(request, version, form)
    typed_name = form.cleaned_data["typed_name"]
    signatures.sign(version, by=reader(request), shown=noted[1], typed_name=typed_name, sign_in=sign_in)
    return redirect("signature_receipt", agreement.pk, version.number)


def _has_signed(version: AgreementVersion, request: HttpRequest) -> bool:
    return version.signatures.filter(party__person=reader(request), voided_at=None).exists()


def _page(request: HttpRequest, version: AgreementVersion, form: SignForm) -> HttpResponse:
    text = content.load(version.content)
    context = {"version": version, "agreement": version.agreement, "text": text, "form": form}
    return render(request, "agreements/agreement_sign.html", context)
