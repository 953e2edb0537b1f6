"""What Kartabl costs, each figure beside its floor in the same run: `python -m tests.benchmarks.bench [--json] [part …]`."""

from __future__ import annotations

import argparse
import gc
import json
from collections.abc import Callable, Iterable

from tests.benchmarks import boards, completions, deadlines, evidence, kept, load, memory, steps, timers, trays
from tests.benchmarks.figures import Figure, as_json, as_table

PARTS: dict[str, Callable[[], Iterable[Figure]]] = {
    "completions": completions.measure,
    "steps": steps.measure,
    "timers": timers.measure,
    "deadlines": deadlines.measure,
    "boards": boards.measure,
    "trays": trays.measure,
    "kept": kept.measure,
    "load": load.measure,
    "memory": memory.measure,
    "evidence": evidence.measure,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of the table")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="only these parts")
    asked = parser.parse_args()
    figures: list[Figure] = []
    for part in asked.parts or PARTS:
        gc.collect()
        figures += PARTS[part]()
    print(json.dumps(as_json(figures), indent=2) if asked.json else as_table(figures))


if __name__ == "__main__":
    main()
