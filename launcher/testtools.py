"""Sees to the programs that tests need and no wheel brings: a browser, and another reader of sealed PDFs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# Debian's package, and the names its program goes by elsewhere.
NEEDED = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "poppler-utils": ("pdfsig",)}


def missing() -> list[str]:
    """The packages of which no program is on PATH."""
    return [package for package, names in NEEDED.items() if not any(shutil.which(name) for name in names)]


def main() -> None:
    """Install what is missing when we may (root, with apt-get); else exit with a line that says what to install."""
    packages = missing()
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(packages)}…", flush=True)
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *command], env=environ, stdout=subprocess.DEVNULL, check=False)
    if missing():
        sys.exit(f"The tests need {', '.join(missing())}. Debian, Ubuntu: apt-get install {' '.join(missing())}")


if __name__ == "__main__":
    main()
