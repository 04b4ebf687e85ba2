"""Reading the exact text, signing it, and taking the signature back."""

from datetime import UTC, datetime
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agreements.forms.signing import SignForm, shown_in
from agreements.models import Agreement, AgreementVersion
from agreements.permissions import may_sign, may_withdraw
from agreements.selectors import differences, evidence
from agreements.selectors.documents import document_for
from agreements.selectors.reading import shown_hash, text_for
from agreements.services import signatures
from agreements.tasks import ring
from agreements.views import half_signed
from agreements.views.loading import load_agreement, load_version, page_of, require, version_in_question
from core.rules import Refusal
from people.reader import reader


@never_cache
@require_http_methods(["GET", "POST"])
def agreement_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text, the parties, the limits of confidentiality; below them the signature."""
    agreement = load_agreement(request, pk)
    sign_in = signed_in(request)
    if sign_in is None or not sign_in.is_recent:
        if request.method == "POST":
            half_signed.keep(request)
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        return _sign(request, agreement, sign_in)
    version = version_in_question(agreement)
    if _has_signed(version, request):
        return redirect("signature_receipt", pk, version.number)
    require(may_sign, request, version)
    return _page(request, version, _resumed(request, version))


@require_http_methods(["GET", "POST"])
def agreement_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What happens when somebody takes their signature back, and the button that does it."""
    version = version_in_question(load_agreement(request, pk))
    if request.method == "POST":
        signatures.withdraw(version, by=reader(request))
        messages.success(request, _("Your signature is withdrawn. You can sign again, or talk about it first."))
        return redirect("agreement_detail", pk)
    require(may_withdraw, request, version)
    return render(request, "agreements/signature_withdraw.html", {"version": version, "agreement": version.agreement})


@require_safe
def signature_receipt(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """What the person signed, when, and who else has."""
    version = load_version(request, pk, number)
    mine = version.signatures.filter(party__person=reader(request)).order_by("-signed_at").first()
    if mine is None:
        raise Http404
    context = {
        "version": version,
        "agreement": version.agreement,
        "signature": mine,
        "rows": evidence.signature_rows(version),
        "card": document_for(version, reader(request)),
        "may_withdraw": may_withdraw.allows(reader(request), version),
    }
    return render(request, "agreements/signature_receipt.html", context)


def signed_in(request: HttpRequest) -> signatures.SignIn | None:
    """When and how this person last proved who they are; None when it is not known.

    Raises Refusal when the request speaks for another account than the one that signed in here: nobody signs as
    somebody else, whatever a later part of the product may allow to be looked at that way.
    """
    if request.session.get(SESSION_KEY) != str(reader(request).pk):
        raise Refusal(_("You can sign only as yourself."))
    records = get_authentication_records(request, request.user)
    if not records:
        return None
    return signatures.SignIn(datetime.fromtimestamp(records[-1]["at"], UTC), str(records[-1]["method"])[:40])


def _sign(request: HttpRequest, agreement: Agreement, sign_in: signatures.SignIn) -> HttpResponse:
    noted = shown_in(request.POST, reader(request))
    version = AgreementVersion.objects.filter(agreement=agreement, pk=noted[0]).first() if noted else None
    if noted is None or version is None:
        raise signatures.TextChanged(page_of(agreement))
    version.agreement = agreement
    form = SignForm(request.POST, signer=reader(request), version=version)
    if not form.is_valid():
        return _page(request, version, form)
    typed_name = form.cleaned_data["typed_name"]
    signatures.sign(version, by=reader(request), shown=noted[1], typed_name=typed_name, sign_in=sign_in)
    half_signed.forget(request)
    ring(version)
    return redirect("signature_receipt", agreement.pk, version.number)


def _has_signed(version: AgreementVersion, request: HttpRequest) -> bool:
    return version.signatures.filter(party__person=reader(request), voided_at=None).exists()


def _resumed(request: HttpRequest, version: AgreementVersion) -> SignForm:
    """An empty form; or, for whoever had to sign in again on the way, the one they had filled in for this very text."""
    blank = SignForm(signer=reader(request), version=version, shown_hash=_hash_for(request, version))
    filled_in = half_signed.kept(request)
    if filled_in is None:
        return blank
    noted = shown_in(filled_in, reader(request))
    is_same = noted is not None and half_signed.is_about((noted[0], noted[1].content_hash), version)
    return SignForm(filled_in, signer=reader(request), version=version) if is_same else blank


def _hash_for(request: HttpRequest, version: AgreementVersion) -> str:
    return shown_hash(version, text_for(version, reader(request)))


def _page(request: HttpRequest, version: AgreementVersion, form: SignForm) -> HttpResponse:
    text = text_for(version, reader(request))
    context = {
        "version": version,
        "agreement": version.agreement,
        "text": text,
        "form": form,
        "changes": differences.changes_since_force(version, reader(request)),
    }
    return render(request, "agreements/agreement_sign.html", context)
