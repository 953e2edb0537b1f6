"""What Kartabl costs, each figure beside its floor in the same run: `python -m tests.benchmarks.bench [--json] [part …]`."""

from __future__ import annotations

import argparse
import gc
import json
import sys
import traceback
from collections.abc import Callable, Iterable
from functools import partial

from tests.benchmarks import boards, completions, deadlines, evidence, kept, load, memory, steps, timers, trays
from tests.benchmarks.figures import Figure, as_json, as_table


def parts(asked: argparse.Namespace) -> dict[str, Callable[[], Iterable[Figure]]]:
    """Return what can be measured, in the sizes that were asked for."""
    return {
        "completions": partial(completions.measure, asked.times),
        "trays": partial(trays.measure, tuple(asked.tasks)),
        "steps": steps.measure,
        "timers": timers.measure,
        "kept": partial(kept.measure, asked.finished),
        "load": partial(load.measure, asked.completions),
        "memory": partial(memory.measure, asked.requests),
        "evidence": evidence.measure,
        "deadlines": deadlines.measure,
        "boards": boards.measure,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of the table")
    parser.add_argument(
        "--times", type=int, default=completions.TIMES, help="completions and starts, one after another"
    )
    parser.add_argument("--tasks", type=int, nargs="+", default=trays.SIZES, help="open tasks that a tray is over")
    parser.add_argument("--finished", type=int, default=kept.MORE, help="finished cases whose bytes are measured")
    parser.add_argument("--completions", type=int, default=load.COMPLETIONS, help="completions at each load")
    parser.add_argument("--requests", type=int, default=memory.REQUESTS, help="requests before memory is read again")
    parser.add_argument("parts", nargs="*", metavar="part", help="only these parts")
    asked = parser.parse_args()
    known = parts(asked)
    wanted = asked.parts or list(known)
    if unknown := [part for part in wanted if part not in known]:
        parser.error(f"Expected parts among {', '.join(known)}, but found {', '.join(unknown)}.")
    figures: list[Figure] = []
    faults: dict[str, Exception] = {}
    for part in wanted:
        print(f"measuring {part} …", file=sys.stderr)
        gc.collect()
        try:
            figures += known[part]()
        except Exception as fault:  # what the others found in a quarter of an hour is not to be lost
            faults[part] = fault
    print(json.dumps(as_json(figures), indent=2) if asked.json else as_table(figures))
    for part, fault in faults.items():
        print(f"{part} was not measured, or not all of it:", file=sys.stderr)
        traceback.print_exception(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
