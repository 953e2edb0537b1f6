"""Workers as an operator starts them, on the office of a test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from processes.tables import DbClock
from tests.processes.build import ORIGIN, Bench

PATIENCE = 60.0
"""Seconds that anything may take that is done within a few."""


@dataclass
class Workers:
    """Those that run; `environment` is what each is given."""

    environment: Mapping[str, str]
    log: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, concurrency: int = 2) -> subprocess.Popen[bytes]:
        """Start one more."""
        command = [Path(sys.executable).with_name("kartabl"), "worker", "--concurrency", str(concurrency)]
        with self.log.open("ab") as log:
            self.running.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log))
        return self.running[-1]

    def stop(self) -> list[int]:
        """Ask all to stop; return what they return."""
        for each in self.running:
            each.send_signal(signal.SIGTERM)
        codes = [each.wait(PATIENCE) for each in self.running]
        self.running.clear()
        return codes

    def end(self) -> None:
        """End what still runs."""
        for each in self.running:
            each.kill()
            each.wait(PATIENCE)


def environment(database: str, folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process of the office."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("KARTABL_")}
    ours = {"DATABASE_URL": database, "DATA": str(folder), "ORIGIN": ORIGIN, "SECRET_KEY": "for tests only", **more}
    return rest | {f"KARTABL_{name}": value for name, value in ours.items()}


def set_clock(bench: Bench, at: datetime) -> None:
    """Set the clock of the office's processes, and the test's own."""
    bench.hands.time = at
    with bench.office.store.writing() as unit:
        unit.session.merge(DbClock(id=1, ahead=int((at - datetime.now(UTC)).total_seconds())))


def until(what: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Return whether something is so within some time."""
    last = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < last:
        time.sleep(0.1)
    return found
