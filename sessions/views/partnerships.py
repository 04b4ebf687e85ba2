"""The page of a partnership, and its end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.ui.times import day_words
from matching.models import Partnership
from people.models import Person
from people.reader import reader
from program.enums import Role
from sessions import permissions
from sessions.enums import CLOSING_LASTS
from sessions.forms.closing import EarlyEndForm, PulseForm, ReflectionForm
from sessions.selectors import circle, closing, goals, partnerships, pulse, sponsor_page
from sessions.services import check_ins, closures
from sessions.views.loading import member_partnership, worked_in


@require_safe
def partnership_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The one page of the relationship; a sponsor sees what the signed agreement allows."""
    partnership, person = member_partnership(request, pk), reader(request)
    if permissions.role_of(person, partnership) == Role.SPONSOR:
        page = sponsor_page.sponsor_page(partnership, person)
        context = {"page": page, "why_no_more": sponsor_page.why_no_more(page)}
        return render(request, "sessions/partnership_sponsor.html", context)
    return render(request, "sessions/partnership_detail.html", {"page": partnerships.page_for(partnership, person)})


@require_http_methods(["GET", "POST"])
def pulse_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The two questions about the relationship."""
    partnership, person = worked_in(request, pk), reader(request)
    due = pulse.due_on(partnership, timezone.localdate())
    form = PulseForm(request.POST or None)
    if request.method == "POST" and due and form.is_valid():
        data = form.cleaned_data
        check_ins.answer_pulse(partnership, data["useful"], data["trusting"], due=due, by=person)
        messages.success(request, _("Thank you. Only you can see your answers."))
        return redirect("partnership_detail", pk=partnership.pk)
    is_asked = bool(pulse.unanswered([partnership], person, timezone.localdate()))
    context = {"form": form, "partnership": partnership, "is_asked": is_asked}
    return render(request, "sessions/pulse_form.html", context | {"others": _others(partnership, person)})


@require_http_methods(["GET", "POST"])
def closing_begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What closing means, and then the beginning of it."""
    partnership, person = worked_in(request, pk), reader(request)
    if request.method == "POST":
        closures.begin(partnership, by=person)
        messages.success(request, _("The closing has begun. Take your time to look back."))
        return redirect("reflection_give", pk=partnership.pk)
    permissions.can_begin_closing.check(person, partnership)
    context = {"partnership": partnership, "others": _others(partnership, person), "days": CLOSING_LASTS.days}
    return render(request, "sessions/closing_begin.html", context | closing.what_ends(partnership))


@require_http_methods(["GET", "POST"])
def reflection_give(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Looking back: one's own words first, then everybody's."""
    partnership, person = worked_in(request, pk), reader(request)
    form = ReflectionForm(request.POST or None, goals=goals.agreed_goals(partnership, person))
    if request.method == "POST" and form.is_valid():
        form.carry_out(lambda: closures.reflect(partnership, **form.words(), by=person))
        if not form.is_refused:
            messages.success(request, _("Thank you for looking back."))
            return redirect("reflection_give", pk=partnership.pk)
    look_back = closing.look_back(partnership, person)
    context = {
        "form": form,
        "partnership": partnership,
        "look_back": look_back,
        "completes_words": day_words(look_back.completes_on) if look_back.completes_on else "",
        "others": _others(partnership, person),
        "readers": circle.readers(partnership, person),
    }
    return render(request, "sessions/reflection.html", context)


@require_http_methods(["GET", "POST"])
def partnership_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ending early, nobody's fault: what it means, and then the end."""
    partnership, person = worked_in(request, pk), reader(request)
    if request.method == "GET":
        permissions.can_work_in.check(person, partnership)
    form = EarlyEndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.carry_out(lambda: closures.end_early(partnership, reason=form.cleaned_data["reason"], by=person))
        if not form.is_refused:
            messages.success(request, _("The partnership has ended. The other side will be told kindly."))
            return redirect("partnership_detail", pk=partnership.pk)
    context = {
        "form": form,
        "partnership": partnership,
        "others": _others(partnership, person),
        "readers": circle.readers(partnership, person),
    }
    return render(request, "sessions/partnership_end.html", context | closing.what_ends(partnership))


def _others(partnership: Partnership, person: Person) -> str:
    return circle.names(circle.others(partnership, person))
