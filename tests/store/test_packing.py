"""How records are written small: every text comes back to the byte, whatever it is; what was touched is told, and nothing crashes."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy import text as sql

from engine.completion.command import Complete, Start
from engine.digest import canonical, digest, sha256
from engine.history.record import Ledger, Record, genesis
from engine.instance.state import InstanceId, State
from engine.store.learning import COMMON, Told, learn
from engine.store.packing import Words, pack_record, pack_text, read_words, signed, unpack_record, unpack_text
from engine.store.port import Move, Store, Unreadable
from engine.store.sql import SqlStore
from engine.store.tables import DbRecord, DbWords, table_of
from tests.engine.cases import EIGHT, ORIGIN, SARA
from tests.store.moves import PLAIN, put

HEX = st.text("0123456789abcdef", min_size=60, max_size=70)
TEXTS = st.one_of(st.text(), HEX, st.sampled_from(["0" * 64, "a" * 64, "c1", '"c1"', "\n", "ÿþý"]))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(TEXTS, inner, max_size=5)),
    max_leaves=30,
)
INSTANCES = st.one_of(st.sampled_from(["c1", "7ab7be8a88527028ca3f397b", "0" * 64]), st.text(min_size=1))
WORDS = st.builds(
    Words, text=st.binary(max_size=200), digests=st.lists(st.binary(min_size=32, max_size=32), max_size=5).map(tuple)
) | st.just(COMMON)


@given(body=VALUES, derived=VALUES, instance=INSTANCES, words=WORDS)
def test_both_texts_of_a_record_come_back_to_the_byte(body: Any, derived: Any, instance: str, words: Words) -> None:
    told, followed = canonical(body), canonical(derived)
    packed = pack_record(told, followed, instance=instance, words=words)
    assert unpack_record(packed, instance=instance, words=words) == (told, followed)
    assert unpack_text(pack_text(told, instance=instance, words=words), instance=instance, words=words) == told
    assert read_words(words.content) == words


@given(values=st.lists(VALUES, min_size=1, max_size=3))
def test_a_record_of_any_values_keeps_its_hash(values: list[Any]) -> None:
    ledger = Ledger(origin=ORIGIN, instance="c1", definition=PLAIN)
    command = Start(actor=SARA, at=EIGHT, values={"given": json.loads(json.dumps(values).replace("$", "s"))})
    record = ledger.applied(genesis(ORIGIN, "c1"), command, State(), ())
    assert record.texts is not None
    words = learned_from(record)
    packed = pack_record(*record.texts, instance="c1", words=words)
    assert unpack_record(packed, instance="c1", words=words) == record.texts


def test_known_digests_are_counted_out_and_others_stand_once() -> None:
    one, two = sha256(b"1"), sha256(b"2")
    derived = canonical([one, two, one])
    body = canonical({"again": two, "derived_sha256": sha256(derived), "of": PLAIN.digest})
    words = Words(text=b"", digests=(bytes.fromhex(PLAIN.digest),))
    text, digests = signed(body, derived, instance="c1", words=words)
    assert digests == [bytes.fromhex(one), bytes.fromhex(two)]
    assert text.count(b"\xfe") == 2
    assert len(pack_record(body, derived, instance="c1", words=words)) < 64 + 80


@given(data=st.data())
def test_a_spoilt_byte_is_another_text_or_cannot_be_read(data: st.DataObject) -> None:
    texts = canonical({"who": "sara", "state": "5" * 64}), canonical([{"what": "set", "value": "0" * 64}])
    packed = bytearray(pack_record(*texts, instance="c1", words=COMMON))
    place = data.draw(st.integers(0, len(packed) - 1))
    packed[place] ^= data.draw(st.integers(1, 255))
    try:
        found = unpack_record(bytes(packed), instance="c1", words=COMMON)
    except (ValueError, zlib.error):
        return
    assert found != texts


def test_what_every_history_says_never_changes() -> None:
    assert COMMON.id == 568662924, "histories are packed with it: write another form beside it instead"


def learned_from(*records: Record) -> Words:
    told = [(record.body, list(record.derived)) for record in records]
    return learn(Told(instance="c1", definition=PLAIN.digest, records=told, state=State().written))


def test_nothing_that_somebody_wrote_is_learned() -> None:
    values = {"name": "مهدی کاظمی", "level": "work", "mail": "m.kazemi", "deep": {"said": ["نه", "PT2H", 7]}}
    facts = {"calendars": {"office": "5" * 64}, "title": "کارشناس"}
    ledger, head = Ledger(origin=ORIGIN, instance="c1", definition=PLAIN), genesis(ORIGIN, "c1")
    command = Complete(actor=SARA, at=EIGHT, task="1.1", values=values, facts=facts)
    words = learned_from(ledger.applied(head, command, State(), ()))
    assert words.digests == (bytes.fromhex(PLAIN.digest), bytes.fromhex("5" * 64))
    assert b'"level":"work"' in words.text
    assert b'"said":["","PT2H",' in words.text
    for written in ("مهدی", "کارشناس", "m.kazemi", "نه"):
        assert written.encode() not in words.text


def ended(store: Store, instance: str) -> Move:
    """Put a history that ends."""
    put(store, move := made(instance))
    return move


def made(instance: str, steps: int = 6) -> Move:
    """Return a history that ends."""
    ledger = Ledger(origin=ORIGIN, instance=instance, definition=PLAIN)
    head, records = genesis(ORIGIN, instance), list[Record]()
    for step in range(steps):
        command = Complete(actor=SARA, at=EIGHT, task=f"{step}.1", values={"decision": "approve", "turn": step})
        records.append(ledger.applied(head, command, State(variables={"turn": step}), ()))
        head = records[-1].head
    return Move(
        instance=InstanceId(instance), definition=PLAIN, expected=genesis(ORIGIN, instance),
        state=State(status="completed", variables={"turn": steps}), records=records,
    )  # fmt: skip


def bytes_of(store: SqlStore, instance: str) -> int:
    with store.reading() as unit:
        query = select(func.sum(func.length(DbRecord.packed))).where(DbRecord.instance == instance)
        return int(unit.session.scalar(query) or 0)


def words_of(store: SqlStore, instance: str) -> set[int | None]:
    with store.reading() as unit:
        return set(unit.session.scalars(select(DbRecord.words).where(DbRecord.instance == instance)))


def test_a_history_is_packed_with_what_was_learned_from_one_before_it(sql_store: SqlStore) -> None:
    moves = [ended(sql_store, instance) for instance in ("c1", "c2")]
    assert words_of(sql_store, "c1") == {None}
    assert None not in words_of(sql_store, "c2")
    assert bytes_of(sql_store, "c2") < bytes_of(sql_store, "c1") / 2
    another = SqlStore(sql_store.engine)  # which has read nothing yet
    for move in moves:
        with another.reading() as unit:
            assert unit.records(move.instance) == list(move.records)
            assert unit.load(move.instance).state == move.state
    third = ended(another, "c3")
    assert words_of(another, "c3") == words_of(sql_store, "c2")
    with sql_store.reading() as unit:
        assert unit.records(third.instance) == list(third.records)


class Back(Exception):
    """Roll back."""


def roll_back(store: SqlStore, move: Move) -> None:
    """Put a move, and take it back."""
    with store.writing() as unit:
        unit.define(move.definition)
        unit.commit(move)
        assert unit.session.scalar(select(func.count()).select_from(DbWords)) == 1
        raise Back


def test_what_is_rolled_back_is_not_packed_with(sql_store: SqlStore) -> None:
    with pytest.raises(Back):
        roll_back(sql_store, made("c1"))
    ended(sql_store, "c2")
    assert words_of(sql_store, "c2") == {None}


GUARDS = {
    "sqlite": ["DROP TRIGGER words_no_update", "DROP TRIGGER words_no_delete", "PRAGMA foreign_keys=OFF"],
    "postgresql": [
        "DROP TRIGGER words_append_only ON words",
        "ALTER TABLE record DROP CONSTRAINT fk_record_words",
        "ALTER TABLE instance DROP CONSTRAINT fk_instance_words",
    ],
}


def touch(store: SqlStore, change: str, content: bytes) -> None:
    """Change words on a connection of one's own, the guards out of the way."""
    sqlite, raw = store.engine.dialect.name == "sqlite", store.engine.raw_connection()
    connection: Any = raw.driver_connection
    if not sqlite:
        connection.autocommit = True
    for guard in GUARDS[store.engine.dialect.name]:
        connection.execute(guard)
    connection.execute(change.replace("%s", "?") if sqlite else change, [content] if "%s" in change else [])
    raw.invalidate()


@pytest.mark.parametrize("change", ["UPDATE words SET content = %s", "DELETE FROM words"])
@pytest.mark.parametrize("content", [b"", b"\0", zlib.compress(b"\1"), zlib.compress(Words(text=b"other").content)])
def test_words_that_somebody_touched_are_told(sql_store: SqlStore, change: str, content: bytes) -> None:
    ended(sql_store, "c1")
    ended(sql_store, "c2")
    touch(sql_store, change, content)
    other = SqlStore(sql_store.engine)
    with other.reading() as unit, pytest.raises(Unreadable, match="c2"):
        unit.records(InstanceId("c2"))
    with other.reading() as unit:
        assert len(unit.records(InstanceId("c1"))) == 6


def test_a_database_put_back_as_it_was_goes_on_with_the_words_that_it_had(sql_store: SqlStore) -> None:
    ended(sql_store, "c1")
    touch(sql_store, "DELETE FROM words", b"")  # as a restored backup has none yet
    ended(sql_store, "c2")
    assert words_of(sql_store, "c2") == {None}


def test_the_database_refuses_to_change_words(sql_store: SqlStore) -> None:
    ended(sql_store, "c1")
    for statement in ("UPDATE words SET number = 9", "DELETE FROM words"):
        with pytest.raises(Exception, match="append-only"), sql_store.engine.begin() as connection:
            connection.execute(sql(statement))


def test_a_history_with_words_that_are_not_there_cannot_be_written(sql_store: SqlStore) -> None:
    ended(sql_store, "c1")
    row = {"instance": "c1", "seq": 9, "words": 7, "packed": b"", "hash": digest("")}
    with pytest.raises(Exception, match=r"(?i)foreign key"), sql_store.engine.begin() as connection:
        connection.execute(insert(table_of(DbRecord)), row)
