"""The child of `bounded`: reads requests from its standard input and answers each with a line of JSON.

A request is a line of JSON, `{"groups", "variables", "files": [{"kind", "name", "size"}, …]}`, and then the contents of
the files. The answer is the list of faults; a program that ends without one says by that that it was too much.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict
from typing import IO, Any

from engine.examine.bounded import MEMORY, WALL
from engine.examine.files import File, examine


def main() -> None:
    """Serve until the input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source = sys.stdin.buffer
    while line := source.readline():
        _bound_time()
        request: dict[str, Any] = json.loads(line)
        files = [_file(source, described) for described in request["files"]]
        faults = examine(files, groups=request["groups"], variables=request["variables"])
        sys.stdout.write(json.dumps([asdict(fault) for fault in faults]) + "\n")
        sys.stdout.flush()


def _bound_time() -> None:
    """Let the system stop this process where one request takes more time than it may."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + WALL) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _file(source: IO[bytes], described: dict[str, Any]) -> File:
    return File(kind=described["kind"], name=described["name"], content=source.read(described["size"]))


if __name__ == "__main__":
    try:
        main()
    except (MemoryError, RecursionError):
        os._exit(3)
