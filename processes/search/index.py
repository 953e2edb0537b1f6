"""What can be found: written in the transaction of each step, and made anew from the history."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Executable, bindparam, delete, func, literal, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.completion.command import Command, Comment, Complete, Correct, Start
from engine.history.personal import unseal
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.store.straight import later
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
Place = tuple[InstanceId, int, str]
"""A case, the number of one of its records, and a part of the case."""
TOGETHER = 16
"""Records of which the words of a part stand in one row."""
BETWEEN = "\n"
"""Stands between the records of a row, and between the words of each."""
_TABLE = table_of(DbSearchText)
_OF_CASE = delete(_TABLE).where(_TABLE.c.instance == bindparam("of"))
_OF_RECORDS = delete(_TABLE).where(
    _TABLE.c.instance == bindparam("of"), _TABLE.c.seq.in_(bindparam("seqs", expanding=True))
)


def write(session: Session, instance: InstanceId, seq: int, command: Command, values: Mapping[str, Value]) -> None:
    """Write what a command brought that can be found; `values` are in the clear."""
    _put(session, _rows(instance, [(seq, command, values)]))


def rewrite(unit: Unit, instance: InstanceId) -> int:
    """Make what can be found of a case anew from its history; return how many rows there are."""
    unit.session.execute(_OF_CASE, {"of": instance})
    return _put(unit.session, _rows(instance, _given(unit, instance)))


def _put(session: Session, rows: Sequence[Mapping[str, Any]]) -> int:
    """Write rows, or what they have behind what there is; return how many there are."""
    if rows:
        later(session, _putting(session.get_bind().dialect.name), list(rows))
    return len(rows)


@cache
def _putting(dialect: str) -> Executable:
    """Return the statement that does so: a row that gets more is the latest again."""
    made = (sqlite if dialect == "sqlite" else postgresql).insert(_TABLE)
    behind = {name: _TABLE.c[name] + literal(BETWEEN) + made.excluded[name] for name in ("seqs", "words")}
    latest = made.excluded.id if dialect == "postgresql" else select(func.max(_TABLE.c.id) + 1).scalar_subquery()
    return cast(
        "Executable",
        made.on_conflict_do_update(index_elements=["instance", "seq", "part"], set_={**behind, "id": latest}),
    )


def lines(row: Any) -> Iterator[tuple[Place, str]]:
    """Yield where the words of a row came from, with those of each record."""
    for seq, words in zip(row.seqs.split(BETWEEN), row.words.split(BETWEEN), strict=False):
        yield (InstanceId(row.instance), int(seq), row.part), words


def texts(unit: Unit, places: Collection[tuple[InstanceId, int]]) -> Mapping[Place, list[str]]:
    """Return the texts that were given with these records of cases, by case, record and part; what was erased is not there."""
    personal = unit.personal_of({instance for instance, _seq in places})
    found: dict[Place, list[str]] = {}
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
    firsts = {_first(seq) for seq in seqs}
    unit.session.execute(_OF_RECORDS, {"of": instance, "seqs": list(firsts)})
    personal = unit.personal(instance)
    records = unit.records_at({(instance, first + more) for first in firsts for more in range(TOGETHER)})
    left = sorted((seq, record) for (_, seq), record in records.items() if not record.refused)
    _put(unit.session, _rows(instance, ((seq, *_opened(record, personal)) for seq, record in left)))
    if seqs and unit.session.get_bind().dialect.name == "sqlite":
        unit.session.execute(text("INSERT INTO search_words(search_words) VALUES ('optimize')"))


def _rows(instance: InstanceId, given: Iterable[tuple[int, Command, Mapping[str, Value]]]) -> list[dict[str, Any]]:
    """Return the rows of what records brought, these in their order."""
    lines: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for seq, command, values in given:
        for part, words in _words(command, values).items():
            lines.setdefault((_first(seq), part), []).append((seq, words))
    return [
        {
            "instance": instance, "seq": first, "part": part,
            "seqs": BETWEEN.join(str(seq) for seq, _ in those), "words": BETWEEN.join(words for _, words in those),
        }
        for (first, part), those in lines.items()
    ]  # fmt: skip


def _words(command: Command, values: Mapping[str, Value]) -> dict[str, str]:
    """Return the words that a command brought, by part."""
    words: dict[str, dict[str, None]] = {}
    for field, written in sorted(_written(command, values)):  # as the history has them, whatever the order of a form
        words.setdefault(_part(command, field), {}).update(dict.fromkeys(indexed(written).split()))
    return {part: " ".join(found) for part, found in words.items() if found}


def _first(seq: int) -> int:
    return seq - (seq - 1) % TOGETHER


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
