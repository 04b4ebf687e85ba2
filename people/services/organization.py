"""The organization's own settings."""

from django.db import transaction

from core import audit
from people.models import Organization, Person
from people.permissions import may_change_organization


@transaction.atomic
def change(organization: Organization, *, by: Person) -> Organization:
    """Store name, colour, zone, language and working days as they stand on `organization`."""
    may_change_organization.check(by)
    organization.full_clean(validate_constraints=False)
    organization.save()
    audit.record("organization.change", organization, by=by, name=organization.name, accent=organization.accent)
    return organization
