"""Letter numbers that a history used up, and the counters they were drawn from, held against them.

A counter may stand before a case's numbers, for other cases use numbers too; behind one it would give it once more. That two
cases have one number only whoever proves both can see (`Verdict.numbers`).
"""

from __future__ import annotations

from engine.store.port import Astray, Unit
from processes.host import done
from processes.numbering import last_numbers, year_and_serial
from processes.parts import parts_of
from processes.parts.letter_desk import LetterDesks, Numbered
from processes.proof.again import Again


def numbers_of(unit: Unit, again: Again) -> list[str]:
    """Return the letter numbers that a history used up, in order."""
    return [used.number for used in _used(unit, again)]


def counters_astray(unit: Unit, again: Again) -> list[Astray]:
    """Return which counters stand behind numbers that a history used up; raise what reading them raises."""
    if unit.session is None:
        return []
    wanted: dict[tuple[str, int], int] = {}
    for used in _used(unit, again):
        year, serial = year_and_serial(used.number)
        wanted[used.unit, year] = max(serial, wanted.get((used.unit, year), 0))
    stand = {of: last_numbers(unit.session, of) for of in {of for of, _ in wanted}}
    return [
        Astray(table="number", row=f"{of}/{year}", field="last", expected=f"{serial} or more", found=str(last))
        for (of, year), serial in wanted.items()
        if (last := stand[of].get(year, 0)) < serial
    ]


def _used(unit: Unit, again: Again) -> list[Numbered]:
    desks = [part for part in parts_of(again.definition) if isinstance(part, LetterDesks)]
    zone = again.definition.time_zone
    found = (part.number(done(unit.session, part, moved, {}, zone)) for moved in again.moves for part in desks)
    return [used for used in found if used is not None]
