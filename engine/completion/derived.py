"""What followed from a command, in the engine's own words: not a dump of the library's.

| what | facts |
| --- | --- |
| `entered`, `left`, `cancelled` | `element`, `token` |
| `taken` | `flow` |
| `opened` | `task`, `element`, and what is asked: `form`, `assignee`, `users`, `groups`, `due`, `follow_up`, `priority`, `local` |
| `assigned` | `task`, `element`, `assignee` |
| `closed` | `task`, `element`, `outcome` (completed, cancelled) |
| `job_set` and `job_moved` (with `due`), `job_held` (its clock stands still), `job_fired`, `job_cancelled` | `job`, `element` |
| `clock_started` | `clock`, `name`, `element`, `calendar` (key), `targets` |
| `clock_paused` (with `by`, an element), `clock_resumed`, `clock_stopped` | `clock` |
| `clock_changed` | `clock`, `target`, and `to` (a target) or `by` (an amount) |
| `requested` (with `topic`, and `local`), `settled` (with `outcome`) | `work`, `element` |
| `decided` | `element`, `decision` (one for each that was taken, what it needs first), `rules` (ids of those that held) |
| `sent` | `element`, `message`, `properties` |
| `signalled`, `escalated`, `failed` | `element`, and `signal` or `code` with `caught` |
| `set` | `name`, `value` (written form) |
| `ended` | `status` |

They stand in the order in which they happened; clocks and the timers that depend on them, then variables, by name, and the end
come last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.values import encode

VERSION = 2
"""Version of this vocabulary. A new one is an ADR, and old histories keep theirs."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that followed from a command."""

    what: str
    facts: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the written form; values of the case are tagged."""
        facts = {key: encode(value) if key == "local" else value for key, value in self.facts.items()}
        return {"what": self.what, **facts}

    def __getitem__(self, fact: str) -> Any:
        return self.facts[fact]


Derived = tuple[Happening, ...]


def written(derived: Derived) -> list[dict[str, Any]]:
    """Return the written form of all that followed."""
    return [happening.to_json() for happening in derived]
