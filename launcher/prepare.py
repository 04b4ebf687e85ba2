"""Brings the database up to date, in one process: `python -m launcher.prepare`."""

from __future__ import annotations

from launcher.environment import is_development


def main() -> None:
    """Migrate; then, in development, load the demo organization when there are no people yet.

    Production collects its static files instead: it has hashed names for them, and no demo.
    """
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if not is_development():
        call_command("collectstatic", interactive=False, verbosity=0)
    else:
        call_command("load_demo", if_empty=True)


if __name__ == "__main__":
    main()
