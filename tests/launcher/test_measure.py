"""Time and memory of a command, and the programs the tests need."""

import os
import re
import subprocess
import sys
from pathlib import Path

from launcher.processes import PROJECT

HOLD = "import time; block = bytearray(100_000_000); time.sleep(2.5)"


def measure(*command: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-m", "launcher.measure", *command]
    return subprocess.run(arguments, cwd=PROJECT, capture_output=True, text=True)


def test_measure_counts_the_memory_of_everything_the_command_starts() -> None:
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}])"
    shown = re.fullmatch(
        r"\d+ min \d\d s, (\d\.\d\d) GB of memory at most\.\n", measure(sys.executable, "-c", both).stdout
    )
    assert shown is not None
    assert 0.09 < float(shown[1]) < 0.3


def test_measure_ends_with_the_exit_code_of_the_command() -> None:
    assert measure(sys.executable, "-c", "raise SystemExit(7)").returncode == 7


def test_whatever_is_missing_is_named_when_it_cannot_be_installed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "launcher.testtools"],
        cwd=PROJECT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "The tests need chromium, poppler-utils. Debian, Ubuntu: apt-get install chromium poppler-utils\n"
    )
