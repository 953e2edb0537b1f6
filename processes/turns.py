"""What kinds of support a case was turned into, from its history (R10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.definition import Definition
from engine.form import Words
from engine.history.record import Record
from engine.values import decode
from processes.words import present_service


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """That triage turned a case from one kind of support into another, and why."""

    at: datetime
    was: Words
    now: Words
    reason: str


def turns(definition: Definition, records: Sequence[Record]) -> list[Turn]:
    """Return the turns of a case in their order."""
    found, was = list[Turn](), definition.process
    for record in (record for record in records if not record.refused):
        command = record.body["command"]
        now = decode(command.get("facts", {}).get("service", was))
        if now != was:
            found.append(
                Turn(
                    at=datetime.fromisoformat(record.body["at"]),
                    was=present_service(definition, was),
                    now=present_service(definition, str(now)),
                    reason=str(decode(command.get("values", {}).get("turn_reason", ""))),
                )
            )
            was = str(now)
    return found
