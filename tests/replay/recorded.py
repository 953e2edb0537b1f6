"""Recorded histories as test data: a later version of Kartabl, or of a library under it, must still run them to the same.

`python -m tests.replay.recorded` records them anew: only in a commit that says why the old ones cannot stand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.definition import Definition, Source, define
from engine.history.record import Record
from tests.engine.cases import ORIGIN
from tests.replay.forging import alter, rebuild
from tests.replay.office import CASE, DEFINITION, run_office

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A history as a file keeps it."""

    definition: Definition
    origin: str
    instance: str
    records: list[Record]
    head: tuple[int, str]


def read(name: str) -> Recorded:
    """Return the history in a golden file."""
    kept = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    sources = [
        Source(kind=source["kind"], name=source["name"], content=source["content"].encode())
        for source in kept["sources"]
    ]
    return Recorded(
        definition=define(kept["process"], sources, time_zone=kept["time_zone"]),
        origin=kept["origin"],
        instance=kept["instance"],
        records=[Record(**record) for record in kept["records"]],
        head=(kept["head"]["seq"], kept["head"]["hash"]),
    )


def write(name: str, records: list[Record]) -> None:
    """Keep a history of the office."""
    kept: dict[str, Any] = {
        "process": DEFINITION.process,
        "time_zone": DEFINITION.time_zone,
        "sources": [
            {"kind": source.kind, "name": source.name, "content": source.content.decode()}
            for source in DEFINITION.sources
        ],
        "origin": ORIGIN,
        "instance": CASE,
        "records": [{"body": record.body, "derived": list(record.derived), "hash": record.hash} for record in records],
        "head": {"seq": records[-1].seq, "hash": records[-1].hash},
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (GOLDEN / f"{name}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Record both: the honest one, and one whose decision was changed and whose chain was rebuilt to hide it."""
    honest = run_office()
    write("office", honest)
    turned = alter(honest, 5, lambda body: body["command"]["values"].update(approved=False))
    write("office_forged", rebuild(turned, CASE))


if __name__ == "__main__":
    main()
