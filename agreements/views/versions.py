"""Versions whose text is fixed: to read, to print, to compare."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.document import content
from agreements.models import AgreementVersion
from agreements.selectors import history
from agreements.views.loading import load_version


@require_safe
def version_detail(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The exact text of a version and who signed it; prints well."""
    version = load_version(request, pk, number)
    if not version.content_hash:
        raise Http404
    given = {one.party_id: one for one in version.signatures.all()}
    rows = [{"party": party, "signature": given.get(party.pk)} for party in version.agreement.parties.all()]
    context = {
        "version": version,
        "agreement": version.agreement,
        "text": content.load(version.content),
        "rows": rows,
        "has_older": _before(version) is not None,
    }
    return render(request, "agreements/version_detail.html", context)


@require_safe
def version_changes(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """What changed since the version before it that was offered for signature."""
    version = load_version(request, pk, number)
    older = _before(version)
    if older is None or not version.content_hash:
        raise Http404
    changes = history.changes_between(content.load(older.content), content.load(version.content))
    context = {"version": version, "older": older, "agreement": version.agreement, "changes": changes}
    return render(request, "agreements/version_changes.html", context)


def _before(version: AgreementVersion) -> AgreementVersion | None:
    """The latest earlier version with a fixed text."""
    earlier = version.agreement.versions.exclude(content_hash="").filter(number__lt=version.number)
    found = earlier.order_by("-number").first()
    if found is not None:
        found.agreement = version.agreement
    return found
