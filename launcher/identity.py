"""As whom PostgreSQL runs: it refuses to run as root, and `make run` must work as root too."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from launcher.problems import Problem

NOBODY = 65534
USER_NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")
PASS_FOLDERS = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")


@dataclass(frozen=True)
class Identity:
    """How to start a program as an ordinary user.

    `prefix` goes before the command line (outermost); `tether` is handed to launcher.tether; `owner` is who must own
    the folders the program writes to, as (uid, gid) on this machine.
    """

    prefix: tuple[str, ...]
    tether: tuple[str, ...]
    owner: tuple[int, int]


@cache
def ordinary() -> Identity:
    """Ourselves when we are not root; else a user namespace, which changes nothing on the system; else `nobody`."""
    if os.geteuid() != 0:
        return Identity((), (), (os.getuid(), os.getgid()))
    if _works(USER_NAMESPACE):
        return Identity(USER_NAMESPACE, (), (0, 0))
    return nobody()


def nobody() -> Identity:
    """The system's user `nobody`, for root where user namespaces are refused (in many containers).

    It may pass folders that are shut to it, as root may, when the system lets us grant that: the project often lies in
    a private one.
    """
    entry = pwd.getpwnam("nobody")
    owner = (entry.pw_uid, entry.pw_gid)
    passing = ("setpriv", f"--reuid={owner[0]}", f"--regid={owner[1]}", "--clear-groups", *PASS_FOLDERS, "--")
    if _works(passing):
        return Identity(passing, (), owner)
    return Identity((), ("--as", f"{owner[0]}:{owner[1]}"), owner)


def _works(prefix: tuple[str, ...]) -> bool:
    return bool(shutil.which(prefix[0])) and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0


def own(folder: Path, identity: Identity) -> None:
    """Make the folder if it is missing, readable by its owner only.

    Raises Problem when it belongs to somebody else than the identity needs.
    """
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        if os.geteuid() == 0:
            os.chown(folder, *identity.owner)
    owner = folder.stat().st_uid
    if owner != identity.owner[0]:
        try:
            name = pwd.getpwuid(owner).pw_name
        except KeyError:
            name = f"user {owner}"
        raise Problem(f"{folder} belongs to {name}: run this as {name}, or move the folder away.")
    folder.chmod(0o700)
