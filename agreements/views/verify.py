"""Checking a sealed document without an account: the file comes in, an answer goes out, nothing stays."""

import ssl

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from agreements import sealing
from agreements.forms.verify import Cap, InMemory, VerifyForm
from agreements.selectors import verdicts
from core.limits import is_within
from people.uploads import was_too_large


@login_not_required
@never_cache
@csrf_exempt  # only until the upload handlers stand: what follows is protected
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Give a PDF, learn whether it is unchanged since it was sealed here."""
    if request.method == "POST":
        if not is_within(request, "verify", settings.VERIFY_TRIES_A_MINUTE):
            return _page(request, VerifyForm(), _too_many())
        request.upload_handlers = [Cap(request), InMemory(request)]
    return _verify(request)


@login_not_required
@require_safe
def verify_certificate(request: HttpRequest) -> HttpResponse:
    """The organization's certificates, the newest first: with them a seal is checked without us."""
    found = sealing.certificates(settings.SEAL_KEYS_DIR)
    if not found:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="organization-certificates.pem"'}
    pem = "".join(ssl.DER_cert_to_PEM_cert(each.der) for each in found)
    return HttpResponse(pem, content_type="application/x-pem-file", headers=headers)


@csrf_protect
def _verify(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, VerifyForm())
    form = VerifyForm(request.POST, request.FILES)
    if was_too_large(request):
        return _page(request, VerifyForm(), verdicts.too_large())
    if not form.is_valid():
        return _page(request, form)
    return _page(request, VerifyForm(), verdicts.answer_to(form.cleaned_data["file"]))


def _too_many() -> verdicts.Answer:
    return verdicts.Answer(
        "warn",
        _("One moment, please"),
        _("From your network many files were checked within a minute. Wait a minute, then try again."),
        status_code=429,
    )


def _page(request: HttpRequest, form: VerifyForm, answer: verdicts.Answer | None = None) -> HttpResponse:
    known = sealing.certificates(settings.SEAL_KEYS_DIR)
    context = {"form": form, "answer": answer, "certificate": known[0] if known else None}
    status = answer.status_code if answer else 400 if form.errors else 200
    return render(request, "agreements/verify.html", context, status=status)
