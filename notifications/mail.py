"""Turning a letter into a mail with a text and an HTML part."""

from dataclasses import dataclass
from email.utils import formataddr
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.text import single_line
from notifications.definitions import Letter, NudgeKind
from notifications.hours import zone_of
from notifications.models import Nudge
from people.models import Organization, Person

_inliner = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)


def message_id(nudge: Nudge) -> str:
    """The same for every attempt, so that the one double that cannot be excluded is recognised by mail programs."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<nudge.{nudge.pk}@{host}>"


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail that is ready to be sent, and where its one link leads."""

    message: EmailMultiAlternatives
    path: str


def compose(
    nudge: Nudge, kind: NudgeKind, subject: object, recipient: Person, connection: BaseEmailBackend | None = None
) -> Composed:
    """Write the mail in the recipient's language and zone. Raises whatever the definition's `write` raises."""
    organization = Organization.get()
    language = recipient.language or organization.language
    with translation.override(language), timezone.override(zone_of(recipient.time_zone)):
        letter = kind.write(subject, recipient)
        message = build(letter, kind, recipient, organization, message_id(nudge), connection)
    return Composed(message, letter.url)


def build(
    letter: Letter,
    kind: NudgeKind,
    recipient: Person,
    organization: Organization,
    identifier: str,
    connection: BaseEmailBackend | None = None,
) -> EmailMultiAlternatives:
    """A mail from a letter, in the language that is active."""
    reason = _("You get this because you take part in a program of %(organization)s (%(family)s).")
    context = {
        "letter": letter,
        "recipient": recipient,
        "organization": organization,
        "product_name": settings.PRODUCT_NAME,
        "subject": letter.subject,
        "action_url": settings.BASE_URL + letter.url,
        "action_label": letter.label,
        "why": reason % {"organization": organization.name, "family": kind.family.label},
        "preferences_url": settings.BASE_URL + reverse("nudge_preferences"),
        "LANGUAGE_CODE": translation.get_language(),
    }
    mail = EmailMultiAlternatives(
        subject=single_line(str(letter.subject)),
        body=render_to_string("email/nudge.txt", context),
        from_email=formataddr((single_line(organization.name), settings.DEFAULT_FROM_EMAIL)),
        to=[formataddr((single_line(recipient.get_full_name()), recipient.email))],
        headers={
            "Message-ID": identifier,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=connection,
    )
    mail.attach_alternative(_inliner.inline(render_to_string("email/nudge.html", context)), "text/html")
    return mail
