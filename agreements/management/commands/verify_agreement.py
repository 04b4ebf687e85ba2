"""`manage.py verify_agreement FILE.pdf`: is this sealed agreement unchanged? No database, no server, no network."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from agreements.sealing import report


class Command(BaseCommand):
    """Ends with 0 for an unchanged file, 1 for one that was altered or is not from here, 2 when it cannot be told."""

    help = "Check a sealed agreement, with nothing but the file and the organization's certificates."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        report.add_arguments(parser, settings.SEAL_KEYS_DIR)

    def handle(self, *args: Any, **options: Any) -> None:
        code = report.run(
            options["file"], options["certificates"], options["json"], self.stdout.write, self.stderr.write
        )
        sys.exit(code)
