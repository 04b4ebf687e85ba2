"""`make run`: everything on this machine, from one command, until Ctrl-C."""

from __future__ import annotations

import errno
import os
import signal
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import NoReturn

from launcher import environment, given, probe, processes
from launcher.group import Group
from launcher.probe import HOST
from launcher.problems import Problem
from launcher.servers import Servers
from launcher.supervisor import Child, Supervisor, say

FIRST_ANSWER_SECONDS = 120
ATTEMPTS = 3
WHAT = "make run"


class Stop(BaseException):
    """Somebody asked us to end."""


def run() -> None:
    """Start everything, say where, and stay until asked to stop. Raises Problem when a person has to help."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _on_signal)
    try:
        _run()
    except Stop:
        say("Stopped.")


def _on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # one is enough; the stop itself is bounded
    say("\nStopping…" if number == signal.SIGINT else "Stopping…")
    raise Stop


def _run() -> None:
    root = environment.data_folder()
    group = Group(root)
    group.prepare()
    running = group.running()
    if running and running.page:
        raise Problem(f"The site already runs on {running.page} (process {running.pid}).")
    port = _free_port()
    with group.owned(WHAT, wait=10) as is_ours:
        if not is_ours:
            raise Problem(f"{group.owner()} uses {root}: wait until it has ended, or end it.")
        _look_at_servers(root)
        with Servers(root) as servers:
            environ = _environ(root, servers.environ)
            say("Preparing the database…")
            if not _run_module(environ, "launcher.prepare"):
                raise Problem("The database could not be prepared; the reason is above.")
            _serve(group, servers, environ, port)


def _look_at_servers(root: Path) -> None:
    """Say which servers are about to be started, after a look at those that are not ours to start."""
    checks = {"PostgreSQL": ("DATABASE_URL", given.check_database), "Valkey": ("REDIS_URL", given.check_redis)}
    ours = []
    for server, (variable, check) in checks.items():
        address = os.environ.get(variable)
        if address:
            check(address)
        else:
            ours.append(server)
    if ours:
        say(f"Starting {' and '.join(ours)} (data in {_short(root)})…")


def _environ(root: Path, addresses: Mapping[str, str]) -> dict[str, str]:
    """What the children run with: quiet, unbuffered, and development's own values for what is not given."""
    environ = {**os.environ, **environment.development(root), **addresses}
    environ.setdefault("LOG_LEVEL", "WARNING")
    if os.geteuid() == 0:
        environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser privileges")
    return environ | {"PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}


def _free_port() -> int:
    text = environment.port()
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(f"PORT is {text!r}: give a number from 1 to 65535, for example PORT=8001 make run.")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, int(text)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Problem(
                    f"Port {text} is in use: end the other program, or choose another: PORT={_next(text)} make run."
                ) from error
            raise Problem(f"Port {text} cannot be used ({error.strerror}): choose one above 1023.") from error
    return int(text)


def _next(port: str) -> int:
    return int(port) + 1 if int(port) < 65535 else environment.DEFAULT_PORT


def _short(folder: Path) -> str:
    return str(folder.relative_to(processes.PROJECT)) + "/" if folder.is_relative_to(processes.PROJECT) else str(folder)


def _run_module(environ: Mapping[str, str], *command: str) -> bool:
    """Run one of our own programs on this terminal to its end; True when all went well."""
    process = processes.start_module(command, output=None, environ=environ)
    try:
        return process.wait() == 0
    finally:
        processes.kill_group(process.pid)  # on Ctrl-C half-way


def _children(root: Path, port: int) -> list[Child]:
    web = f"gunicorn config.wsgi:application --bind {HOST}:{port} --worker-class gthread --workers 2 --threads 4"
    web += " --preload --graceful-timeout 5 --timeout 120 --log-level warning --no-control-socket"
    worker = "celery --quiet -A config worker --concurrency 2 --loglevel WARNING --without-gossip --without-mingle"
    beat = "celery --quiet -A config beat --loglevel WARNING --pidfile= --schedule"
    schedule = root / "celery" / "schedule"
    schedule.parent.mkdir(exist_ok=True)
    return [
        Child("web", web.split()),
        Child("worker", [*worker.split(), "--hostname", f"mentoring-{port}@%h"]),
        Child("beat", [*beat.split(), str(schedule)]),
    ]


def _serve(group: Group, servers: Servers, environ: Mapping[str, str], port: int) -> None:
    page = f"http://{HOST}:{port}"
    supervisor = Supervisor(_children(group.root, port), environ)
    try:
        supervisor.start()
        _wait_for_page(supervisor, port)
        group.record(WHAT, servers.environ, page)
        say(f"\nThe site runs on {page}  (Ctrl-C stops it)\n")
        if environment.is_development(environ):
            _run_module(environ, "manage", "demo_signins")
        while True:
            supervisor.tick()
            if not servers.is_running():
                say("A database server ended; starting it again.")
                servers.restart()
    finally:
        supervisor.stop()


def _wait_for_page(supervisor: Supervisor, port: int) -> None:
    end = time.monotonic() + FIRST_ANSWER_SECONDS
    web = supervisor.children[0]
    while not probe.answers(port, environ=supervisor.environ):
        supervisor.tick()
        if web.failures >= ATTEMPTS or time.monotonic() > end:
            raise Problem("The web server does not come up; what it said is above.")
