"""The page for what broke on our side: an id for support, no detail."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Answer without asking the database, which may be what broke, and without the request's content."""
    context = {"support_id": getattr(request, "request_id", ""), "product_name": settings.PRODUCT_NAME}
    return HttpResponseServerError(render_to_string("500.html", context))
