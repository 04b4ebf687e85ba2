"""Fills an empty database with the demo organization."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.load import load
from people.models import Person


class Command(BaseCommand):
    help = "Load the demo organization: 420 people and months of history, with dates relative to today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are people already")

    def handle(self, *args: Any, **options: Any) -> None:
        if Person.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("There are people already; the demo only fills an empty database.")
        self.stdout.write("Loading the demo organization: months of history, in half a minute…")
        started = time.monotonic()
        counts = load()
        self.stdout.write(
            f"Demo loaded: {counts['people']} people, {counts['partnerships']} partnerships, "
            f"{counts['meetings']} meetings in {time.monotonic() - started:.0f} s"
        )
