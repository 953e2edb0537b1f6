"""The tray: what waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.store.port import Unit
from engine.task import TrayTask
from processes.organisation import Member
from processes.reading.lines import Lines, TaskLine


@dataclass(frozen=True, kw_only=True, slots=True)
class Tray:
    """What waits for somebody."""

    mine: Sequence[TaskLine]
    of_my_roles: Sequence[TaskLine]
    of_absent: Sequence[TaskLine]
    """What waits for those whom the person stands in for, and not for itself."""


def tray(unit: Unit, member: Member) -> Tray:
    """Return what waits for a person: its own tasks, free ones of its roles, and those of absent ones; the oldest first."""
    rows = waiting(unit, member)
    lines = Lines(unit, member, [row.instance for row in rows])
    found = [lines.task(row.instance, row.task) for row in rows]
    own = [line for line in found if not line.instead_of]
    return Tray(
        mine=[line for line in own if line.mine],
        of_my_roles=[line for line in own if not line.mine],
        of_absent=[line for line in found if line.instead_of],
    )


def waiting(unit: Unit, member: Member) -> list[TrayTask]:
    """Return the open tasks that a person may take in its own right or for an absent one, each once, the oldest first."""
    found = {(row.instance, row.task.id): row for each in member.principals for row in unit.tray(each.person)}
    return sorted(found.values(), key=lambda row: (row.task.opened_at, row.instance, row.task.id))
