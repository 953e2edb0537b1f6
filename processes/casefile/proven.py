"""A case held against its history, record by record, as its page tells it when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.casefile.history import Entry
from processes.casefile.reader import history_of
from processes.organisation import Member
from processes.proof import Verdict, prove
from processes.tables import DbCase


@dataclass(frozen=True, kw_only=True, slots=True)
class Proven:
    """The verdict on a case, and its records in words."""

    verdict: Verdict
    records: Sequence[Entry]
    """The oldest first."""

    def holds(self, entry: Entry) -> bool:
        """Return whether chain and replay agree up to a record."""
        return self.verdict.first is None or entry.seq < self.verdict.first.seq


def proven(unit: Unit, member: Member, case: DbCase, *, origin: str) -> Proven:
    """Hold a case against its history."""
    verdict = prove(unit, InstanceId(case.instance), origin=origin)
    return Proven(verdict=verdict, records=history_of(unit, member, case).entries)
