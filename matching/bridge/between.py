"""What stands between one person and the others of a cohort, read anew each time: never from a table that is kept."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from matching import engine
from matching.bridge.profiles import Facts, Profiles
from matching.engine import skills
from matching.enums import CURRENT_PARTNERSHIP, RequestState, WaitlistState
from program.enums import SkillWish
from program.models import Enrollment

# Everybody above and below, whoever blocked whom, earlier partners, and what is wanted. Below somebody at the top
# stands the whole house, so of those only the cohort's own are told.
_BETWEEN = """
WITH RECURSIVE above(person) AS (
    SELECT %(person)s::uuid
    UNION
    SELECT edge.boss FROM above CROSS JOIN LATERAL (
        SELECT manager_id AS boss FROM people_person WHERE id = above.person AND manager_id IS NOT NULL
        UNION ALL SELECT manager_id FROM people_dottedline WHERE person_id = above.person
    ) AS edge
), below(person) AS (
    SELECT %(person)s::uuid
    UNION
    SELECT edge.report FROM below CROSS JOIN LATERAL (
        SELECT id AS report FROM people_person WHERE manager_id = below.person
        UNION ALL SELECT person_id FROM people_dottedline WHERE manager_id = below.person
    ) AS edge
)
SELECT 'line', person, '' FROM above WHERE person <> %(person)s
UNION ALL
SELECT 'line', person, '' FROM below WHERE person <> %(person)s AND EXISTS (
    SELECT FROM program_enrollment AS place WHERE place.person_id = below.person AND place.cohort_id = %(cohort)s)
UNION ALL
SELECT 'blocked', blocked_id, '' FROM matching_pairblock WHERE person_id = %(person)s
UNION ALL
SELECT 'blocked', person_id, '' FROM matching_pairblock WHERE blocked_id = %(person)s
UNION ALL
SELECT 'before', theirs.person_id, '' FROM matching_partnershipmember AS mine
    JOIN matching_partnership AS shared ON shared.id = mine.partnership_id AND shared.state <> ALL(%(current)s)
    JOIN matching_partnershipmember AS theirs
        ON theirs.partnership_id = shared.id AND theirs.person_id <> mine.person_id AND theirs.enrollment_id IS NOT NULL
    WHERE mine.person_id = %(person)s AND mine.enrollment_id IS NOT NULL
UNION ALL
SELECT 'asked', mentor_id, '' FROM matching_matchrequest WHERE mentee_id = %(enrollment)s AND state = %(pending)s
UNION ALL
SELECT 'waited', mentor_id, '' FROM matching_waitlistentry
    WHERE mentee_id = %(enrollment)s AND state = ANY(%(waiting)s)
UNION ALL
SELECT 'kept', mentor_id, '' FROM matching_favourite WHERE mentee_id = %(enrollment)s
UNION ALL
SELECT 'held', id, '' FROM matching_partnershipmember WHERE enrollment_id = %(enrollment)s AND slot IS NOT NULL
UNION ALL
SELECT 'apart', blocked_id, '' FROM matching_pairblock WHERE person_id = %(person)s
UNION ALL
SELECT 'wants', NULL, skill.name FROM program_enrollmentskill AS wish
    JOIN people_skill AS skill ON skill.id = wish.skill_id
    WHERE wish.enrollment_id = %(enrollment)s AND wish.wish = %(wanted)s
"""


@dataclass(frozen=True, slots=True)
class Looking:
    """Somebody who looks for a mentor, what they want to learn as the organization writes it, and the enrollments of
    those they have asked, wait for, or keep in mind; whether they are matched, and whether they blocked anybody."""

    seeker: engine.Seeker
    skill_names: Mapping[str, str]
    asked: Set[UUID]
    waited: Set[UUID]
    kept: Set[UUID]
    is_matched: bool
    has_blocks: bool


def looking(enrollment: Enrollment) -> Looking:
    """What the engine has to know of somebody who looks, in one query; they come with their person loaded.

    Rules that hold either way are stated on this side alone: whoever is above or below, blocks or is blocked.
    """
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    wanted: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute(_BETWEEN, _values(enrollment))
        for kind, key, word in cursor.fetchall():
            if kind == "wants":
                wanted.append(word)
            else:
                found[kind].add(key)
    mine = enrollment.person_id
    line = () if enrollment.program.allows_reporting_line else found["line"]
    facts = Facts(
        wanted={enrollment.pk: wanted},
        above={mine: frozenset(line)},
        blocked={mine: found["blocked"]},
        before={mine: found["before"]},
    )
    names = {skills.key_of(word): word for word in wanted}
    return Looking(
        seeker=Profiles(facts=facts).seeker(enrollment),
        skill_names=names,
        asked=found["asked"],
        waited=found["waited"],
        kept=found["kept"],
        is_matched=len(found["held"]) >= enrollment.capacity,
        has_blocks=bool(found["apart"]),
    )


def _values(enrollment: Enrollment) -> dict[str, Any]:
    return {
        "person": enrollment.person_id,
        "enrollment": enrollment.pk,
        "cohort": enrollment.cohort_id,
        "current": [str(state) for state in CURRENT_PARTNERSHIP],
        "wanted": str(SkillWish.WANTED),
        "pending": str(RequestState.PENDING),
        "waiting": [str(WaitlistState.WAITING), str(WaitlistState.OFFERED)],
    }
