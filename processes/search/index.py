"""What can be found: written in the transaction of each step, and made anew from the history."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, text
from sqlalchemy.orm import Session

from engine.completion.command import Command, Comment, Complete, Correct, Start
from engine.history.personal import unseal
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.store.tables import table_of
from engine.values import Value
from processes.recorded import command_of
from processes.search.words import indexed
from processes.tables import DbSearchText

ASKED, LETTER, COMMENT, SAID = "asked", "letter", "comment", "said"
LETTERS = "letter_"
"""How the fields of a letter begin."""
_CODE = re.compile(r"[a-z][a-z0-9_.]*")
"""A key that a form's choice stands for: no words of anybody."""
_TABLE = table_of(DbSearchText)
_NEW = insert(_TABLE)
_OF_CASE = delete(_TABLE).where(_TABLE.c.instance == bindparam("of"))
_OF_RECORDS = delete(_TABLE).where(
    _TABLE.c.instance == bindparam("of"), _TABLE.c.seq.in_(bindparam("seqs", expanding=True))
)


def write(session: Session, instance: InstanceId, seq: int, command: Command, values: Mapping[str, Value]) -> None:
    """Write what a command brought that can be found; `values` are in the clear."""
    if rows := _rows(instance, seq, command, values):
        session.execute(_NEW, rows)


def rewrite(unit: Unit, instance: InstanceId) -> int:
    """Make what can be found of a case anew from its history; return how many rows there are."""
    unit.session.execute(_OF_CASE, {"of": instance})
    rows = [row for seq, command, values in _given(unit, instance) for row in _rows(instance, seq, command, values)]
    if rows:
        unit.session.execute(_NEW, rows)
    return len(rows)


def texts(unit: Unit, places: Collection[tuple[InstanceId, int]]) -> Mapping[tuple[InstanceId, int, str], list[str]]:
    """Return the texts that were given with these records of cases, by case, record and part; what was erased is not there."""
    personal = unit.personal_of({instance for instance, _seq in places})
    found: dict[tuple[InstanceId, int, str], list[str]] = {}
    for (instance, seq), record in unit.records_at(places).items():
        command, values = _opened(record, personal[instance])
        for field, written in _written(command, values):
            found.setdefault((instance, seq, _part(command, field)), []).append(written)
    return found


def _given(unit: Unit, instance: InstanceId) -> Iterator[tuple[int, Command, Mapping[str, Value]]]:
    """Yield the commands of a history that were not refused, with their values in the clear."""
    personal = unit.personal(instance)
    for record in unit.records(instance):
        if not record.refused:
            yield record.seq, *_opened(record, personal)


def _opened(record: Record, personal: Mapping[str, Value]) -> tuple[Command, Mapping[str, Value]]:
    """Return the command of a record, and its values in the clear."""
    command = command_of(record)
    return command, unseal(command.values, personal)


def forget(unit: Unit, instance: InstanceId, seqs: Collection[int]) -> None:
    """Forget what was erased of these records, for ever: nothing of its words is left in the index."""
    unit.session.execute(_OF_RECORDS, {"of": instance, "seqs": list(seqs)})
    personal = unit.personal(instance)
    for (_, seq), record in unit.records_at({(instance, seq) for seq in seqs}).items():
        if not record.refused:
            write(unit.session, instance, seq, *_opened(record, personal))
    if seqs and unit.session.get_bind().dialect.name == "sqlite":
        unit.session.execute(text("INSERT INTO search_words(search_words) VALUES ('optimize')"))


def _rows(instance: InstanceId, seq: int, command: Command, values: Mapping[str, Value]) -> list[dict[str, Any]]:
    words: dict[str, dict[str, None]] = {}
    for field, written in sorted(_written(command, values)):  # as the history has them, whatever the order of a form
        words.setdefault(_part(command, field), {}).update(dict.fromkeys(indexed(written).split()))
    return [
        {"instance": instance, "seq": seq, "part": part, "words": " ".join(found)}
        for part, found in words.items()
        if found
    ]


def _written(command: Command, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield what somebody wrote, by field; what a calendar says is no word of the case."""
    if not isinstance(command, Correct):
        yield from ((field, " – ".join(_texts(value))) for field, value in values.items())


def _part(command: Command, field: str) -> str:
    if isinstance(command, Comment):
        return COMMENT
    if isinstance(command, Start | Complete) and field.startswith(LETTERS):
        return LETTER
    return ASKED if isinstance(command, Start) else SAID


def _texts(value: Value) -> Iterator[str]:
    """Yield the words in a value that somebody wrote."""
    if isinstance(value, str):
        if not _CODE.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        yield from _all(value.values())
    elif isinstance(value, list):
        yield from _all(value)


def _all(values: Iterable[Value]) -> Iterator[str]:
    for each in values:
        yield from _texts(each)
