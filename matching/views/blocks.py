"""'Not for me': private, and reversible."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from matching.services import blocks
from people.models import Person
from people.reader import reader
from program.models import Enrollment


@require_POST
def pair_block(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Never be matched with this person."""
    other = _fellow(request, pk)
    blocks.block(reader(request), other)
    messages.success(
        request,
        _("You are not matched with %(name)s. Only you know this, and you can take it back.")
        % {"name": other.get_full_name()},
    )
    return _back(request)


@require_POST
def pair_unblock(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it back."""
    other = _fellow(request, pk)
    blocks.unblock(reader(request), other)
    messages.success(
        request, _("Taken back: %(name)s can be matched with you again.") % {"name": other.get_full_name()}
    )
    return _back(request)


def _fellow(request: HttpRequest, pk: UUID) -> Person:
    """Somebody who shares a cohort with the reader, or whom the reader blocked."""
    cohorts = Enrollment.objects.own(reader(request)).values("cohort")
    fellows = Enrollment.objects.filter(cohort__in=cohorts).values("person")
    people = Person.objects.filter(pk__in=fellows) | Person.objects.filter(blocked_by__person=reader(request))
    return get_object_or_404(people.distinct(), pk=pk)


def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if is_ours else "home")
