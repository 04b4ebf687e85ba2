"""What somebody does on the pages of an agreement."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, AgreementSection
from people.models import Person
from tests.factories.agreements import make_schedule, open_version


def url(name: str, agreement: Agreement, *args: Any) -> str:
    """The address of one of the agreement's pages."""
    return reverse(name, args=[agreement.pk, *args])


def section(agreement: Agreement, key: str) -> AgreementSection:
    """A section of the open version."""
    return open_version(agreement).sections.get(key=key)


def write_section(client: Client, agreement: Agreement, key: str, body: str, **fields: Any) -> Any:
    """Save a section on its page; the revision is the current one unless given."""
    part = section(agreement, key)
    fields.setdefault("revision", part.revision)
    return client.post(url("section_edit", agreement, part.pk), {"body": body, **fields})


def write_schedule(client: Client, agreement: Agreement, **fields: Any) -> Any:
    """Save a complete meeting schedule on its page."""
    return write_section(client, agreement, "schedule", "We take turns.", **{**make_schedule().as_data(), **fields})


def add_goal(client: Client, agreement: Agreement, title: str = "Lead a project", **fields: Any) -> Any:
    """Write down a goal on its page."""
    day = timezone.localdate().replace(month=12, day=31).isoformat()
    data = {"revision": 0, "title": title, "measure": "It is delivered", "target_date": day, **fields}
    return client.post(url("goal_add", agreement), data)


def shown_note(client: Client, agreement: Agreement) -> str:
    """Open the page to sign; the sealed note of what it showed."""
    page = client.get(url("agreement_sign", agreement))
    assert page.status_code == 200
    found = re.search(r'name="shown" value="([^"]+)"', page.content.decode())
    assert found
    return found.group(1)


def consent(person: Person, note: str) -> dict[str, str]:
    """Both boxes ticked, the name typed."""
    return {"shown": note, "has_read": "on", "agrees": "on", "typed_name": person.get_full_name()}


def sign(client: Client, agreement: Agreement, person: Person) -> Any:
    """Read and sign."""
    note = shown_note(client, agreement)
    return client.post(url("agreement_sign", agreement), consent(person, note))
