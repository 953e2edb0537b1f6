"""Complete a task in processes that are killed, each at another point of the transaction, each on a copy of the store.

Called as `python -m tests.store.killed FOLDER TASK`; copies are `1.db`, `2.db`, …; the last one's process came through.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from engine.instance.state import InstanceId
from engine.store.sql import SqlStore, open_engine
from tests.engine.cases import after, complete, engine_on
from tests.store.crashes import strike_at


def main(folder: Path, task: str) -> None:
    """Fork and be killed until one process is not."""
    for number in count(1):
        copy = folder / f"{number}.db"
        shutil.copy(folder / "store.db", copy)
        child = os.fork()
        if child == 0:
            _act(copy, task, number)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))


def _act(copy: Path, task: str, number: int) -> None:
    status = 1
    try:
        engine = open_engine(f"sqlite:///{copy}")
        strike_at(engine, number, lambda: os.kill(os.getpid(), signal.SIGKILL))
        engine_on(SqlStore(engine)).perform(InstanceId("c1"), complete(task, after(hours=3)))
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
