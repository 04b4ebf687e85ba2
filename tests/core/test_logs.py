"""What is written to the log when the database refuses a row."""

import logging
import sys

import pytest
import structlog
from django.db import IntegrityError

from core.logs import without_rows, writing
from people.models import Person
from tests.factories.people import make_person

WORD = "Zimtsternkanarie"
DETAILS = [f"DETAIL:  Failing row contains (1,\n\nHINT: {WORD}\n).", f"LINE 1: INSERT ... ('{WORD}')\n   ^"]
LINK = "\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):"


@pytest.mark.parametrize("detail", DETAILS)
def test_the_row_that_the_database_refused_is_left_out(detail: str) -> None:
    text = f"violates check constraint\n{detail}{LINK}\n  File\nIntegrityError\n{detail}"
    found = without_rows(None, "", {"event": "refused", "exception": text})["exception"]
    assert found == f"violates check constraint\n(values left out){LINK}\n  File\nIntegrityError\n(values left out)"


def test_the_row_is_left_out_of_an_error_in_one_line() -> None:
    error = IntegrityError(f"violates\n{DETAILS[0]}")
    assert without_rows(None, "", {"event": f"Task failed: {error!r}"}) == {
        "event": "Task failed: IntegrityError('violates(values left out)"
    }


@pytest.mark.django_db
@pytest.mark.parametrize("is_json", [True, False])
def test_a_refused_row_is_logged_without_its_words(is_json: bool) -> None:
    make_person(job_title=WORD)
    formatter = structlog.stdlib.ProcessorFormatter(processors=writing(is_json=is_json))
    try:
        Person.objects.update(grade=1000)
    except IntegrityError:
        record = logging.makeLogRecord({"msg": "refused", "levelname": "ERROR", "exc_info": sys.exc_info()})
        written = formatter.format(record)
    assert "person_grade_is_in_range" in written
    assert "Traceback" in written
    assert WORD not in written
