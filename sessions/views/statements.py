"""Reviews for the sponsor."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matching.models import Partnership
from people.reader import reader
from sessions import permissions
from sessions.enums import StatementKind
from sessions.forms.closing import StatementForm
from sessions.models import SponsorStatement
from sessions.selectors import circle
from sessions.services import statements
from sessions.views.loading import worked_in


@require_http_methods(["GET", "POST"])
def statement_edit(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Write a review together; the client releases it when it says what it should. What was written stays readable."""
    if kind not in StatementKind.values:
        raise Http404
    partnership, person = worked_in(request, pk), reader(request)
    saved = SponsorStatement.objects.filter(partnership=partnership, kind=kind).select_related("author").first()
    if saved is None:
        permissions.can_write_statement.check(person, partnership, kind)
    initial = {"body": saved.body, "revision": saved.revision} if saved else None
    form = StatementForm(request.POST or None, initial=initial, kind=kind)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        form.carry_out(lambda: statements.write(partnership, kind, data["body"], revision=data["revision"], by=person))
        if not form.is_refused:
            messages.success(request, _("The draft is saved. The sponsor cannot see it yet."))
            return redirect("statement_edit", pk=partnership.pk, kind=kind)
        form.catch_up(revision=saved.revision if saved else 0)
    context = {
        "form": form,
        "partnership": partnership,
        "kind_label": StatementKind(kind).label,
        "saved": saved,
        "saved_body": saved.body if saved else "",
        "is_conflict": form.is_bound and form.is_refused,
        "no_write": permissions.can_write_statement.reason(person, partnership, kind) or "",
        "readers": circle.readers(partnership, person),
        "sponsors": circle.names(member.person for member in circle.sponsors(partnership)),
        "no_release": permissions.can_release_statement.reason(person, partnership, kind) or "",
    }
    return render(request, "sessions/statement_form.html", context)


@require_http_methods(["GET", "POST"])
def statement_release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The exact text that the sponsor will read, and then its release."""
    person = reader(request)
    statement = get_object_or_404(
        SponsorStatement.objects.filter(partnership__in=Partnership.objects.worked_in_by(person)), pk=pk
    )
    partnership = worked_in(request, statement.partnership_id)
    permissions.can_release_statement.check(person, partnership, statement.kind)
    if request.method == "POST":
        shown = request.POST.get("revision", "")
        revision = int(shown) if shown.isdecimal() and len(shown) < 10 else -1
        statements.release(statement, revision=revision, by=person)
        messages.success(request, _("It is released. Its text stays as it is now."))
        return redirect("statement_edit", pk=partnership.pk, kind=statement.kind)
    context = {
        "statement": statement,
        "body": statement.body,
        "partnership": partnership,
        "sponsors": circle.names(member.person for member in circle.sponsors(partnership)),
    }
    return render(request, "sessions/statement_release.html", context)


@require_safe
def statement_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A released review, for everybody in the partnership, the sponsor included. It stays readable, whatever is agreed
    later: it cannot be taken back."""
    person = reader(request)
    released = SponsorStatement.objects.filter(
        released_at__isnull=False, partnership__in=Partnership.objects.visible_to(person)
    )
    statement = get_object_or_404(released.select_related("partnership__cohort__program", "author"), pk=pk)
    return render(request, "sessions/statement_detail.html", {"statement": statement, "body": statement.body})
