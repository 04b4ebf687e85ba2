"""The sealed document of a version: how far it is, and the file itself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.selectors.documents import DocumentCard, document_for
from agreements.selectors.reading import is_named_in
from agreements.views.loading import load_version
from core.encryption import CannotOpen
from core.rules import Refusal
from people.reader import reader


@require_safe
def document_state(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The part of a page that says how far the document is; it asks again by itself until the document is there."""
    return render(request, "agreements/_document_state.html", {"card": _load(request, pk, number)})


@require_safe
def document_download(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The PDF made for the reader, to keep."""
    card = _load(request, pk, number)
    way_out = reverse("version_detail", args=[pk, number])
    if card.refusal is not None:
        raise Refusal(card.refusal, way_out_url=way_out)
    if not card.is_sealed:
        raise Refusal(_("The sealed document is still being made. Your agreement counts already."), way_out_url=way_out)
    try:
        pdf = card.document.pdf
    except CannotOpen as problem:
        words = _("This document cannot be opened. Please tell the people who run this site.")
        raise Refusal(words, way_out_url=way_out) from problem
    name = f"agreement-{str(pk)[:8]}-version-{number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _load(request: HttpRequest, pk: UUID, number: int) -> DocumentCard:
    version = load_version(request, pk, number)
    # A later sponsor has no part in an earlier version.
    card = document_for(version, reader(request)) if is_named_in(version, reader(request)) else None
    if card is None:
        raise Http404
    return card
