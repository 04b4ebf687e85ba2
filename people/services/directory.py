"""The directory and an import's plan: read everybody at once, store everything in a few statements."""

import io
import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.utils import timezone
from psycopg2 import sql

from people.enums import EmploymentStatus, SkillLevel, SkillSource, Theme
from people.importing.directory import KEPT, Directory
from people.importing.plan import Plan
from people.importing.rows import Row
from people.models import Organization, Person, PersonSkill
from people.services import addresses, employment

_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def load(*, lock: bool = False) -> Directory:
    """Everybody with their skills, in two queries. `lock` keeps the people as they are until the transaction ends."""
    directory = Directory()
    people = Person.objects.order_by("pk")
    if lock:
        people = people.select_for_update(no_key=True, of=("self",))
    for values in people.values("pk", *KEPT):
        directory.add(values.pop("pk"), values)
    skills = PersonSkill.objects.order_by().values_list("person_id", "skill__name", "source")
    for person_id, name, source in skills.iterator(chunk_size=20_000):
        kept = directory.imported_skills if source == SkillSource.IMPORTED else directory.own_skills
        kept.setdefault(person_id, set()).add(name.lower())
    return directory


def store(plan: Plan, directory: Directory, *, by: Person | None) -> None:
    """Write the plan in the caller's transaction: changes first (they may free an address), then the new people."""
    _update(plan.changed, directory)
    addresses.tell_of_new_addresses(plan.changed, directory, by=by)
    _insert(plan.created)
    _drop_skills(plan.skills_dropped)
    _add_skills(plan.skills_added)
    employment.change_all(
        [employment.NewStatus(one.person_id, one.after, one.left_on) for one in plan.employment], by=by
    )


def _update(changed: dict[UUID, dict[str, Any]], directory: Directory) -> None:
    if not changed:
        return
    columns = sorted({key for values in changed.values() for key in values})
    _free_addresses(changed, directory)
    rows = ([pk, *({**directory.people[pk], **values}[name] for name in columns)] for pk, values in changed.items())
    names = [sql.Identifier(name) for name in columns]
    _copy_into_temporary(
        "import_changes",
        sql.SQL("SELECT id, {} FROM people_person").format(sql.SQL(", ").join(names)),
        ["id", *columns],
        rows,
    )
    assignments = sql.SQL(", ").join(sql.SQL("{0} = changes.{0}").format(name) for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("UPDATE people_person mine SET {} FROM import_changes changes WHERE mine.id = changes.id").format(
                assignments
            )
        )


def _free_addresses(changed: dict[UUID, dict[str, Any]], directory: Directory) -> None:
    """Two people may swap addresses, but the database looks at one row at a time: let go of such addresses first."""
    wanted = {values["email"] for values in changed.values() if "email" in values}
    holders = [pk for address in wanted if (pk := directory.by_email.get(address)) and "email" in changed.get(pk, {})]
    if holders:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE people_person SET email = id || '@moving.invalid' WHERE id = ANY(%s::uuid[])",
                [[str(pk) for pk in holders]],
            )


def _insert(created: Sequence[Row]) -> None:
    if not created:
        return
    organization, now, day = Organization.get(), timezone.now(), employment.today()
    rows = [_new_person(row, organization.time_zone) for row in created]
    for row in rows:
        row["created_at"] = now
        has_left = row["employment_status"] == EmploymentStatus.TERMINATED
        row["is_active"] = not has_left
        row["left_on"] = (row["left_on"] or day) if has_left else None
    columns = list(rows[0])
    _copy("people_person", columns, ([row[name] for name in columns] for row in rows))


def _new_person(row: Row, zone: str) -> dict[str, Any]:
    """Every column of a new person. They get a password of their own through the link that is mailed to them."""
    values = row.values
    texts = {name: values.get(name, "") for name in ("last_name", "job_title", "department", "location")}
    facts = {name: values.get(name) for name in ("grade", "manager_id", "hire_date", "last_promotion_date", "left_on")}
    return {
        "id": row.person_id,
        "email": values["email"],
        "employee_id": values.get("employee_id"),
        "first_name": values["first_name"],
        **texts,
        **facts,
        "time_zone": values.get("time_zone", zone),
        "languages": values.get("languages", []),
        "employment_status": values.get("employment_status", EmploymentStatus.ACTIVE),
        # As make_password(None), which asks the system for randomness forty times.
        "password": f"{UNUSABLE_PASSWORD_PREFIX}{secrets.token_urlsafe(30)}",
        **dict.fromkeys(("about", "language"), ""),
        "theme": Theme.AUTO,
        "is_organization_admin": False,
        "is_senior_leader": False,
    }


def _add_skills(pairs: Sequence[tuple[UUID, str]]) -> None:
    """Give people skills, and the vocabulary the words it does not have yet."""
    if not pairs:
        return
    _copy_into_temporary(
        "import_skills",
        sql.SQL("SELECT person_id, name FROM people_personskill, people_skill"),
        ["person_id", "name"],
        pairs,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_skill (id, created_at, name) SELECT gen_random_uuid(), now(), name FROM"
            " (SELECT DISTINCT ON (lower(name)) name FROM import_skills ORDER BY lower(name), name) AS words"
            " ON CONFLICT DO NOTHING"
        )
        cursor.execute(
            "INSERT INTO people_personskill (id, created_at, level, source, person_id, skill_id)"
            " SELECT gen_random_uuid(), now(), %s, %s, new.person_id, skill.id FROM import_skills new"
            " JOIN people_skill skill ON lower(skill.name) = lower(new.name) ON CONFLICT DO NOTHING",
            [SkillLevel.SOLID, SkillSource.IMPORTED],
        )


def _drop_skills(pairs: Sequence[tuple[UUID, str]]) -> None:
    """Take away skills that an earlier import brought; what people added themselves stays."""
    if not pairs:
        return
    _copy_into_temporary(
        "import_drops",
        sql.SQL("SELECT person_id, name FROM people_personskill, people_skill"),
        ["person_id", "name"],
        pairs,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM people_personskill mine USING import_drops gone, people_skill skill"
            " WHERE mine.person_id = gone.person_id AND mine.skill_id = skill.id"
            " AND lower(skill.name) = lower(gone.name) AND mine.source = %s",
            [SkillSource.IMPORTED],
        )


def _copy_into_temporary(
    table: str, shape: sql.Composable, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """A table of the shape of a query's answer that is gone with the transaction, filled with rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(table)))
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS {} WITH NO DATA").format(sql.Identifier(table), shape)
        )
    _copy(table, columns, rows)


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    lines = "".join("\t".join(map(_cell, row)) + "\n" for row in rows)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, io.StringIO(lines))


def _cell(value: Any) -> str:
    """A value in the text format of COPY."""
    if value is None:
        return "\\N"
    if isinstance(value, list):  # only codes of languages, which need no quoting
        return "{" + ",".join(value) + "}"
    text = str(value)
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text
