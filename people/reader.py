"""The person who reads a page."""

from django.http import HttpRequest

from people.models import Person


def reader(request: HttpRequest) -> Person:
    """The signed-in person. Every page needs a sign-in unless it says otherwise, so there is one."""
    assert isinstance(request.user, Person)
    return request.user
