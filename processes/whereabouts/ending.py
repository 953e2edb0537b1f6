"""How a case ended, read off where it ended in its diagram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.definition import Definition
from engine.form import Words
from engine.instance.state import Status
from processes.tables import DbCase
from processes.withdrawing import WITHDRAWAL
from processes.words import element_name, scope_of


class End(StrEnum):
    """The ways in which a case ends."""

    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    """An administrator ended it from outside its diagram."""
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ending:
    """That a case ended: how, when, and at which end of its diagram."""

    how: End
    at: datetime
    name: Words | None

    @property
    def good(self) -> bool:
        """Whether the work was done."""
        return self.how in (End.CONFIRMED, End.LAPSED, End.DONE)


def ending(definition: Definition, case: DbCase, status: Status | None) -> Ending | None:
    """Return how a case ended; None where it goes on."""
    if case.ended_at is None:
        return None
    name = element_name(definition, case.outcome) if case.outcome else None
    return Ending(how=_how(definition, case, status), at=case.ended_at, name=name)


def _how(definition: Definition, case: DbCase, status: Status | None) -> End:
    if case.closing in (End.CONFIRMED, End.LAPSED):
        return End(case.closing)
    if status == "withdrawn":
        return End.STOPPED
    if case.outcome is None or status == "failed":
        return End.FAILED
    element = definition.element(case.outcome)
    if element.properties.get("notice") == "rejection":
        return End.REJECTED
    starts = [each for each in scope_of(definition, element).elements.values() if each.kind == "startEvent"]
    withdrawn = any(event.name == WITHDRAWAL for start in starts for event in start.events)
    return End.WITHDRAWN if withdrawn else End.DONE
