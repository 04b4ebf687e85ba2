"""The agreement page and the steps of an agreement's way."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.forms.signing import DeclineForm
from agreements.permissions import may_sign
from agreements.selectors import history, pages
from agreements.selectors.differences import changes_since_force
from agreements.selectors.documents import document_for
from agreements.services import readiness, renewal, versions
from agreements.views.loading import load_agreement, require, version_in_question
from people.reader import reader


@require_safe
def agreement_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What it says, how far it is, who wrote what, what to do next."""
    page = pages.page_for(load_agreement(request, pk), reader(request))
    titles = {row.key: row.title for row in page.writer_rows}
    context = {
        "page": page,
        "steps": pages.steps_of_signing(page),
        "events": history.timeline_of(page.agreement, titles),
        "card": document_for(page.signed_version, reader(request)) if page.signed_version else None,
        "changes": changes_since_force(page.version, reader(request)),
    }
    return render(request, "agreements/agreement_detail.html", context)


@require_POST
def agreement_ready(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft is ready to sign, says this person about the wording they have read."""
    readiness.mark(load_agreement(request, pk), by=reader(request), read=request.POST.get("read"))
    messages.success(request, _("Marked as ready. The mark goes away if somebody changes the text."))
    return redirect("agreement_detail", pk)


@require_POST
def agreement_not_ready(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Not ready after all, says this person."""
    readiness.take_back(load_agreement(request, pk), by=reader(request))
    messages.success(request, _("Your mark is gone. Nothing else changed."))
    return redirect("agreement_detail", pk)


@require_POST
def agreement_propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer the draft for signature."""
    versions.propose(version_in_question(load_agreement(request, pk)), by=reader(request))
    messages.success(request, _("Offered for signature. Everybody has been asked to sign; you can do so now."))
    return redirect("agreement_sign", pk)


@require_POST
def agreement_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the proposed version back to change something."""
    versions.take_back(version_in_question(load_agreement(request, pk)), by=reader(request))
    messages.success(request, _("Taken back. You can change it now; everybody signs the new version."))
    return redirect("agreement_detail", pk)


@require_http_methods(["GET", "POST"])
def agreement_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for a change instead of signing."""
    version = version_in_question(load_agreement(request, pk))
    require(may_sign, request, version)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.carry_out(lambda: versions.decline(version, by=reader(request), reason=form.cleaned_data["reason"]))
        if not form.is_refused:
            messages.success(request, _("The others have been told that you would like a change. Nothing was signed."))
            return redirect("agreement_detail", pk)
    return render(request, "agreements/agreement_decline.html", {"form": form, "agreement": version.agreement})


@require_POST
def agreement_amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a new version of a running agreement."""
    versions.amend(load_agreement(request, pk), by=reader(request))
    messages.success(
        request, _("A new version was begun. The signed one counts until everybody has signed the new one.")
    )
    return redirect("agreement_detail", pk)


@require_POST
def agreement_renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a version that lasts longer."""
    renewal.renew(load_agreement(request, pk), by=reader(request))
    messages.success(
        request, _("A renewal was begun. Look at the goals and the new last day, then offer it for signature.")
    )
    return redirect("agreement_detail", pk)


@require_POST
def agreement_give_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Discard the draft of an amendment."""
    versions.give_up(version_in_question(load_agreement(request, pk)), by=reader(request))
    messages.success(request, _("The changes were discarded. The signed agreement goes on as it is."))
    return redirect("agreement_detail", pk)
