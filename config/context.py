"""What every page needs: the organization, the navigation, the support id."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from config.navigation import items_for
from demo.cast import PASSWORD
from demo.signins import signins
from people.models import Organization


def page(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page."""
    return {
        "product_name": settings.PRODUCT_NAME,
        "organization": Organization.get(),
        "nav": items_for(request),
        "support_id": getattr(request, "request_id", ""),
        "is_debug": settings.DEBUG,
        "demo_signins": SimpleLazyObject(demo_signins),
    }


def demo_signins() -> list[dict[str, Any]]:
    """Who can sign in as what while debugging with the demo organization; asked for by the sign-in page alone."""
    if not settings.DEBUG:
        return []
    return [{"role": signin.role, "email": signin.email, "password": PASSWORD} for signin in signins()]
