"""Versions whose text is fixed: to read, to print, to compare."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.models import AgreementVersion
from agreements.selectors import differences, evidence
from agreements.selectors.documents import document_for
from agreements.selectors.reading import is_named_in, text_for
from agreements.services import verification
from agreements.views.loading import load_version
from people.reader import reader


@require_safe
def version_detail(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The exact text of a version and who signed it; prints well."""
    version = _load_fixed(request, pk, number)
    older = _before(version)
    context = {
        "version": version,
        "agreement": version.agreement,
        "text": text_for(version, reader(request)),
        "rows": evidence.signature_rows(version),
        "card": document_for(version, reader(request)),
        "has_older": older is not None and is_named_in(older, reader(request)),
    }
    return render(request, "agreements/version_detail.html", context)


@require_safe
def version_evidence(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """How a version was signed: what is kept with each signature, and the events that led to it."""
    version = _load_fixed(request, pk, number)
    context = {
        "version": version,
        "agreement": version.agreement,
        "page": evidence.page_for(version, reader(request)),
        "faults": list(verification.verify(version.agreement)),
    }
    return render(request, "agreements/version_evidence.html", context)


@require_safe
def version_changes(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """What changed since the version before it that was offered for signature."""
    version = _load_fixed(request, pk, number)
    older = _before(version)
    if older is None or not is_named_in(older, reader(request)):
        raise Http404
    changes = differences.changes_of(older, version, reader(request))
    context = {"version": version, "older": older, "agreement": version.agreement, "changes": changes}
    return render(request, "agreements/version_changes.html", context)


def _load_fixed(request: HttpRequest, pk: UUID, number: int) -> AgreementVersion:
    """A version whose text is fixed and names the reader; a later sponsor does not read earlier texts."""
    version = load_version(request, pk, number)
    if not version.content_hash or not is_named_in(version, reader(request)):
        raise Http404
    return version


def _before(version: AgreementVersion) -> AgreementVersion | None:
    """The latest earlier version with a fixed text."""
    earlier = version.agreement.versions.exclude(content_hash="").filter(number__lt=version.number)
    found = earlier.order_by("-number").first()
    if found is not None:
        found.agreement = version.agreement
    return found
