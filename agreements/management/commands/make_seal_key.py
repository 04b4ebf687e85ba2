"""`manage.py make_seal_key`: a new key and certificate to seal agreements with."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from agreements.sealing import certificates, make_key


class Command(BaseCommand):
    """Puts a pair into SEAL_KEYS_DIR, beside those that are there: the newest seals, the others go on checking."""

    help = "Make a key and a certificate to seal agreements with. Never replaces one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--organization", metavar="NAME", help="Whose seal it is. Default: the organization's name."
        )
        parser.add_argument("--years", type=int, default=10, help="How long the certificate is valid. Default: 10.")
        parser.add_argument("--since", metavar="YYYY-MM-DD", help="The day from which it is valid. Default: now.")
        parser.add_argument("--if-none", action="store_true", help="Do nothing when the folder holds a certificate.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.SEAL_KEYS_DIR
        if options["if_none"] and certificates(folder):
            return
        try:
            since = datetime.fromisoformat(options["since"]).replace(tzinfo=UTC) if options["since"] else None
            name = make_key(folder, options["organization"] or _name(), years=options["years"], now=since)
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(f"Made {name}.key.pem and {name}.cert.pem in {folder}.")
            self.stdout.write("Back both up, apart from the database. Give the certificate to whoever wants to check.")


def _name() -> str:
    """The organization's own name. Raises CommandError when nobody has given it yet."""
    from people.models import Organization

    try:
        organization = Organization.objects.first()
    except DatabaseError:
        organization = None
    if organization is None:
        raise CommandError("Whose seal is it? There is no organization yet: give its name with --organization.")
    return organization.name
