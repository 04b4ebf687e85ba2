from django.db import migrations

# What matters to a table of mentors that a process keeps (matching/bridge/changes.py) is written down here by the
# database itself, once a statement, so that every door counts: a page, an import by COPY, an UPDATE by hand.
# Rows are only ever added, in the transaction of the change and with its number: nobody waits for anybody.
CREATE = """
CREATE TABLE matching_rosterchange (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    kind varchar(10) NOT NULL,
    key uuid,
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX roster_change_by_transaction ON matching_rosterchange (xid);

-- Arguments: kind, column that holds the key, columns that matter, a condition on the row.
CREATE FUNCTION note_roster_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    came text := format('SELECT %I AS key, %s FROM came WHERE %s', TG_ARGV[1], TG_ARGV[2], TG_ARGV[3]);
    went text := format('SELECT %I AS key, %s FROM went WHERE %s', TG_ARGV[1], TG_ARGV[2], TG_ARGV[3]);
    changed text;
BEGIN
    changed := CASE TG_OP
        WHEN 'INSERT' THEN came
        WHEN 'DELETE' THEN went
        ELSE format('(%s EXCEPT %s) UNION ALL (%s EXCEPT %s)', came, went, went, came)
    END;
    EXECUTE format('INSERT INTO matching_rosterchange (kind, key) SELECT DISTINCT %L, key FROM (%s) AS changed '
                   'WHERE key IS NOT NULL', TG_ARGV[0], changed);
    RETURN NULL;
END $$;
"""
DROP = "DROP FUNCTION note_roster_change();\nDROP TABLE matching_rosterchange;\n"

_ENROLLMENT = "cohort_id, person_id, role, state, capacity, is_accepting, paused_at, headline, experience, availability"
_PERSON = (
    "first_name, last_name, job_title, department, location, grade, time_zone, languages, employment_status, about"
)
# A person who is new is in no program yet, and a new word of the vocabulary is nobody's skill yet.
WATCHED = (
    ("program_enrollment", "mentor", "id", _ENROLLMENT, "role = 'mentor'", "INSERT UPDATE DELETE"),
    ("program_enrollmentskill", "mentor", "enrollment_id", "skill_id", "wish = 'offered'", "INSERT UPDATE DELETE"),
    ("people_person", "person", "id", _PERSON, "true", "UPDATE"),
    ("people_personskill", "person", "person_id", "skill_id, level", "true", "INSERT UPDATE DELETE"),
    ("people_skill", "skill", "id", "name", "true", "UPDATE"),
    ("matching_partnershipmember", "room", "enrollment_id", "slot", "slot IS NOT NULL", "INSERT UPDATE DELETE"),
    ("matching_waitlistentry", "room", "mentor_id", "state", "state = 'offered'", "INSERT UPDATE DELETE"),
)
_TABLES = {
    "INSERT": "NEW TABLE AS came",
    "DELETE": "OLD TABLE AS went",
    "UPDATE": "OLD TABLE AS went NEW TABLE AS came",
}


def _triggers() -> tuple[str, str]:
    create, drop = [], []
    for table, kind, key, columns, condition, occasions in WATCHED:
        arguments = ", ".join("'" + text.replace("'", "''") + "'" for text in (kind, key, columns, condition))
        for occasion in occasions.split():
            name = f"{table}_roster_{occasion.lower()}"
            create.append(
                f"CREATE TRIGGER {name} AFTER {occasion} ON {table} REFERENCING {_TABLES[occasion]} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION note_roster_change({arguments});"
            )
            drop.append(f"DROP TRIGGER {name} ON {table};")
    return "\n".join(create), "\n".join(drop)


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0003_wishes_and_studio"),
        ("people", "0001_first_models"),
        ("program", "0002_matching_wishes"),
    ]
    operations = [migrations.RunSQL(CREATE, DROP), migrations.RunSQL(*_triggers())]
