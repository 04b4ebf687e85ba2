"""Meetings: planned, moved, cancelled, confirmed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.models import Partnership
from people.models import Person
from people.reader import reader
from sessions import permissions
from sessions.forms.meeting import MeetingForm
from sessions.models import Meeting
from sessions.selectors import circle, meeting_page
from sessions.selectors import meetings as select
from sessions.services import attendance, meetings
from sessions.views.loading import invited_meeting, own_meeting, worked_in

PER_PAGE = 25


def _zones(partnership: Partnership, person: Person, *more: str) -> list[tuple[str, str]]:
    """Own clock first, then the others'; each zone once."""
    labels = {person.time_zone: _("Your clock (%(zone)s)") % {"zone": person.time_zone}}
    for other in circle.others(partnership, person):
        label = _("%(name)s's clock (%(zone)s)") % {"name": other.get_short_name(), "zone": other.time_zone}
        labels.setdefault(other.time_zone, label)
    for zone in more:
        labels.setdefault(zone, zone)
    return list(labels.items())


@require_http_methods(["GET", "POST"])
def meeting_schedule(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan one meeting, or log one that was held."""
    partnership, person = worked_in(request, pk), reader(request)
    permissions.can_plan.check(person, partnership)
    form = MeetingForm(
        request.POST or None,
        zones=_zones(partnership, person),
        can_review=bool(circle.sponsors(partnership)) and partnership.activated_at is not None,
        initial={
            "day": select.suggested_day(partnership, timezone.localdate()),
            "at": "10:00",
            "zone": person.time_zone,
            "minutes": select.usual_minutes(partnership),
        },
    )
    if request.method == "POST" and form.is_valid():
        meeting = form.carry_out(lambda: meetings.schedule(partnership, form.when(), kind=form.kind, by=person))
        if meeting is not None:
            is_past = meeting.ends_at <= timezone.now()
            messages.success(request, _("Noted. Now say what happened.") if is_past else _("The meeting is planned."))
            return redirect("meeting_detail", pk=meeting.pk)
    return render(
        request, "sessions/meeting_form.html", {"form": form, "partnership": partnership} | _names(partnership, person)
    )


@require_safe
def meeting_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every meeting of a partnership: those to come, the soonest first, then what was, the latest first."""
    partnership, person = worked_in(request, pk), reader(request)
    to_come = Case(When(ends_at__gt=timezone.now(), then="starts_at")).asc(nulls_last=True)
    rows = select.listed(Meeting.objects.filter(partnership=partnership)).order_by(to_come, "-starts_at")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "sessions/meeting_list.html",
        {"partnership": partnership, "page": page, "rows": meeting_page.table(list(page), partnership, person)}
        | _names(partnership, person),
    )


@require_safe
def meeting_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One meeting: when, where, what to do next, what came of it."""
    meeting = invited_meeting(request, pk)
    return render(request, "sessions/meeting_detail.html", {"page": meeting_page.page_for(meeting, reader(request))})


@require_http_methods(["GET", "POST"])
def meeting_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another time, length or place for the same meeting."""
    meeting, person = own_meeting(request, pk), reader(request)
    if request.method == "GET":
        permissions.can_change.check(person, meeting)
    form = MeetingForm(
        request.POST or None,
        zones=_zones(meeting.partnership, person, meeting.zone),
        initial={
            "day": meeting.local_date,
            "at": meeting.local_time,
            "zone": meeting.zone,
            "minutes": meeting.minutes,
            "place": meeting.place,
        },
    )
    if request.method == "POST" and form.is_valid():
        form.carry_out(lambda: meetings.move(meeting, form.when(), by=person))
        if not form.is_refused:
            messages.success(request, _("The meeting was changed. The other side will be told."))
            return redirect("meeting_detail", pk=meeting.pk)
    context = {"form": form, "meeting": meeting, "partnership": meeting.partnership}
    return render(request, "sessions/meeting_form.html", context | _names(meeting.partnership, person))


@require_http_methods(["GET", "POST"])
def meeting_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What cancelling means, and then the cancelling."""
    meeting, person = own_meeting(request, pk), reader(request)
    if request.method == "POST":
        meetings.cancel(meeting, by=person)
        messages.success(request, _("The meeting is cancelled. The other side will be told."))
        return redirect("meeting_detail", pk=meeting.pk)
    permissions.can_cancel.check(person, meeting)
    return render(
        request,
        "sessions/meeting_cancel.html",
        {"meeting": meeting, "cost": meeting_page.cost_of_cancelling(meeting, person)}
        | _names(meeting.partnership, person),
    )


@require_POST
def meeting_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One side says what happened."""
    meeting = own_meeting(request, pk)
    attendance.report(meeting, request.POST.get("says", ""), by=reader(request))
    messages.success(request, _("Thank you. That is noted."))
    return redirect("meeting_detail", pk=meeting.pk)


def _names(partnership: Partnership, person: Person) -> dict[str, Any]:
    return {"others": circle.names(circle.others(partnership, person))}
