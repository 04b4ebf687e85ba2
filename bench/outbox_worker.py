"""The Celery application with one task for each mail, that the outbox is measured against."""

import os
from datetime import datetime

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if not apps.ready:
    django.setup()

from config.celery import app
from notifications.definitions import Letter, NudgeKind, register
from notifications.enums import Family
from notifications.services import sending
from people.models import Person

__all__ = ["KIND", "app", "send_one"]


def _is_needed(subject: Person, recipient: Person, occasion: str, now: datetime) -> bool:
    return not subject.job_title


def _write(subject: Person, recipient: Person) -> Letter:
    return Letter(
        subject=f"About {subject.first_name}",
        lines=["The first line says it.", "The second says a little more."],
        label="Open the page",
        url="/me/",
    )


KIND = register(NudgeKind("bench", Family.PROGRESS, "Bench", Person, _is_needed, _write))


@app.task(name="bench.send_one")
def send_one(pk: str, token: str) -> None:
    """The usual way: one task, one connection, one mail; with the same checks and the same record."""
    from bench.bench_outbox import NOON

    with sending._Mailer() as mailer:
        sending.deliver(pk, token, NOON, mailer)  # type: ignore[arg-type]
