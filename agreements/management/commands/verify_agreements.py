"""`manage.py verify_agreements`: check every stored agreement."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import Agreement
from agreements.services.verification import verify_all


class Command(BaseCommand):
    """Says how many agreements were checked and names each one that was altered. Ends with 1 when there is one."""

    help = "Check the texts, signatures and event chains of every agreement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Answer as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        count, faults = Agreement.objects.count(), verify_all()
        if options["json"]:
            self.stdout.write(json.dumps({"checked": count, "faults": [asdict(fault) for fault in faults]}))
        else:
            for fault in faults:
                self.stdout.write(f"{fault.agreement}: {fault.what}")
            self.stdout.write(f"{count} agreements checked, {len(faults)} faults.")
        if faults:
            raise CommandError("Something was altered.")
