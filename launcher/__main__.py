"""The command line: `python -m launcher run` and `python -m launcher exec COMMAND…`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from launcher.attach import servers_for
from launcher.problems import Problem
from launcher.run import run
from launcher.tether import tie_to_parent

USAGE = """usage: python -m launcher run [--with-parent]
       python -m launcher exec COMMAND [ARGUMENT…]

run   Starts everything until Ctrl-C; --with-parent stops as well when the calling program (make) is killed.
exec  Runs a command that reads the settings but needs no server, such as mypy."""


def main(arguments: list[str]) -> None:
    """Do what the command line says; exits with one line when a person has to help."""
    match arguments:
        case ["run", *options] if set(options) <= {"--with-parent"}:
            if options:
                tie_to_parent(signal.SIGTERM, os.getppid())
            try:
                run()
            except Problem as problem:
                sys.exit(str(problem))
        case ["exec", command, *rest]:
            with servers_for(["help"]):
                code = subprocess.run([command, *rest], check=False).returncode
            sys.exit(code)
        case _:
            sys.exit(USAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
