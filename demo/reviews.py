"""What goes to the sponsors of the demo: reviews and summaries that coach and client write, and the client releases."""

from collections.abc import Sequence
from datetime import date, timedelta

from demo import words
from demo.agreeing import sides
from demo.moments import at
from demo.simulation import Script
from matching.models import Partnership
from sessions.enums import StatementKind
from sessions.services import statements


def told(partnership: Partnership, kinds: Sequence[StatementKind], on: date) -> Script:
    """The coach writes, and the client releases it two days later."""
    guide, seeker = sides(partnership)
    for kind in kinds:
        yield at(on, 15, guide)
        statement = statements.write(partnership, kind, words.STATEMENTS[kind], revision=0, by=guide)
        yield at(on + timedelta(days=2), 10, seeker)
        statements.release(statement, revision=statement.revision, by=seeker)


def waits(partnership: Partnership, kind: StatementKind, on: date) -> Script:
    """The coach has written it; the client has not decided yet."""
    guide, _seeker = sides(partnership)
    yield at(on, 15, guide)
    statements.write(partnership, kind, words.STATEMENTS[kind], revision=0, by=guide)
