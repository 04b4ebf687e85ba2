"""Real worker and scheduler processes, killed: nothing is lost, and the one possible double carries the same id."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from notifications.enums import NudgeState
from notifications.models import Nudge
from notifications.services import nudges
from tests.factories.people import make_organization, make_person
from tests.notifications.kinds import PLAIN
from tests.notifications.sink import Sink
from tests.notifications.test_mail_faults import awake_zone

pytestmark = pytest.mark.django_db(transaction=True)


def test_database_url() -> str:
    """The address of the database that this test writes to."""
    params = connection.settings_dict
    host = (params["HOST"] or params.get("OPTIONS", {}).get("host", "")).replace("/", "%2F")
    port = f":{params['PORT']}" if params["PORT"] else ""
    secret = f":{params['PASSWORD']}" if params["PASSWORD"] else ""
    return f"postgresql://{params['USER']}{secret}@{host}{port}/{params['NAME']}"


test_database_url.__test__ = False  # type: ignore[attr-defined]


class Processes:
    """Celery processes of one test, in groups of their own so that a kill takes the children along."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self.env, self.folder, self.running = env, folder, []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{arguments[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "tests.notifications.worker", *arguments, "--loglevel=WARNING"],
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", "--concurrency=1", "--without-gossip", "--without-mingle")

    @staticmethod
    def kill(process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def stop(self) -> None:
        for process in self.running:
            if process.poll() is None:
                self.kill(process)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as sink:
        yield sink


@pytest.fixture
def processes(sink: Sink, tmp_path: Path) -> Iterator[Processes]:
    env = {
        **os.environ,
        "DATABASE_URL": test_database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "EMAIL_URL": sink.url,
        "HEARTBEAT_SECONDS": "1",
        "PYTHONWARNINGS": "ignore",
    }
    processes = Processes(env, tmp_path)
    processes.start("beat", f"--schedule={tmp_path / 'beat'}", "--pidfile=")
    yield processes
    processes.stop()


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Poll until it holds. Raises AssertionError when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def plan_people(count: int) -> None:
    make_organization(working_days=[1, 2, 3, 4, 5, 6, 7])
    for _ in range(count):
        person = make_person(time_zone=awake_zone())
        nudges.plan(PLAIN.kind, recipient=person, subject=person)


def all_sent() -> bool:
    return not Nudge.objects.exclude(state=NudgeState.SENT).exists()


def test_a_worker_killed_again_and_again_loses_nothing(sink: Sink, processes: Processes) -> None:
    plan_people(40)
    for kills in range(1, 5):
        worker = processes.worker()
        # Kill in the middle of the work: when this round's first mails have arrived.
        wait_until(lambda goal=kills * 6: len(sink.messages) >= goal)
        processes.kill(worker)
    processes.worker()
    wait_until(all_sent)
    assert sink.copies.keys() == set(Nudge.objects.values_list("message_id", flat=True))
    assert len(sink.copies) == 40


def test_accepted_by_the_server_then_killed_comes_twice_with_one_id(sink: Sink, processes: Processes) -> None:
    plan_people(1)
    sink.hold_after_data.set()
    worker = processes.worker()
    assert sink.is_holding.wait(60)
    processes.kill(worker)
    sink.hold_after_data.clear()
    assert Nudge.objects.get().state == NudgeState.LEASED
    processes.worker()
    wait_until(all_sent)
    assert sink.copies == {Nudge.objects.get().message_id: 2}
