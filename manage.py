#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL and REDIS_URL it uses the servers of a running `make run`, or starts
the embedded ones for as long as the command takes."""

import os
import sys

from launcher.attach import servers_for


def main() -> None:
    """Run the command given on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with servers_for(sys.argv[1:]):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
