"""Brings the database up to date, in one process: `python -m launcher.prepare`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from launcher.environment import is_development

DEMO_ORGANIZATION = "Northwind Works"
DEMO_PAST = timedelta(days=3 * 365)  # the demo tells of agreements that were sealed in the years before


def main() -> None:
    """Migrate; then, in development, load the demo organization when there are no people yet, with a key for its seals.

    Production collects its static files instead: it has hashed names for them, and no demo.
    """
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if not is_development():
        call_command("collectstatic", interactive=False, verbosity=0)
    else:
        since = (datetime.now(UTC) - DEMO_PAST).date().isoformat()
        call_command("make_seal_key", organization=DEMO_ORGANIZATION, since=since, if_none=True, verbosity=0)
        call_command("load_demo", if_empty=True)


if __name__ == "__main__":
    main()
