"""Celery: the doorbell. Work to do is found in the database; a message only says 'look now'."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "ring": {"task": "notifications.tasks.ring", "schedule": settings.HEARTBEAT_SECONDS},
    "runs": {"task": "matching.tasks.sweep_runs", "schedule": settings.HEARTBEAT_SECONDS},
    "imports": {"task": "people.tasks.sweep_imports", "schedule": settings.HEARTBEAT_SECONDS},
    "documents": {"task": "agreements.tasks.sweep", "schedule": settings.HEARTBEAT_SECONDS},
}
