"""The real Celery application with the test kinds and short leases: `celery -A tests.notifications.worker`."""

from datetime import timedelta

import django

django.setup()

from config.celery import app  # noqa: E402
from notifications.services import sending  # noqa: E402
from tests.notifications import kinds  # noqa: E402, F401

sending.LEASE = timedelta(seconds=1)
sending.BATCH = 5
__all__ = ["app"]
