"""Many mentors in one cohort, made by the database itself in seconds. Needs Django set up."""

from django.db import connection, models

from people.models import Person, PersonSkill
from program.models import Enrollment, EnrollmentSkill

# Each new mentor is like one who is there; names and words about themselves come from others, so that people differ.
_WHO = """
CREATE TEMPORARY TABLE crowd AS
WITH known AS (
    SELECT id, person_id, row_number() OVER (ORDER BY id) - 1 AS number, count(*) OVER () AS count
    FROM program_enrollment WHERE cohort_id = %s AND role = 'mentor' AND state = 'ready'
), everybody AS (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS number, count(*) OVER () AS count FROM people_person
)
SELECT n, md5('crowd person ' || n)::uuid AS person, md5('crowd place ' || n)::uuid AS place,
    known.id AS like_place, known.person_id AS like_person, one.id AS one, other.id AS other
FROM generate_series(1, %s) AS n
JOIN known ON known.number = n %% known.count
JOIN everybody AS one ON one.number = n::bigint * 7919 %% one.count
JOIN everybody AS other ON other.number = n::bigint * 104729 %% other.count
"""
_ID = {"id": "gen_random_uuid()"}


def enroll_mentors(place: Enrollment, mentors: int) -> None:
    """So many more mentors in the cohort of this place, with skills like those who are there."""
    with connection.cursor() as cursor:
        cursor.execute(_WHO, [place.cohort_id, mentors])
        person = {
            "id": "crowd.person",
            "email": "'crowd' || n || '@bench.example'",
            "employee_id": "'B' || n",
            "first_name": "one.first_name",
            "last_name": "other.last_name",
            "about": "one.about",
        }
        others = "JOIN people_person AS one ON one.id = crowd.one JOIN people_person AS other ON other.id = crowd.other"
        cursor.execute(_copy(Person, person, "like_person", "id", others))
        cursor.execute(_copy(Enrollment, {"id": "crowd.place", "person_id": "crowd.person"}, "like_place", "id"))
        cursor.execute(_copy(PersonSkill, {**_ID, "person_id": "crowd.person"}, "like_person", "person_id"))
        cursor.execute(_copy(EnrollmentSkill, {**_ID, "enrollment_id": "crowd.place"}, "like_place", "enrollment_id"))
        cursor.execute("ANALYZE")


def _copy(model: type[models.Model], other: dict[str, str], like: str, key: str, joined: str = "") -> str:
    """Rows like those of the mentors who are copied, with some columns of their own."""
    columns = [field.column or "" for field in model._meta.local_concrete_fields]
    values = [other.get(column, f"source.{column}") for column in columns]
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
        f"FROM crowd JOIN {table} AS source ON source.{key} = crowd.{like} {joined}"
    )
