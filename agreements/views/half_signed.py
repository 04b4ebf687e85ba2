"""What somebody had filled in when they were asked to sign in again: it waits for them, and they press once more."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from agreements.models import AgreementVersion

_KEY = "agreements.half_signed"
_FIELDS = ("shown", "has_read", "agrees", "typed_name")
_WAITS = timedelta(minutes=10)


def keep(request: HttpRequest) -> None:
    """Remember the filled-in form in the person's own session."""
    data = {name: request.POST[name] for name in _FIELDS if name in request.POST}
    request.session[_KEY] = {"path": request.path, "at": timezone.now().isoformat(), "data": data}


def kept(request: HttpRequest) -> dict[str, str] | None:
    """What was filled in on this page a few minutes ago, or None. Looking changes nothing."""
    found = request.session.get(_KEY)
    if not found or found["path"] != request.path:
        return None
    is_recent = timezone.now() - datetime.fromisoformat(found["at"]) < _WAITS
    return dict(found["data"]) if is_recent else None


def forget(request: HttpRequest) -> None:
    """It was signed, or begun anew."""
    request.session.pop(_KEY, None)


def is_about(note: tuple[str, str] | None, version: AgreementVersion) -> bool:
    """Whether a note (the id of a version, the hash of what was shown) is about the text that is offered now."""
    return note == (str(version.pk), version.content_hash)
