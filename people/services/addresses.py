"""When an import gives somebody another e-mail address, they hear of it at the old one.

Whoever has the address can ask for a new password and would then read what that person reads. Nobody shall be able
to take over an account in silence, not even those who run the import.
"""

from email.utils import formataddr
from functools import partial
from typing import Any
from uuid import UUID

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core import audit
from core.text import single_line
from people.importing.directory import Directory
from people.models import Organization, Person

_inliner = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)


def tell_of_new_addresses(changed: dict[UUID, dict[str, Any]], directory: Directory, *, by: Person | None) -> None:
    """Put on record whose address changed and write to the old ones after the commit, to those who ever signed in."""
    before = {
        pk: directory.people[pk]["email"]
        for pk, values in changed.items()
        if "email" in values and values["email"].lower() != directory.people[pk]["email"].lower()
    }
    people = [person for person in Person.objects.filter(pk__in=before, is_active=True) if person.has_usable_password()]
    audit.record_all("person.address", [(person, {}) for person in people], by=by)
    if people:
        letters = [(person, before[person.pk]) for person in people]
        # A mail server that is away does not undo an import.
        transaction.on_commit(partial(_send, letters), robust=True)


def _send(letters: list[tuple[Person, str]]) -> None:
    organization = Organization.get()
    get_connection().send_messages([_compose(person, address, organization) for person, address in letters])


def _compose(person: Person, address: str, organization: Organization) -> EmailMultiAlternatives:
    with translation.override(person.language or organization.language):
        subject = _("Your e-mail address was changed")
        context = {
            "person": person,
            "organization": organization,
            "product_name": settings.PRODUCT_NAME,
            "subject": subject,
            "why": _("You get this because your account had this address until now."),
            "LANGUAGE_CODE": translation.get_language(),
        }
        mail = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("account/email/address_changed.txt", context),
            from_email=formataddr((single_line(organization.name), settings.DEFAULT_FROM_EMAIL)),
            to=[formataddr((single_line(person.get_full_name()), address))],
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
        page = render_to_string("account/email/address_changed.html", context)
    mail.attach_alternative(_inliner.inline(page), "text/html")
    return mail
