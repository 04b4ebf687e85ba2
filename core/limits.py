"""How often one network address may do something that anybody may do."""

import structlog
from django.core.cache import cache
from django.http import HttpRequest

from core.middleware import client_address

SECONDS = 60
log = structlog.get_logger(__name__)


def is_within(request: HttpRequest, what: str, most: int) -> bool:
    """Count this try; False when the caller's address has had more than `most` since its first one a minute ago.

    Without a cache nothing is counted: a page that helps people is better open than closed.
    """
    key = f"limit:{what}:{client_address(request) or 'unknown'}"
    try:
        cache.add(key, 0, SECONDS)
        return int(cache.incr(key)) <= most
    except ValueError:  # it ended between the two
        return True
    except Exception as problem:
        log.warning("limit_not_counted", what=what, problem=type(problem).__name__)
        return True
