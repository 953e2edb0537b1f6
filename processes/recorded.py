"""The command of a record, for what reads a history: a proof, the search, an erasure."""

from __future__ import annotations

from engine.completion.command import Command, read_command
from engine.history.record import Record


def command_of(record: Record) -> Command:
    """Return the command of a record."""
    body = record.body
    return read_command(body["command"], actor=body["actor"], at=body["at"], request=body["request_id"])
