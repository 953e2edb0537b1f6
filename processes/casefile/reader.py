"""Reading a case once: what its file, its letters and its proof are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.history.record import Record
from engine.instance.state import InstanceId, State
from engine.store.port import Unit
from processes.casefile.history import Entry, HistoryReader
from processes.organisation import Member, members
from processes.tables import DbCase
from processes.vocabulary import Vocabulary, vocabulary
from processes.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A case's history, with what puts it into words."""

    definition: Definition
    state: State | None
    records: Sequence[Record]
    entries: Sequence[Entry]
    reader: HistoryReader
    words: Vocabulary
    people: Mapping[str, Member]


def wording_of(session: Session, definition: Definition, state: State | None, *, on: date) -> Wording:
    """Return what puts the values of a case into words."""
    words = vocabulary(session, definition, state.variables if state else {}, on=on)
    return Wording(people=members(session, on=on), vocabulary=words)


def history_of(unit: Unit, member: Member, case: DbCase) -> Told:
    """Read the history of a case, and put it into words."""
    instance = InstanceId(case.instance)
    loaded, records = unit.load(instance), unit.records(instance)
    definition = unit.definition(loaded.definition)
    wording = wording_of(unit.session, definition, loaded.state, on=member.on)
    reader = HistoryReader(definition, unit.personal(instance), wording)
    return Told(
        definition=definition,
        state=loaded.state,
        records=records,
        entries=[reader.entry(record) for record in records],
        reader=reader,
        words=wording.vocabulary,
        people=wording.people,
    )
