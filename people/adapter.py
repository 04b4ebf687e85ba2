"""How the sign-in library fits this product: accounts come from HR, and its mails look like all others."""

from concurrent.futures import Future, ThreadPoolExecutor
from email.utils import formataddr
from typing import Any

import css_inline
import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.middleware import client_address
from core.text import single_line
from people.models import Organization, Person

log = structlog.get_logger(__name__)
_inliner = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)
# Beside the request: an answer that waited for a mail would tell which addresses have an account.
_postman = ThreadPoolExecutor(max_workers=2, thread_name_prefix="sign-in-mail")
# What the library says on our pages. Named here so that our own catalogue translates it, in our tone.
LIBRARY_WORDS = (
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Please type your current password."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("Incorrect password."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("Successfully signed in as %(name)s."),
    gettext_noop("You have signed out."),
)


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; names and addresses are managed by the import."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits of attempts count by: behind a proxy the caller's, or all would share one limit."""
        return client_address(request) or super().get_client_ip(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the profile, where the way to the password began."""
        return reverse("profile_edit")

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """The link with which somebody sets their password, the first one too."""
        _postman.submit(_send_link, user, context["password_reset_url"], Organization.get()).add_done_callback(
            _log_failure
        )


def _send_link(person: Person, url: str, organization: Organization) -> int:
    with translation.override(person.language or organization.language):
        return _compose_link(person, url, organization).send()


def _compose_link(person: Person, url: str, organization: Organization) -> EmailMessage:
    subject = _("Set your password")
    context = {
        "person": person,
        "organization": organization,
        "product_name": settings.PRODUCT_NAME,
        "subject": subject,
        "action_url": url,
        "action_label": _("Set my password"),
        "why": _("You get this because somebody asked for it on the sign-in page. If it was not you, do nothing."),
        "LANGUAGE_CODE": translation.get_language(),
    }
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("account/email/set_password.txt", context),
        from_email=formataddr((single_line(organization.name), settings.DEFAULT_FROM_EMAIL)),
        to=[formataddr((single_line(person.get_full_name()), person.email))],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    mail.attach_alternative(_inliner.inline(render_to_string("account/email/set_password.html", context)), "text/html")
    return mail


def _log_failure(sent: Future[int]) -> None:
    problem = sent.exception()
    if problem is not None:
        log.error("sign_in_mail_failed", problem=type(problem).__name__)
