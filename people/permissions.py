"""Who may do what with people."""

from django.utils.translation import gettext_lazy as _

from core.rules import Reason, Rule
from people.models import Person


@Rule
def may_import(person: Person | None) -> Reason | None:
    """Organization admins import people; a command on the server (None) may as well."""
    if person is None or person.is_organization_admin:
        return None
    return _("Only organization admins import people.")


@Rule
def may_give_roles(person: Person) -> Reason | None:
    """Organization admins say who else is one, and who reads the results as a senior leader."""
    return None if person.is_organization_admin else _("Only organization admins give roles.")


@Rule
def may_change_organization(person: Person) -> Reason | None:
    """Organization admins set its name, colour, zone and language."""
    return None if person.is_organization_admin else _("Only organization admins change this.")
