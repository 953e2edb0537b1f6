"""Proving what was found: so many cases at a time, each with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.store.port import Unit
from processes.audit.asked import Asked
from processes.audit.found import FoundCase, found
from processes.files import FileStore
from processes.proof import Verdict, prove

AT_A_TIME = 50
"""Cases that one page proves; proving runs each history again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proven:
    """A case with its verdict."""

    case: FoundCase
    verdict: Verdict


def verdicts(
    unit: Unit, asked: Asked, zone: str, *, origin: str, offset: int, files: FileStore | None = None
) -> Sequence[Proven]:
    """Return the verdicts of the cases that are found, from one on, `AT_A_TIME` of them."""
    cases = found(unit, asked, zone, offset=offset, limit=AT_A_TIME)
    return [Proven(case=case, verdict=prove(unit, case.instance, origin=origin, files=files)) for case in cases]
