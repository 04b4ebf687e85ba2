"""`manage.py verify_run ID`: prove an assignment run again."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from core.rules import Refusal
from matching.models import AssignmentRun
from matching.selectors.verification import differences


class Command(BaseCommand):
    help = "Work an assignment run out again from what it was made from; fails unless the answer is the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=UUID, help="the id at the end of the address of the run's page")

    def handle(self, *args: Any, **options: Any) -> None:
        run = AssignmentRun.objects.select_related("cohort__program").filter(pk=options["run"]).first()
        if run is None:
            raise CommandError("There is no run with this id.")
        try:
            found = differences(run)
        except Refusal as refusal:
            raise CommandError(str(refusal.reason)) from None
        if found:
            raise CommandError(" ".join(found))
        self.stdout.write(f"The same answer, bit for bit: {run.figures['matched']} pairs, {run.inputs_hash}.")
