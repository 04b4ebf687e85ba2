"""Talking about a section beside its text."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.forms.comment import CommentForm
from agreements.permissions import may_comment, may_edit
from agreements.selectors import comments as selectors
from agreements.selectors import pages
from agreements.services import comments
from agreements.views.loading import Part, load_comment, load_part
from people.reader import reader


@require_http_methods(["GET", "POST"])
def section_comments(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """What was said about a section, and a place to answer."""
    part = load_part(request, pk, key)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["body"]
        form.carry_out(lambda: comments.write(part.agreement, key, by=reader(request), body=words))
        if not form.is_refused:
            messages.success(request, _("Your comment is there. The others are told that there is one."))
            return redirect("section_comments", pk, key)
    return _page(request, part, form)


@require_POST
def comment_settle(request: HttpRequest, pk: UUID, comment_pk: UUID) -> HttpResponse:
    """It is talked about and done."""
    comment = load_comment(request, pk, comment_pk)
    comments.settle(comment, by=reader(request))
    messages.success(request, _("Settled."))
    return redirect("section_comments", pk, comment.section_key)


@require_POST
def comment_reopen(request: HttpRequest, pk: UUID, comment_pk: UUID) -> HttpResponse:
    """It is not done after all."""
    comment = load_comment(request, pk, comment_pk)
    comments.reopen(comment, by=reader(request))
    messages.success(request, _("Open again."))
    return redirect("section_comments", pk, comment.section_key)


@require_POST
def comment_delete(request: HttpRequest, pk: UUID, comment_pk: UUID) -> HttpResponse:
    """Take one's own words back."""
    comment = load_comment(request, pk, comment_pk)
    comments.delete(comment, by=reader(request))
    messages.success(request, _("Your comment was taken back."))
    return redirect("section_comments", pk, comment.section_key)


def _page(request: HttpRequest, part: Part, form: CommentForm) -> HttpResponse:
    context = {
        "agreement": part.agreement,
        "section": part.section,
        "row": pages.row_of(part.version, part.section.key, reader(request)),
        "thread": selectors.thread_of(part.agreement, reader(request), part.section.key, part.hidden),
        "form": form,
        "comment_reason": may_comment.reason(request.user, part.version),
        "may_edit": may_edit.allows(request.user, part.version),
        "readers": pages.readers_of(part.agreement, part.is_for_sponsor),
    }
    return render(request, "agreements/section_comments.html", context)
