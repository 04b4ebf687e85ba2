"""`manage.py verify_agreements`: check every stored agreement."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import Agreement
from agreements.selectors.documents import TOO_LONG, waiting
from agreements.services.verification import verify_all


class Command(BaseCommand):
    """Says how many agreements were checked and names each one that was altered. Ends with 1 when there is one.

    Sealed documents that wait too long are named, too; that is no fault.
    """

    help = "Check the texts, signatures, event chains and sealed documents of every agreement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Answer as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        count, faults, late = Agreement.objects.count(), verify_all(), waiting(TOO_LONG)
        if options["json"]:
            waits = sum(one.count for one in late)
            said = {"checked": count, "waiting": waits, "faults": [asdict(fault) for fault in faults]}
            self.stdout.write(json.dumps(said))
        else:
            for one in late:
                self.stdout.write(
                    f"{one.count} sealed documents wait since {one.since:%Y-%m-%d %H:%M} UTC: {one.words}"
                )
            for fault in faults:
                self.stdout.write(f"{fault.agreement}: {fault.what}")
            self.stdout.write(f"{count} agreements checked, {len(faults)} faults.")
        if faults:
            raise CommandError("Something was altered.")
