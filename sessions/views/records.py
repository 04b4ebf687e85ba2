"""The written side of a meeting: focus, session log, private note."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.opening import opened
from people.models import Person
from people.reader import reader
from sessions import permissions
from sessions.forms.record import FocusForm, LogPage, NoteForm
from sessions.models import Meeting, MeetingFocus, PrivateNote
from sessions.selectors import circle, meeting_page, records
from sessions.services import focuses, logs, notes
from sessions.views.loading import own_meeting


def _frame(meeting: Meeting, person: Person) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "title": meeting_page.title_of(meeting, person),
        "others": circle.names(circle.others(meeting.partnership, person)),
        "readers": circle.readers(meeting.partnership, person),
    }


@require_http_methods(["GET", "POST"])
def focus_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The mentee or client chooses what the meeting is about."""
    meeting, person = own_meeting(request, pk), reader(request)
    if request.method == "GET":
        permissions.can_choose_focus.check(person, meeting)
    saved = MeetingFocus.objects.filter(meeting=meeting, author=person).first()
    if saved:
        saved.meeting = meeting
        opened([saved], by=person)
    initial = {name: getattr(saved, name) for name in (*records.FOCUS_PARTS, "revision")} if saved else None
    form = FocusForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        share = "share" in request.POST
        form.carry_out(
            lambda: focuses.save(meeting, form.words(), share=share, revision=form.cleaned_data["revision"], by=person)
        )
        if not form.is_refused:
            messages.success(request, _("Saved and shared.") if share else _("Saved."))
            return redirect("meeting_detail", pk=meeting.pk)
        form.catch_up(revision=saved.revision if saved else 0)
    is_behind = form.is_behind(revision=saved.revision if saved else 0)
    newer = records.record_of(meeting, person).focus_parts if is_behind else []
    context = {"form": form, "saved": saved, "newer": newer} | _frame(meeting, person)
    return render(request, "sessions/focus_form.html", context)


@require_http_methods(["GET", "POST"])
def log_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page for what came of a meeting: shared record, private note, actions."""
    meeting, person = own_meeting(request, pk), reader(request)
    if request.method == "GET":
        permissions.can_write_log.check(person, meeting)
    record = records.record_of(meeting, person)
    page = LogPage(
        request.POST or None,
        initial=_log_initial(meeting, record),
        owners=[(str(member.person_id), str(member.person)) for member in circle.workers(meeting.partnership)],
        open_actions=records.open_actions(meeting.partnership, person),
    )
    form = page.form
    if request.method == "POST" and not page.wants_row and page.is_valid():
        form.carry_out(lambda: logs.save(meeting, page.entry(), by=person))
        if not form.is_refused:
            messages.success(request, _("The session log is saved."))
            return redirect("meeting_detail", pk=meeting.pk)
        form.catch_up(**_revisions(record))
    is_conflict = not page.wants_row and form.is_behind(**_revisions(record))
    context = {"page": page, "form": form, "record": record, "is_conflict": is_conflict}
    return render(request, "sessions/log_form.html", context | _frame(meeting, person))


def _revisions(record: records.Record) -> dict[str, int]:
    return {
        "revision": record.log.revision if record.log else 0,
        "note_revision": record.note.revision if record.note else 0,
    }


def _log_initial(meeting: Meeting, record: records.Record) -> dict[str, Any]:
    initial: dict[str, Any] = {"minutes": meeting.minutes}
    if record.log:
        initial |= {name: getattr(record.log, name) for name in (*records.PARTS, "minutes", "revision")}
    if record.note:
        initial |= {"note": record.note_body, "note_revision": record.note.revision}
    return initial


@require_http_methods(["GET", "POST"])
def note_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person's own note about a meeting, by itself."""
    meeting, person = own_meeting(request, pk), reader(request)
    saved = PrivateNote.objects.visible_to(person).filter(meeting=meeting).first()
    opened([saved] if saved else [], by=person)
    form = NoteForm(request.POST or None, initial={"note": saved.body, "revision": saved.revision} if saved else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        form.carry_out(lambda: notes.save(meeting, data["note"], revision=data["revision"], by=person))
        if not form.is_refused:
            messages.success(request, _("Your note is saved. Only you can read it."))
            return redirect("meeting_detail", pk=meeting.pk)
        form.catch_up(revision=saved.revision if saved else 0)
    newer = saved.body if saved and form.is_behind(revision=saved.revision) else ""
    return render(request, "sessions/note_form.html", {"form": form, "newer": newer} | _frame(meeting, person))


@require_safe
def note_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of the person's own notes, which stays theirs when they have left the partnership."""
    notes_of_mine = PrivateNote.objects.visible_to(reader(request)).select_related("meeting")
    note = get_object_or_404(notes_of_mine, pk=pk)
    opened([note], by=request.user)
    return render(request, "sessions/note_detail.html", {"note": note, "body": note.body})
