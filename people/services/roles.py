"""The two roles that are a person's own; all others come from programs."""

from django.db import transaction

from core import audit
from people.models import Person
from people.permissions import may_give_roles
from people.services.employment import keep_an_admin


@transaction.atomic
def change(person: Person, *, is_organization_admin: bool, is_senior_leader: bool, by: Person) -> None:
    """Give or take the roles. Raises Refusal when nobody who can administer would be left."""
    may_give_roles.check(by)
    person.refresh_from_db(fields=["is_organization_admin", "is_senior_leader"])
    wanted = {"is_organization_admin": is_organization_admin, "is_senior_leader": is_senior_leader}
    changed = {name: value for name, value in wanted.items() if getattr(person, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(person, name, value)
    person.save(update_fields=list(changed))
    if not is_organization_admin:
        keep_an_admin()
    audit.record("person.roles", person, by=by, **changed)
