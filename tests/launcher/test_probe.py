"""The question that health checks ask."""

import http.server
import socket
import threading
from collections.abc import Iterator

import pytest

from launcher.probe import answers


class OneHostOnly(http.server.BaseHTTPRequestHandler):
    """Answers 200 to /healthz asked under the name people use, 503 to /readyz, 400 to anybody else."""

    def do_GET(self) -> None:
        known = self.headers["Host"] == "mentoring.example.org"
        self.send_response({"/healthz": 200, "/readyz": 503}[self.path] if known else 400)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with http.server.HTTPServer(("127.0.0.1", 0), OneHostOnly) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "hosts", "expected"),
    [
        ("/healthz", "mentoring.example.org,other.example.org", True),
        ("/healthz", "other.example.org", False),
        ("/readyz", "mentoring.example.org", False),
    ],
)
def test_probe_asks_under_a_name_the_application_accepts(port: int, path: str, hosts: str, expected: bool) -> None:
    assert answers(port, path, environ={"ALLOWED_HOSTS": hosts}) is expected


def test_probe_of_nobody_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed_soon:
        port = closed_soon.getsockname()[1]
    assert answers(port) is False
