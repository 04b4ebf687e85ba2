"""The wordings that a section had, and a word when somebody else saves."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.enums import SectionKind
from agreements.forms.section import RevisionForm
from agreements.models import SectionRevision
from agreements.permissions import may_edit
from agreements.selectors import pages
from agreements.selectors.wordings import news_of, wordings_of
from agreements.services import sections
from agreements.views.loading import Part, load_agreement, load_part, load_section, version_in_question
from core.rules import Refusal
from people.reader import reader

# htmx stops asking when it gets this answer.
STOP_ASKING = 286


@require_safe
def section_wordings(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Who wrote what, when, and what each wording changed."""
    part = _part(request, pk, key)
    context = {
        "agreement": part.agreement,
        "section": part.section,
        "wordings": wordings_of(part.section, part.agreement, reader(request)),
        "take_reason": may_edit.reason(request.user, part.version),
        "readers": pages.readers_of(part.agreement, part.is_for_sponsor),
    }
    return render(request, "agreements/section_wordings.html", context)


@require_POST
def wording_take(request: HttpRequest, pk: UUID, key: str, wording_pk: UUID) -> HttpResponse:
    """Save an earlier wording once more."""
    part = _part(request, pk, key)
    found = SectionRevision.objects.filter(section__version__agreement=part.agreement, section__key=key)
    wording = get_object_or_404(found.select_related("section__version"), pk=wording_pk)
    wording.section.version.agreement = part.agreement
    form = RevisionForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else -1
    saved = sections.take_again(part.section, wording, by=reader(request), revision=revision)
    if saved.is_conflict:
        raise Refusal(
            _("Somebody changed this section meanwhile, so nothing was taken. Here is how it stands now."),
            way_out_url=request.path.removesuffix(f"{wording_pk}/take/"),
        )
    messages.success(request, _("This wording is in the draft again. What came after it is kept below."))
    return redirect("section_wordings", pk, key)


@require_safe
def section_news(request: HttpRequest, pk: UUID, section_pk: UUID) -> HttpResponse:
    """Whether somebody saved this section since `revision` was read: a sentence, or nothing. Asked by the open page."""
    section = load_section(request, pk, section_pk)
    news = news_of(section, request.GET.get("revision", ""), reader(request))
    return render(request, "agreements/_news.html", {"news": news}, status=STOP_ASKING if news else 200)


@require_safe
def agreement_news(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether anything was saved since `read` was on the page. Asked by the open page."""
    agreement = load_agreement(request, pk)
    version = version_in_question(agreement)
    is_new = request.GET.get("read", stamp := pages.stamp_of(version)) != stamp
    context = {"agreement": agreement, "is_new": is_new}
    return render(request, "agreements/_agreement_news.html", context, status=STOP_ASKING if is_new else 200)


def _part(request: HttpRequest, pk: UUID, key: str) -> Part:
    """A part whose earlier wordings this person reads. Of goals the sponsor reads the present ones only: earlier lists
    were perhaps written when they were not for them."""
    part = load_part(request, pk, key)
    if part.is_sponsor and part.section.kind == SectionKind.GOALS:
        raise Http404
    return part
