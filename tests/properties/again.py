"""Run histories again in a process of its own, whose clock jumps and whose ids come from elsewhere; tell the digests.

Started as `python -m tests.properties.again FILE`: a history a line of the file, a list of digests a line of the output.
"""

from __future__ import annotations

import datetime as clock
import json
import random
import sys
import time
import uuid
from pathlib import Path
from typing import Any

WILD = random.Random()


class Jumping(clock.datetime):
    """A datetime whose `now` is anywhere within a thousand years."""

    @classmethod
    def now(cls, tz: clock.tzinfo | None = None) -> Jumping:
        wild = cls(1900 + WILD.randrange(1000), 1, 1) + clock.timedelta(seconds=WILD.randrange(10**7))
        return wild.replace(tzinfo=tz)

    @classmethod
    def utcnow(cls) -> Jumping:
        return cls.now()


def make_wild() -> None:
    """Let every clock jump and every random id differ from process to process; before the engine is imported."""
    clock.datetime = Jumping  # type: ignore[misc]  # that is the point
    time.time = lambda: WILD.uniform(0, 1e11)  # the library's filters pass over a task that changed before 1970
    time.time_ns = lambda: WILD.randrange(10**18)
    uuid.uuid4 = lambda: uuid.UUID(int=WILD.getrandbits(128))


def digests(written: dict[str, Any]) -> list[tuple[str | None, str]]:
    """Return the digests of the state and of what followed, a pair a record."""
    from engine.completion import derived
    from engine.completion.command import read_command
    from engine.completion.step import step
    from engine.definition import Source, define
    from engine.digest import digest
    from engine.errors import KartablError
    from engine.instance.state import State

    files = written["files"].items()
    definition = define("main", [Source(kind="diagram", name=name, content=text.encode()) for name, text in files])
    state: State | None = None
    found: list[tuple[str | None, str]] = []
    for seq, body in enumerate(written["bodies"], 1):
        command = read_command(body["command"], actor=body["actor"], at=body["at"], request=body["request_id"])
        told: list[dict[str, Any]] = []
        try:
            after = step(definition, state, command, seq)
        except KartablError:
            pass  # recorded as refused too, or the digests differ
        else:
            state, told = after.state, derived.written(after.derived)
        found.append((state.digest if state else None, digest(told)))
    return found


def main() -> None:
    """Tell the digests of all histories in the file that the command line names."""
    make_wild()
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        for line in lines:
            print(json.dumps(digests(json.loads(line))))


if __name__ == "__main__":
    main()
