"""A mentee keeps mentors in mind."""

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from matching.selectors.mentors import MentorFinder
from matching.services import favourites
from matching.views.mentors import own_mentee
from people.reader import reader
from program.models import Enrollment


@require_POST
def favourite_keep(request: HttpRequest, pk: UUID, mentor_pk: UUID) -> HttpResponse:
    """Keep a mentor in mind."""
    mentee, mentor = _pair(request, pk, mentor_pk)
    favourites.keep(mentee, mentor, by=reader(request))
    messages.success(
        request, _("%(name)s is a favourite now. Only you see this.") % {"name": mentor.person.get_full_name()}
    )
    return redirect(_way_back(request, mentee))


@require_POST
def favourite_let_go(request: HttpRequest, pk: UUID, mentor_pk: UUID) -> HttpResponse:
    """Keep them in mind no longer; the list offers to undo it."""
    mentee, mentor = _pair(request, pk, mentor_pk)
    favourites.let_go(mentee, mentor, by=reader(request))
    parts = urlsplit(_way_back(request, mentee))
    query = QueryDict(parts.query, mutable=True)
    query["let_go"] = str(mentor.pk)
    return redirect(parts._replace(query=query.urlencode()).geturl())


def _pair(request: HttpRequest, pk: UUID, mentor_pk: UUID) -> tuple[Enrollment, Enrollment]:
    """The reader's place and a mentor of their list; whoever is not in it is a 404, whatever the reason."""
    mentee = own_mentee(request, pk)
    card = MentorFinder(mentee).card(mentor_pk)
    if card is None:
        raise Http404
    return mentee, card.enrollment


def _way_back(request: HttpRequest, mentee: Enrollment) -> str:
    """The page it was done on, without an earlier offer to undo; the list where no page is named."""
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    parts = urlsplit(target if is_ours else reverse("mentor_list", args=[mentee.pk]))
    query = QueryDict(parts.query, mutable=True)
    query.pop("let_go", None)
    return parts._replace(query=query.urlencode()).geturl()
