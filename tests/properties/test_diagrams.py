"""On random diagrams, down random paths, the engine moves as the oracle says; and runs again to the very same.

`KARTABL_DIAGRAMS` chooses other diagrams: how many (`1000`), or the first seed and how many (`4711:1`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from engine.definition import define
from engine.replay import replay, verify_chain
from tests.properties.drive import ORIGIN, Disagreement, History, drive

ROOT = Path(__file__).parents[2]
USUAL, LONG = 300, 5_000
WORKERS = [("0", "Asia/Tehran"), ("4242", "America/St_Johns")]
"""Hash seed and time zone of other machines."""


def chosen() -> tuple[int, int]:
    """Return the first seed and how many."""
    first, _, count = os.environ.get("KARTABL_DIAGRAMS", f"0:{USUAL}").rpartition(":")
    return int(first or 0), int(count)


@cache
def driven(first: int, count: int) -> tuple[list[History], list[str]]:
    """Drive the diagrams of these seeds once; return what they left behind, and the disagreements."""
    histories, disagreements = [], []
    for seed in range(first, first + count):
        try:
            histories.append(drive(seed))
        except Disagreement as found:
            disagreements.append(str(found))
    return histories, disagreements


def check_agreement(first: int, count: int) -> None:
    _, disagreements = driven(first, count)
    assert not disagreements, f"{len(disagreements)} of {count} diagrams. The first:\n{disagreements[0]}"


def check_replay(histories: list[History]) -> None:
    for history in histories:
        head = history.records[-1].head
        found = verify_chain(history.records, origin=ORIGIN, instance=history.instance, head=(head.seq, head.hash))
        assert found is None, f"{history.instance}: {found}"
        elsewhere = define("main", history.definition.sources)
        assert replay(elsewhere, history.records) is None, history.instance


def check_elsewhere(histories: list[History], file: Path, hash_seed: str, zone: str) -> None:
    """The digests of all records are the same in a process with another hash seed, zone, clock and ids."""
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(written(history))}\n" for history in histories)
    told = subprocess.run(
        [sys.executable, "-m", "tests.properties.again", str(file)],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    again = [json.loads(line) for line in told.stdout.splitlines()]
    for history, found in zip(histories, again, strict=True):
        bodies = [record.body for record in history.records]
        assert found == [[body["state_sha256"], body["derived_sha256"]] for body in bodies], history.instance


def written(history: History) -> dict[str, object]:
    files = {source.name: source.content.decode() for source in history.definition.sources}
    return {"files": files, "bodies": [record.body for record in history.records]}


def test_the_engine_moves_as_the_oracle_says() -> None:
    check_agreement(*chosen())


def test_every_history_runs_again_to_the_same() -> None:
    check_replay(driven(*chosen())[0])


@pytest.mark.parametrize(("hash_seed", "zone"), WORKERS)
def test_every_history_runs_again_to_the_same_elsewhere(hash_seed: str, zone: str, tmp_path: Path) -> None:
    histories, _ = driven(*chosen())
    check_elsewhere(histories, tmp_path / "histories", hash_seed, zone)


def test_the_usual_paths_go_everywhere() -> None:
    histories, _ = driven(0, USUAL)
    records = [record for history in histories for record in history.records]
    told = Counter(entry["what"] for record in records for entry in record.derived)
    entered = {
        str(entry.get("element")).rpartition("/")[2].rstrip("0123456789") for r in records for entry in r.derived
    }
    ends = Counter(history.status for history in histories)
    assert len(records) > 10 * USUAL
    assert {"esp", "sub", "call", "boundary", "race", "catch", "throw", "or", "par", "xor", "script"} <= entered
    assert {"completed", "failed", "running", "withdrawn"} <= ends.keys()
    for what in ("job_fired", "job_cancelled", "cancelled", "sent", "signalled", "escalated", "failed", "assigned"):
        assert told[what] > 20, what
    assert sum(record.refused for record in records) > 100


@pytest.mark.long
@pytest.mark.parametrize("first", range(10_000, 10_000 + LONG, 500))
def test_thousands_more(first: int, tmp_path: Path) -> None:
    check_agreement(first, 500)
    histories, _ = driven(first, 500)
    check_replay(histories)
    check_elsewhere(histories, tmp_path / "histories", *WORKERS[first // 500 % 2])
    driven.cache_clear()
