"""Reading a case once: what its file, its letters and its proof are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    """The records in words, or the latest of them."""
    reader: HistoryReader
    words: Vocabulary
    people: Mapping[str, Member]


def wording_of(
    session: Session, definition: Definition, state: State | None, *, on: date, named: Iterable[str] | None = None
) -> Wording:
    """Return what puts the values of a case into words; `named`: whom it can name, where that is known, else anybody."""
    words = vocabulary(session, definition, state.variables if state else {}, on=on, persons=False)
    return Wording(people=members(session, named, on=on), vocabulary=words)


def _names(*values: object) -> set[str]:
    """Return the texts in values that can be somebody's name in the organisation: most are none, but no others are any."""
    found, left = set[str](), list(values)
    while left:
        value = left.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, Mapping):
            left.extend(value.values())
        elif isinstance(value, list | tuple):
            left.extend(value)
    return {text for text in found if len(text) < 64 and " " not in text and not text[:1].isdigit()}


def history_of(unit: Unit, member: Member, case: DbCase, latest: int | None = None) -> Told:
    """Read the history of a case, and put it into words: all of it, or as many of its latest records as are asked for."""
    instance = InstanceId(case.instance)
    loaded, records = unit.load(instance), unit.records(instance)
    definition = unit.definition(loaded.definition)
    personal = unit.personal(instance)
    named = _names(
        loaded.state.variables if loaded.state else {},
        personal,
        [(record.body["actor"], record.body["command"]) for record in records],
        [(task.assignee, task.users) for task in loaded.state.tasks.values()] if loaded.state else (),
        case.requester_id,
        member.id,
    )
    wording = wording_of(unit.session, definition, loaded.state, on=member.on, named=sorted(named))
    reader = HistoryReader(definition, personal, wording)
    wanted = len(records) if latest is None else latest
    for record in records[: max(len(records) - wanted, 0)]:
        reader.pass_over(record)
    return Told(
        definition=definition,
        state=loaded.state,
        records=records,
        entries=[reader.entry(record) for record in records[max(len(records) - wanted, 0) :]],
        reader=reader,
        words=wording.vocabulary,
        people=wording.people,
    )
