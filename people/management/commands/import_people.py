"""`manage.py import_people FILE`: the import of the browser, for scripts."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.rules import Refusal
from people.enums import ImportState
from people.importing import columns
from people.models import PersonImport
from people.services import import_runs, imports


class Command(BaseCommand):
    help = "Import people from a CSV or XLSX file. Checks first; changes nobody while a row has a problem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only check; change nobody")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--good-rows", action="store_true", help="import the rows without a problem")
        parser.add_argument(
            "--map",
            nargs="+",
            action="extend",
            default=[],
            metavar="ours=theirs",
            help=f"which column is which, where the guess is wrong. Ours are: {', '.join(columns.BY_KEY)}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person_import = self._carry_out(options)
        except Refusal as refusal:
            if options["json"]:
                self._print_json({"ok": False, "error": str(refusal.reason)})
                raise SystemExit(1) from None
            raise CommandError(str(refusal.reason)) from None
        report = self._report(person_import, options)
        if options["json"]:
            self._print_json(report)
        else:
            self._print_words(report)
        if not report["ok"]:
            raise SystemExit(1)

    def _carry_out(self, options: dict[str, Any]) -> PersonImport:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise imports.too_large()
        person_import = imports.upload(path.read_bytes(), file_name=path.name, by=None)
        self.headers: list[str] = person_import.preview["headers"]
        try:
            mapping = columns.from_words(options["map"], self.headers)
            imports.choose_columns(person_import, mapping, by=None)
            self._work(person_import)
            may_start = options["good_rows"] or not person_import.problems
            if may_start and not options["dry_run"]:
                imports.start(person_import, only_good_rows=options["good_rows"], by=None)
                self._work(person_import)
        finally:
            # What is not imported is not kept.
            if ImportState.DISCARDED in person_import.transitions.get(person_import.state, ()):
                found = (person_import.problems, person_import.notes)
                imports.discard(person_import, by=None)
                person_import.problems, person_import.notes = found
        return person_import

    @staticmethod
    def _work(person_import: PersonImport) -> None:
        import_runs.work(person_import.pk)
        person_import.refresh_from_db()
        if person_import.state == ImportState.FAILED:
            raise Refusal(person_import.failure)

    def _report(self, person_import: PersonImport, options: dict[str, Any]) -> dict[str, Any]:
        is_imported = person_import.state == ImportState.DONE
        return {
            "ok": not person_import.counts["problems"] or (is_imported and options["good_rows"]),
            "imported": is_imported,
            "dry_run": options["dry_run"],
            "file": person_import.file_name,
            "columns": person_import.mapping,
            "ignored_columns": columns.ignored(self.headers, person_import.mapping),
            "counts": person_import.counts,
            "problems": person_import.problems,
            "notes": person_import.notes,
        }

    def _print_json(self, report: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))

    def _print_words(self, report: dict[str, Any]) -> None:
        for problem in report["problems"]:
            shown = f" [{problem['value']}]" if problem["value"] else ""
            self.stdout.write(f"row {problem['row']}, {problem['column']}: {problem['reason']}{shown}")
        for note in report["notes"]:
            self.stdout.write(f"note: row {note['row']}, {note['column']}: {note['reason']}")
        if report["ignored_columns"]:
            self.stdout.write(f"ignored columns: {', '.join(report['ignored_columns'])}")
        verb = "imported" if report["imported"] else "checked, nothing changed"
        counts = report["counts"]
        words = ", ".join(f"{counts[key]} {key}" for key in ("created", "changed", "unchanged", "refused"))
        self.stdout.write(f"{verb}: {counts['rows']} rows: {words}")
