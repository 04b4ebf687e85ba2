"""Asks a web server whether it is there; what the containers' health checks run.

python -m launcher.probe PORT [PATH [ADDRESS]]
"""

from __future__ import annotations

import http.client
import os
import sys
from collections.abc import Mapping

HOST = "127.0.0.1"


def answers(port: int, path: str = "/healthz", address: str = HOST, environ: Mapping[str, str] = os.environ) -> bool:
    """True when the page answers 200, asked under a host name that the application accepts."""
    name = (environ.get("ALLOWED_HOSTS") or HOST).split(",")[0].strip().lstrip(".")
    connection = http.client.HTTPConnection(address, port, timeout=3)
    try:
        connection.request("GET", path, headers={"Host": HOST if name == "*" else name})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main(port: str, path: str = "/healthz", address: str = HOST) -> int:
    """The exit code: 0 for an answer of 200, else 1."""
    return 0 if answers(int(port), path, address) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
