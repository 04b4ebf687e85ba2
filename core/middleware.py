"""Request facts for the audit trail, and refusals turned into messages."""

import ipaddress
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.defaults import page_not_found

from core import context
from core.rules import Refusal

GetResponse = Callable[[HttpRequest], HttpResponse]


def client_address(request: HttpRequest) -> str | None:
    """The caller's address: the last hop's, or the one a trusted proxy reports when TRUST_PROXY is set.

    None for what is no address: it goes into columns that take nothing else.
    """
    if settings.TRUST_PROXY and (forwarded := request.headers.get("x-forwarded-for", "")):
        return _address_in(forwarded.rsplit(",", 1)[-1].strip())
    return _address_in(request.META.get("REMOTE_ADDR", ""))


def _address_in(text: str) -> str | None:
    """The address in `203.0.113.9`, `203.0.113.9:4711`, `2001:db8::9` or `[2001:db8::9]:4711`."""
    bare = text[1:].partition("]")[0] if text.startswith("[") else text
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ipaddress.ip_address(bare.partition("%")[0]))
    except ValueError:
        return None


class RequestContextMiddleware:
    """Gives each request an id (shown on error pages, in logs and in the audit trail)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex[:12]
        request.request_id = request_id  # type: ignore[attr-defined]
        context.remember(
            context.RequestFacts(request_id, client_address(request), request.headers.get("user-agent", "")[:300])
        )
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        with context.short_memory():
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every page asks for a sign-in. Whoever was signed out while they wrote gets their words back, not a bare form."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """The sign-in page; or, when words came along, a page that shows them to their sender and stores nothing."""
        to_sign_in = super().process_view(request, view_func, view_args, view_kwargs)
        if to_sign_in is None or not (words := _words_in(request)):
            return to_sign_in
        answer = render(request, "signed_out.html", {"words": words, "sign_in_url": to_sign_in["Location"]}, status=401)
        add_never_cache_headers(answer)
        return answer


def _words_in(request: HttpRequest) -> list[str]:
    """What somebody wrote into a form: each value of more than one word, never a password."""
    if request.method != "POST":
        return []
    written = [value for name, values in request.POST.lists() if "password" not in name for value in values]
    return [value for value in written if len(value.split()) > 1]


class RefusalMiddleware:
    """A Refusal becomes a message on the page the person came from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refused request with a redirect and its reason; leave every other exception alone.

        What a view does not find gets the same page while developing, so that a demo shows what people will see.
        """
        if isinstance(exception, Http404):
            return page_not_found(request, exception)
        if not isinstance(exception, Refusal):
            return None
        messages.warning(request, str(exception.reason))
        target = exception.way_out_url or _page_before(request)
        if getattr(request, "htmx", False):
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return HttpResponseRedirect(target, status=303)


def _page_before(request: HttpRequest) -> str:
    referer = request.headers.get("referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    # A refused GET must not send the person back to itself for ever.
    if is_ours and (request.method != "GET" or not referer.endswith(request.get_full_path())):
        return referer
    return "/"
