"""Pages that exist for organization admins only: for everybody else they are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def for_admins(view: View) -> View:
    """404 for everybody but organization admins, the same as a page that does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request.user, "is_organization_admin", False):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
