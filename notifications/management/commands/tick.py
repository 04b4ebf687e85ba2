"""The doorbell by hand, or from cron."""

from typing import Any

from django.core.management.base import BaseCommand

from notifications.services import sweep


class Command(BaseCommand):
    help = "Plan and send what is due now: what the scheduler does every half minute."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sweep.run()} sent")
