"""The reference for pages: a plain Django page with login, five queries and twenty cards.

Only what Django itself brings: its usual middleware, its usual context processors, one view, one template.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.test import Client, override_settings
from django.urls import path

from config.urls import handler500
from config.urls import urlpatterns as whole_site
from notifications.models import Nudge
from people.models import Organization, Person
from program.models import Enrollment, Program

__all__ = ["handler500", "urlpatterns"]

ADDRESS = "/bench/plain/"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = DjangoTemplates(
    {
        "NAME": "plain",
        "DIRS": [Path(__file__).parent],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
)


@login_required
def plain(request: HttpRequest) -> HttpResponse:
    """Twenty people with their managers, and four more facts."""
    context: dict[str, Any] = {
        "organization": Organization.objects.first(),
        "people": Person.objects.select_related("manager").order_by("last_name", "first_name")[:20],
        "programs": Program.objects.order_by("name")[:5],
        "places": Enrollment.objects.count(),
        "unread": Nudge.objects.filter(recipient=request.user, read_at=None).count(),
    }
    return HttpResponse(TEMPLATES.get_template("plain.html").render(context, request))


urlpatterns = [path(ADDRESS.strip("/") + "/", plain), *whole_site]


def client_for(person: Person) -> Client:
    """A signed-in client whose requests pass through Django's usual middleware alone."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        client.get(ADDRESS)  # the first request settles which middleware the client goes through
    return client
