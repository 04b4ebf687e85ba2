"""Prints who can sign in to the demo."""

from typing import Any

from django.core.management.base import BaseCommand

from demo.cast import PASSWORD
from demo.signins import signins


class Command(BaseCommand):
    help = "Print the demo sign-ins, one for each role. Prints nothing when this is not the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = signins()
        if not rows:
            return
        width = max(len(str(row.role)) for row in rows)
        for row in rows:
            self.stdout.write(f"  {row.role!s:<{width}}  {row.email}")
        self.stdout.write(f"  Password of everybody: {PASSWORD}")
