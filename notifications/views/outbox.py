"""The outbox page (debug only): the mails that were 'sent' to files."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from notifications import outbox
from notifications.selectors import nudges


@require_safe
def outbox_list(request: HttpRequest) -> HttpResponse:
    """All messages, newest first, and what waits."""
    _refuse_unless_debugging()
    mails = [(path.name, outbox.read(path.name)) for path in outbox.files()]
    return render(request, "notifications/outbox_list.html", {"mails": mails, "waiting": nudges.waiting()})


@require_safe
def outbox_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One message, its text part."""
    _refuse_unless_debugging()
    message = outbox.read(name)
    if message is None:
        raise Http404
    body = message.get_body(preferencelist=("plain",))
    return render(
        request, "notifications/outbox_detail.html", {"mail": message, "text": body.get_content() if body else ""}
    )


def _refuse_unless_debugging() -> None:
    if not settings.DEBUG:
        raise Http404
