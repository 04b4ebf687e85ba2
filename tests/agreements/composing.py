"""What an admin does on the pages of templates."""

from typing import Any

from django.test import Client
from django.urls import reverse

from agreements.enums import TemplateState
from agreements.models import AgreementTemplate, TemplateVersion
from tests.factories.templates import in_use, shipped

__all__ = ["block", "draft_of", "in_use", "keys", "publish", "shipped", "write"]


def draft_of(client: Client, template: AgreementTemplate, language: str = "en") -> TemplateVersion:
    """Begin a new version on the template's page."""
    answer = client.post(reverse("template_begin_draft", args=[template.pk, language]))
    draft = template.versions.get(language=language, state=TemplateState.DRAFT)
    assert answer["Location"] == reverse("template_compose", args=[draft.pk])
    return draft


def block(version: TemplateVersion, key: str) -> dict[str, Any]:
    """A block as it is stored now."""
    version.refresh_from_db()
    return next(one for one in version.sections if one["key"] == key)


def keys(version: TemplateVersion) -> list[str]:
    """The keys of the blocks in their order, as stored now."""
    version.refresh_from_db()
    return [one["key"] for one in version.sections]


def write(client: Client, version: TemplateVersion, key: str, **fields: Any) -> Any:
    """Save a block on its page; what is not given is as the page shows it."""
    url = reverse("template_block", args=[version.pk, key])
    shown = client.get(url).context["form"].initial
    # A box without a tick is not sent.
    return client.post(url, {name: value for name, value in {**shown, **fields}.items() if value is not False})


def publish(client: Client, version: TemplateVersion, **fields: Any) -> Any:
    """Read what changes, then publish."""
    url = reverse("template_publish", args=[version.pk])
    return client.post(url, {**client.get(url).context["form"].initial, **fields})
