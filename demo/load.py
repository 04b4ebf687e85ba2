"""Loads the demo organization: real people data, and months of history lived through the real services."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from demo import cast, programs, words
from demo.clock import Clock
from demo.ids import counted
from demo.simulation import Script, live
from demo.stage import Stage
from matching.models import Partnership
from notifications.services import sweep
from people.models import Organization, Person
from people.services import import_runs, imports
from sessions.models import Meeting

DATA = Path(__file__).parent / "data"
HISTORY_DAYS = 210
# Reminders are only sent for the last days: older ones would fill the outbox with what nobody needs any more.
REMINDER_DAYS = 10
STATISTICS_DAYS = (HISTORY_DAYS, 150, REMINDER_DAYS + 1)


def load(now: datetime | None = None) -> dict[str, int]:
    """Fill an empty database. Deterministic for one day; every date is relative to `now`.

    Answers some counts for the person who waits. Raises RuntimeError when there are people already.
    """
    if Person.objects.exists():
        raise RuntimeError("There are people already; the demo only fills an empty database.")
    real = now or datetime.now(tz=UTC)
    clock = Clock(real - timedelta(days=HISTORY_DAYS))
    # All or nothing: a load that is interrupted leaves the database empty, and the next start begins again.
    with transaction.atomic(), clock.in_use(), counted(clock.moment, cast.SEED):
        _import_people()
        stage = _set_stage(real)
        scripts = [
            *programs.northern_lights(stage),
            *programs.grow_together(stage),
            *programs.new_leaders(stage),
            *programs.first_steps(stage),
            *programs.meet_first(stage),
            *programs.all_at_once(stage),
            _statistics(real),
            _reminders(real),
        ]
        programs.quiet_draft(stage)
        live(scripts, real, clock)
    return {
        "people": Person.objects.count(),
        "partnerships": Partnership.objects.count(),
        "meetings": Meeting.objects.count(),
    }


def _import_people() -> None:
    Organization.objects.create(name="Northwind Works", time_zone="Europe/Warsaw")
    for name in ("people.csv", "coaches-external.csv"):
        _import(DATA / name)
    # One hash for all: hashing takes long on purpose, and everybody's demo password is the same.
    Person.objects.update(password=make_password(cast.PASSWORD))
    for number, words_about in enumerate(words.ABOUT):
        ids = list(Person.objects.order_by("employee_id").values_list("pk", flat=True))[number :: len(words.ABOUT)]
        Person.objects.filter(pk__in=ids).update(about=words_about)
    Person.objects.filter(employee_id=cast.ADMIN).update(is_organization_admin=True)
    Person.objects.filter(employee_id=cast.LEADER).update(is_senior_leader=True)


def _import(file: Path) -> None:
    person_import = imports.upload(file.read_bytes(), file_name=file.name, by=None)
    imports.choose_columns(person_import, person_import.mapping, by=None)
    import_runs.work(person_import.pk)
    person_import.refresh_from_db()
    imports.start(person_import, only_good_rows=False, by=None)
    import_runs.work(person_import.pk)


def _set_stage(now: datetime) -> Stage:
    return Stage(
        now=now,
        admin=cast.part(cast.ADMIN),
        manager=cast.part(cast.MANAGER),
        pool=cast.Pool.of_everybody(),
        rng=random.Random(cast.SEED),  # noqa: S311 - a demo wants the same dice every time
    )


def _statistics(now: datetime) -> Script:
    """Let the database count its rows now and then: by itself it does so only when the whole load is done, and until
    then it may take every table for empty and choose ways that take minutes."""
    for days in STATISTICS_DAYS:
        yield now - timedelta(days=days)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _reminders(now: datetime) -> Script:
    """The scheduler's work in the last days: twice a day, when Europe and when America are awake."""
    day = (now - timedelta(days=REMINDER_DAYS)).date()
    while True:
        for hour in (9, 15):
            moment = datetime.combine(day, datetime.min.time(), ZoneInfo("UTC")) + timedelta(hours=hour)
            yield moment
            sweep.run(timezone.now())
        day += timedelta(days=1)
