"""What a sealed document says: a version's fixed text, its signatures with their evidence, and how they came about.

Network addresses and browsers are shortened. Everybody who signs gets the document, and where somebody sat and what
they use is more than the proof needs; the whole evidence is stored, and its hash is part of each signature's event.
"""

import ipaddress
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from agreements import catalogue, consent, sealing
from agreements.catalogue import sealed as sealed_words
from agreements.document import content
from agreements.enums import DocumentReader, EventKind
from agreements.models import AgreementEvent, AgreementVersion, SealedDocument
from agreements.models import Signature as SignatureRow
from people.models import Organization

# The first of a browser's names that it goes by; each calls itself by those after it, too.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")),
)
VISIBLE_BITS = {4: 24, 6: 48}


class NotAsSigned(Exception):
    """The stored text is not the one whose hash was signed. Nobody's seal goes under it."""


def printed(document: SealedDocument, *, made_at: datetime) -> sealing.Document:
    """Everything the reader's sealed document shows, in the agreement's language.

    Raises core.encryption.CannotOpen when the text does not open, NotAsSigned when it is not the one that was signed.
    """
    version = document.version
    stored = version.content
    if content.digest(stored) != version.content_hash:
        raise NotAsSigned
    text = content.load(stored)
    shown = text.for_sponsor() if document.reader == DocumentReader.SPONSOR else text
    organization = Organization.get()
    with translation.override(text.language):
        return sealing.Document(
            agreement=str(version.agreement_id),
            version=version.number,
            title=text.name,
            program=text.program,
            organization=organization.name,
            language=text.language,
            colour=organization.accent,
            parties=tuple(sealing.Party(party.name, party.role_name) for party in text.parties),
            sections=tuple(_section(section) for section in shown.sections),
            in_force_since=_day(version, organization, text.language),
            fingerprint=version.content_hash,
            signatures=tuple(_signatures(version, text)),
            events=tuple(_events(version, text, organization)),
            words=sealed_words.words(text.language),
            verify_at=f"{settings.BASE_URL}{reverse('verify')}",
            made_at=made_at,
        )


def _section(section: content.SectionText) -> sealing.Section:
    if section.is_hidden:
        return sealing.Section(title=section.title, is_withheld=True, fingerprint=section.fingerprint)
    return sealing.Section(
        title=section.title,
        paragraphs=(section.text,) if section.text else (),
        lines=tuple(section.lines),
        goals=tuple(sealing.Goal(goal.title, tuple(goal.lines)) for goal in section.goals),
    )


def _signatures(version: AgreementVersion, text: content.Content) -> Iterable[sealing.Signature]:
    roles = {party.person: party.role_name for party in text.parties}
    given = version.signatures.filter(voided_at=None).select_related("party").order_by("signed_at", "pk")
    for signature in given:
        yield sealing.Signature(
            typed_name=signature.typed_name,
            name=signature.person_name,
            email=signature.person_email,
            role=roles.get(str(signature.party.person_id), signature.party.get_role_display()),
            signed_at=_utc(signature.signed_at),
            signed_local=_local(signature.signed_at, signature.time_zone),
            address=shortened(signature.address),
            browser=browser_of(signature.user_agent),
            sign_in=_sign_in(signature),
            statements=tuple(_statements(signature)),
            statements_version=signature.consent_version,
            language=_language(signature.language),
            content_hash=signature.content_hash,
        )


def _events(version: AgreementVersion, text: content.Content, organization: Organization) -> Iterable[sealing.Event]:
    """The piece of the chain from the offer to the last signature, with nothing left out between."""
    chain = AgreementEvent.objects.filter(agreement=version.agreement_id)
    about = chain.filter(detail__version=version.number).order_by("-number").values("number")
    first = about.filter(kind=EventKind.PROPOSED)[:1]
    last = about.filter(kind=EventKind.IN_FORCE)[:1]
    names = {party.person: party.name for party in text.parties}
    for event in chain.filter(number__gte=first, number__lte=last).select_related("person").order_by("number"):
        who = names.get(str(event.person_id)) or (event.person.get_full_name() if event.person else organization.name)
        yield sealing.Event(
            when=_utc(event.happened_at, with_zone=False), who=who, what=event.get_kind_display(), hash=event.hash
        )


def shortened(address: str | None) -> str:
    """The network that an address belongs to, without the place in it: "203.0.113.x"."""
    if not address:
        return _("not known")
    whole = ipaddress.ip_address(address)
    if whole.version == 6 and whole.ipv4_mapped:
        whole = whole.ipv4_mapped
    network = ipaddress.ip_network((whole, VISIBLE_BITS[whole.version]), strict=False)
    begins = str(network.network_address)
    visible = f"{begins.rpartition('.')[0]}.x" if whole.version == 4 else f"{begins.rstrip(':') or ':'}:x"
    return _("%(network)s (kept in full by the organization)") % {"network": visible}


def browser_of(user_agent: str) -> str:
    """A browser's name, main version and system, of the long line that it sends."""
    names = (f"{name} {found[1]}" for mark, name in BROWSERS if (found := re.search(rf"\b{mark}\w*/(\d+)", user_agent)))
    browser = next(names, "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part) or _("not known")


def _sign_in(signature: SignatureRow) -> str:
    method = _("with a password") if signature.sign_in_method == "password" else signature.sign_in_method
    return f"{method}, {_utc(signature.signed_in_at)}"


def _statements(signature: SignatureRow) -> Iterable[str]:
    """The words beside the two boxes, as they were when they were ticked."""
    words = consent.statements(signature.consent_version, signature.language)
    return (words.has_read, words.agrees_to_sign) if words else ()


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _day(version: AgreementVersion, organization: Organization, language: str) -> str:
    at = version.in_force_at
    if at is None:
        raise NotAsSigned
    day = at.astimezone(ZoneInfo(organization.time_zone)).date()
    return date_format(day, catalogue.phrases(language).date_format)


def _utc(at: datetime, *, with_zone: bool = True) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}{' UTC' if with_zone else ''}"


def _local(at: datetime, zone: str) -> str:
    try:
        local = at.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError):
        return zone
    offset = local.strftime("%z")
    return f"{local:%Y-%m-%d %H:%M:%S} ({zone}, UTC{offset[:3]}:{offset[3:5]})"
