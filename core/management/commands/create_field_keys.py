"""Makes the key file for a new installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.encryption import create_key_file


class Command(BaseCommand):
    help = "Create the key file named by FIELD_KEYS_FILE. Never replaces one."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            create_key_file(settings.FIELD_KEYS_FILE)
        except FileExistsError:
            raise CommandError(f"{settings.FIELD_KEYS_FILE} exists. Keep it: it opens every sealed field.") from None
        self.stdout.write(f"Created {settings.FIELD_KEYS_FILE}. Back it up, apart from the database.")
