"""Part 10: the share of a completion that is evidence, in instructions as callgrind counts them.

A completion is what the office does with one: read, decide, step, record, write, project, commit. Evidence is the record:
the digests of what followed and of the state, the canonical body, its hash, and both as they are stored.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.copies import copied
from tests.benchmarks.figures import Figure
from tests.benchmarks.served import homes, prepared
from tests.processes.build import actor

DESK = "approve_admin"
TIMES = 4
MARK = "os_getpgid*"
"""The function before which callgrind writes down what it has counted: nothing else calls it."""


def measure(times: int = TIMES) -> Iterator[Figure]:
    """Yield the share; raise `RuntimeError` where there is no valgrind."""
    if shutil.which("valgrind") is None:
        raise RuntimeError(
            "Expected valgrind to count instructions, but found none; on Debian: apt-get install valgrind"
        )
    with homes(("SQLite",)) as [[home]]:
        wired, made = prepared(home)
        case = made.at_desk(DESK)
        person = case.who(case.task(DESK))
        wired.office.claim(actor(person), case.instance, case.task(DESK).id)
        cases = [each.instance for each in copied(case, times + 2)]
        wired.store.engine.dispose()
        out = home.folder / "counted"
        command = [
            "valgrind", "--tool=callgrind", f"--dump-before={MARK}", f"--callgrind-out-file={out}", "--quiet",
            sys.executable, "-m", "tests.benchmarks.instructions", person, *cases,
        ]  # fmt: skip
        ended = subprocess.run(
            command, env={**os.environ, **home.environment}, check=False, capture_output=True, text=True
        )
        if ended.returncode:
            raise RuntimeError(f"Expected callgrind to count, but it says: {ended.stderr[-2000:]}")
        whole, evidence = (_counted(Path(f"{out}.{number}")) / times for number in (2, 4))
    part = "evidence in a completion"
    yield Figure(part=part, name="a completion", unit="instructions", median=whole)
    yield Figure(
        part=part, name="evidence of it", unit="instructions", median=evidence, floor=whole, floor_name="a completion",
        most=0.15,
    )  # fmt: skip


def _counted(file: Path) -> int:
    found = re.search(r"^totals: (\d+)", file.read_text("ascii", errors="replace"), re.MULTILINE)
    if found is None:
        raise RuntimeError(f"Expected callgrind to have counted, but {file.name} says nothing")
    return int(found[1])
