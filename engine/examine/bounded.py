"""Examine files in a process of its own, with limits on time and memory: a stranger's file can stop that one only.

The child is this package run as a program (`__main__`). It serves one request after another and says what it found in
one line of JSON each, so that many files cost one start. Where it stops without an answer, the request is answered here.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from engine.diagram.fault import Fault
from engine.diagram.rules_file import EXCEEDS
from engine.examine.files import File

WALL: Final = 4.5
"""Seconds for one request, the start of the child among them: whoever waits has an answer in five."""
MEMORY: Final = 500 * 1024 * 1024
"""Bytes of address space that the child may have."""
_ROOT: Final = Path(__file__).parents[2]
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
"""Settings that a child needs; what else is in the environment is none of its business."""


def examine_bounded(
    files: Iterable[File], *, groups: Collection[str] | None, variables: Collection[str]
) -> list[Fault]:
    """Return what `examine` returns, or the one fault that it took too long or too much memory."""
    with Examiner(groups=groups, variables=variables) as examiner:
        return examiner.examine(files)


class Examiner:
    """A child that examines what belongs together, request after request; a context manager."""

    def __init__(self, *, groups: Collection[str] | None, variables: Collection[str], wall: float = WALL) -> None:
        self._about = {"groups": None if groups is None else sorted(groups), "variables": sorted(variables)}
        self._wall = wall
        self._child: subprocess.Popen[bytes] | None = None
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def examine(self, files: Iterable[File]) -> list[Fault]:
        """Return all faults of files that are deployed together, by file and line."""
        every = list(files)
        answer = self._ask(every)
        if answer is None:
            self._stop()
            return [EXCEEDS.at(_named(every), None, seconds=5, megabytes=MEMORY // 1024**2)]
        return [Fault(**fault) for fault in answer]

    def _ask(self, files: Sequence[File]) -> list[dict[str, Any]] | None:
        child = self._child or self._start()
        sizes = [{"kind": file.kind, "name": file.name, "size": len(file.content)} for file in files]
        writing = threading.Thread(target=_send, args=(child, {**self._about, "files": sizes}, files), daemon=True)
        writing.start()
        try:
            line = self._lines.get(timeout=self._wall)
        except queue.Empty:
            return None
        writing.join(timeout=1)
        answer: list[dict[str, Any]] | None = json.loads(line) if line else None
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        known = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "engine.examine"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**known, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
        )  # fmt: skip
        self._lines = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(self._child.stdout, self._lines), daemon=True).start()
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                _close(pipe)


def _named(files: Sequence[File]) -> str:
    return next((file.name for file in files if file.kind == "diagram"), files[0].name if files else "–")


def _send(child: subprocess.Popen[bytes], head: dict[str, Any], files: Sequence[File]) -> None:
    pipe = child.stdin
    if pipe is None:
        return
    try:
        pipe.write(json.dumps(head).encode() + b"\n")
        for file in files:
            pipe.write(file.content)
        pipe.flush()
    except (OSError, ValueError):  # it has stopped: whoever waits for its answer sees that
        return


def _listen(pipe: IO[bytes] | None, lines: queue.SimpleQueue[bytes]) -> None:
    """Hand on each line; at the end an empty one, which says that no more will come."""
    try:
        for line in pipe or ():
            lines.put(line)
    except (OSError, ValueError):
        pass
    lines.put(b"")


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # what was written to it never arrived
        pass
