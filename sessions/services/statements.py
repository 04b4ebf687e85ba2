"""Statements for the sponsor: written by coach or client, released by the client only, once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged
from matching.models import Partnership
from matching.services import partnerships
from notifications.services import nudges
from people.models import Person
from sessions import permissions
from sessions.enums import StatementKind
from sessions.models import SponsorStatement
from sessions.selectors import circle
from sessions.services.revisions import Conflict


@transaction.atomic
def write(partnership: Partnership, kind: str, body: str, *, revision: int, by: Person) -> SponsorStatement:
    """Keep the draft; the same text twice changes nothing.

    Raises Conflict when a newer text was saved, Refusal once it is released or when the agreement does not foresee it.
    """
    if kind not in StatementKind.values:
        raise Refusal(_("Please choose which statement this is."))
    partnership = partnerships.lock(partnership)
    permissions.can_write_statement.check(by, partnership, kind)
    row = SponsorStatement.objects.filter(partnership=partnership, kind=kind).first()
    row = row or SponsorStatement(partnership=partnership, kind=kind, author=by)
    if row.released_at:
        raise Refusal(_("This was released, so its text stays as it is."))
    if row.revision and row.body == body:
        return row
    if row.revision != revision:
        raise Conflict
    row.body, row.author = body, by
    row.revision += 1
    row.save()
    audit.record("sponsor_statement.write", row, by=by, kind=kind, revision=row.revision)
    return row


@transaction.atomic
def release(statement: SponsorStatement, *, revision: int, by: Person) -> None:
    """Let the sponsor read exactly the text (revision) that the client was shown. It cannot be taken back.

    A second time changes nothing. Raises AlreadyChanged when the text was changed since it was shown.
    """
    row = SponsorStatement.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=statement.pk)
    permissions.can_release_statement.check(by, row.partnership, row.kind)
    if row.released_at:
        return
    if row.revision != revision:
        raise AlreadyChanged
    row.released_at, row.released_by = timezone.now(), by
    row.save(update_fields=["released_at", "released_by"])
    for member in circle.sponsors(row.partnership):
        nudges.plan(
            "review_released", recipient=member.person, subject=row, program_id=row.partnership.cohort.program_id
        )
    audit.record("sponsor_statement.release", row, by=by, kind=row.kind, revision=row.revision)
