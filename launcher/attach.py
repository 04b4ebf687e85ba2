"""Servers for one command of manage.py: those of a running group, else the embedded ones while the command runs."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from launcher.environment import data_folder, development, is_development
from launcher.group import Group
from launcher.problems import Problem
from launcher.servers import Servers

NEEDED = ("DATABASE_URL", "REDIS_URL")
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "compilemessages",
    "create_field_keys",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "startapp",
    "verify_agreement",
    "version",
}
OTHERS_SECONDS = 90  # how long somebody else may take to start or end
PAUSE_SECONDS = 0.2
HELP = {"-h", "--help", "--version"}


def needs_servers(arguments: Sequence[str]) -> bool:
    """False for the commands of manage.py that touch no database, and for anybody who asks for help."""
    command = arguments[0] if arguments else "help"
    if command in WITHOUT_SERVERS:
        return "--database" in arguments
    if command == "make_seal_key" and any(each.startswith("--organization") for each in arguments):
        return False  # the name need not be looked up
    return not HELP.intersection(arguments)


@contextmanager
def servers_for(arguments: Sequence[str]) -> Iterator[None]:
    """Fill os.environ with what the command needs and was not given, and start servers when there are none.

    Exits with one line when something is missing that a person has to put right.
    """
    try:
        with _servers_for(arguments):
            yield
    except Problem as problem:
        sys.exit(str(problem))


@contextmanager
def _servers_for(arguments: Sequence[str]) -> Iterator[None]:
    root = data_folder()
    is_given = all(os.environ.get(name) for name in NEEDED)
    if is_given and not os.environ.get("DEBUG"):
        yield  # a server set-up of its own: nothing is filled in
        return
    group = Group(root)
    group.prepare()
    if is_development():
        os.environ.update(development(root))
    if is_given:
        yield
    elif not needs_servers(arguments):
        for name, address in zip(NEEDED, ("postgresql:///nowhere", "redis://127.0.0.1:1/0"), strict=True):
            os.environ.setdefault(name, address)
        yield
    else:
        with _shared_or_started(group, f"manage.py {arguments[0]}"):
            yield


@contextmanager
def _shared_or_started(group: Group, what: str) -> Iterator[None]:
    end = time.monotonic() + OTHERS_SECONDS
    while time.monotonic() < end:
        with group.shared():
            running = group.running()
            if running:
                _fill(running.environ)
                yield
                return
        with group.owned(what, wait=PAUSE_SECONDS) as is_ours:  # else somebody is starting or ending: look again
            if is_ours:
                yield from _started(group, what)
                return
    raise Problem(f"{group.owner()} holds {group.root} but its servers are not up: wait for it, or end it.")


def _started(group: Group, what: str) -> Iterator[None]:
    with Servers(group.root) as servers:
        group.record(what, servers.environ)
        print(f"Using the servers embedded in {group.root} for this command.", file=sys.stderr)
        _fill(servers.environ)
        try:
            yield
        finally:
            group.wait_for_users()


def _fill(addresses: Mapping[str, str]) -> None:
    for name, address in addresses.items():
        if not os.environ.get(name):
            os.environ[name] = address
