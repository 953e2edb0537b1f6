"""One honest history, of a definition with a decision in it, a refused command and a late timer."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from engine.definition import Definition
from engine.history.record import Head, Record
from tests.replay.office import DEFINITION, run_office


@dataclass(frozen=True)
class History:
    """An instance's records and head, with the definition they are of."""

    definition: Definition
    records: list[Record]
    head: Head

    @property
    def last(self) -> tuple[int, str]:
        """Number and hash of the last record."""
        return self.head.seq, self.head.hash


@pytest.fixture(scope="session")
def honest() -> History:
    """The history as it happened."""
    records = run_office()
    return History(DEFINITION, records, records[-1].head)
