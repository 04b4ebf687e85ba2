"""`manage.py seal_documents`: make what waits, now, and say what it waits for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.selectors import documents as selectors
from agreements.services import documents


class Command(BaseCommand):
    """For whoever has put a key or a timestamp server right: pauses after failures do not count. Ends with 1 while
    documents still wait."""

    help = "Make the sealed documents that wait, without the pauses after failures, and say what the others wait for."

    def handle(self, *args: Any, **options: Any) -> None:
        made = documents.make_all()
        waiting = selectors.waiting()
        for one in waiting:
            self.stdout.write(f"{one.count} wait since {one.since:%Y-%m-%d %H:%M} UTC: {one.words} ({one.problem})")
        self.stdout.write(f"{made} sealed, {sum(one.count for one in waiting)} wait.")
        if waiting:
            raise CommandError("Documents wait.")
