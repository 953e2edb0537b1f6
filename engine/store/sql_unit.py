"""One transaction of the SQL store."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NoReturn, cast

from sqlalchemy import LargeBinary, Select, bindparam, func, literal, select, tuple_, update
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from engine.calendar import BadCalendar, WorkingCalendar, read_calendar
from engine.definition import Definition, Source, define
from engine.digest import canonical, sha256
from engine.history.record import Head, Record
from engine.instance.failure import Claim, Failure
from engine.instance.open import Job, OpenTask
from engine.instance.state import InstanceId, State, Status
from engine.store import sql_jobs, sql_rows
from engine.store.learning import Tally, Told
from engine.store.packing import Words, pack_text, unpack_record, unpack_text
from engine.store.parcels import entries, parcel, without
from engine.store.port import (
    Astray,
    Loaded,
    Move,
    NoSuchCalendar,
    NoSuchDefinition,
    NoSuchInstance,
    Personal,
    Stale,
    Summary,
    TouchedCalendar,
    Unreadable,
)
from engine.store.sql_rows import insert_new
from engine.store.sql_words import Lexicon, keep_learned, may_learn, newest, newest_of, words_for, words_named
from engine.store.straight import catch_up, later
from engine.store.tables import (
    DbCalendar,
    DbDefinition,
    DbInstance,
    DbJob,
    DbRecord,
    DbSource,
    table_of,
)
from engine.task import DueJob, Open
from engine.values import NotAValue, Value

UNREADABLE = (AttributeError, KeyError, TypeError, ValueError, OverflowError, zlib.error, NotAValue)
"""What reading a row trips over in which there is something else than was written: of another type, cut off, not JSON."""

SOON = timedelta(seconds=2)
"""How soon a timer must be due that workers are woken for; others they find when they look."""
BESIDE = frozenset({"definition", "status", "open", "moved_at", "refused"})
"""What the row of an instance repeats from its history; head and state are held against it by chain and replay."""


# Made once: making a statement costs several times what running it does.
_STANDS = select(
    DbInstance.id, DbInstance.definition, DbInstance.seq, DbInstance.head, DbInstance.state, DbInstance.words,
    DbInstance.started_at, DbInstance.moved_at,
)  # fmt: skip
_NEWEST = newest(table_of(DbInstance).c.definition).label("newest")
_WITH_PERSONAL = _STANDS.add_columns(_NEWEST, DbInstance.personal)
_LOAD = _WITH_PERSONAL.where(DbInstance.id == bindparam("instance"))
_LOAD_MANY = _STANDS.where(DbInstance.id.in_(bindparam("instances", expanding=True)))
# Without what stands beside it: a statement that waits for a lock reads only the locked row as it is afterwards.
_LOAD_LOCKED = _STANDS.add_columns(_NEWEST).where(DbInstance.id == bindparam("instance")).with_for_update()
_PERSONAL = select(DbInstance.id, DbInstance.personal).where(DbInstance.id.in_(bindparam("instances", expanding=True)))
_OPEN_TASKS = select(DbInstance.id, DbInstance.open).where(
    DbInstance.id.in_(bindparam("instances", expanding=True)), DbInstance.open.is_not(None)
)
_OPEN_JOBS = select(DbJob.instance, DbJob.id, DbJob.element, DbJob.due).where(
    DbJob.instance.in_(bindparam("instances", expanding=True))
)
_RECORDS = (
    select(DbRecord.packed, DbRecord.words, DbRecord.hash)
    .where(DbRecord.instance == bindparam("instance"))
    .order_by(DbRecord.seq)
)
_RECORDS_AT = select(DbRecord.instance, DbRecord.seq, DbRecord.packed, DbRecord.words, DbRecord.hash).where(
    tuple_(DbRecord.instance, DbRecord.seq).in_(bindparam("places", expanding=True))
)
_SEQ = select(DbInstance.seq).where(DbInstance.id == bindparam("instance"))
_INSTANCE = table_of(DbInstance)
_MOVING = ("definition", "status", "open", "state", "words", "seq", "head", "moved_at")
_MOVE = (
    update(_INSTANCE)
    .where(
        _INSTANCE.c.id == bindparam("of"),
        _INSTANCE.c.seq == bindparam("at_seq"),
        _INSTANCE.c.head == bindparam("at_head"),
    )
    .values(
        {
            **{name: bindparam(name) for name in _MOVING},
            "refused": _INSTANCE.c.refused + bindparam("refused"),
        }
    )
)
# Put behind what is there by the database itself: what somebody erases at this moment is not written back.
_PUT_BEHIND = func.coalesce(_INSTANCE.c.personal, literal(b"", LargeBinary)).op("||")(
    bindparam("brought", type_=LargeBinary)
)
_MOVE_BRINGING = _MOVE.values(personal=cast_to(_PUT_BEHIND, LargeBinary)).returning(_INSTANCE.c.personal)
_ERASABLE = select(DbInstance.personal).where(DbInstance.id == bindparam("instance")).with_for_update()
_ERASE = update(_INSTANCE).where(_INSTANCE.c.id == bindparam("of")).values(personal=bindparam("left"))


class TooLate(Exception):
    """A move was from where its instance stood no longer, which may show only when something else is asked: no refusal of anybody,
    and not to be caught but by `SqlStore.writing`, which says `Stale` when the transaction is over. On PostgreSQL it may be broken off."""

    def __init__(self, move: Move) -> None:
        self.move = move
        super().__init__(move.instance)

    def stale(self, session: Session) -> Stale:
        """Return what is to be said of it."""
        found = session.scalar(_SEQ, {"instance": self.move.instance})
        return Stale(instance=self.move.instance, expected=self.move.expected.seq, found=found or 0)


class SqlUnit:
    """One transaction; `session` is where the office keeps its own tables in it."""

    def __init__(
        self,
        session: Session,
        definitions: dict[str, Definition],
        calendars: dict[str, WorkingCalendar],
        lexicon: Lexicon,
    ) -> None:
        self.session = session
        self._definitions = definitions
        """Definitions already read, by digest; they never change, so all units share them."""
        self._calendars = calendars
        """Calendars already read, by digest; likewise."""
        self._lexicon = lexicon
        """Words already read; likewise."""
        self._newest: dict[InstanceId, int | None] = {}
        """The words with which instances that this unit has read are to be packed."""
        self.written: list[Record] = []
        """The records that this unit has written."""
        self.failures: list[Failure] = []
        """What this unit has held back."""
        self.is_urgent = False
        """Whether something was set that is due at once."""
        self._stands: dict[InstanceId, tuple[Head, State | None]] = {}
        """Instances that this unit has locked, as they stand now: what is open in them need not be looked up again."""
        self._read: dict[InstanceId, Loaded] = {}
        """Instances that this unit has read and nobody has moved in it since: a page asks for one in several places."""
        self._parcels: dict[InstanceId, bytes | None] = {}
        """Their personal values as they are written, read with them."""
        self._personal: dict[InstanceId, list[Personal]] = {}
        """Those of them that somebody asked for."""

    # -- definitions

    def define(self, definition: Definition) -> None:
        if self.session.get(DbDefinition, definition.digest) is not None:
            return
        # another transaction may be keeping the same at this moment
        for source in definition.sources:
            insert_new(self.session, DbSource, digest=source.digest, content=source.content)
        names = [[source.kind, source.name, source.digest] for source in definition.sources]
        insert_new(
            self.session,
            DbDefinition,
            digest=definition.digest,
            process=definition.process,
            time_zone=definition.time_zone,
            sources=json.dumps(names, ensure_ascii=False),
        )

    def definition(self, digest: str) -> Definition:
        if digest not in self._definitions:
            row = self.session.get(DbDefinition, digest)
            if row is None:
                raise NoSuchDefinition(definition=digest)
            self._definitions[digest] = self._read_definition(row)
        return self._definitions[digest]

    def _read_definition(self, row: DbDefinition) -> Definition:
        names = json.loads(row.sources)
        found = self.session.scalars(select(DbSource).where(DbSource.digest.in_([digest for *_, digest in names])))
        contents = {source.digest: source.content for source in found}
        sources = [Source(kind=kind, name=name, content=contents[digest]) for kind, name, digest in names]
        return define(row.process, sources, time_zone=row.time_zone)

    # -- calendars

    def keep_calendar(self, calendar: WorkingCalendar) -> None:
        insert_new(
            self.session,
            DbCalendar,
            digest=calendar.digest,
            key=calendar.key,
            content=canonical(calendar.written).decode(),
        )

    def calendar(self, digest: str) -> WorkingCalendar:
        if digest not in self._calendars:
            content = self.session.scalar(select(DbCalendar.content).where(DbCalendar.digest == digest))
            if content is None:
                raise NoSuchCalendar(calendar=digest)
            self._calendars[digest] = _read_calendar(digest, content)
        return self._calendars[digest]

    # -- one instance

    def load(self, instance: InstanceId, *, lock: bool = False) -> Loaded:
        if not lock and instance in self._read:
            return self._read[instance]
        try:
            row = self.session.execute(_LOAD_LOCKED if lock else _LOAD, {"instance": instance}).one_or_none()
        except UNREADABLE as cause:
            raise _unreadable(instance, cause) from cause
        if row is None:
            raise NoSuchInstance(instance=instance)
        if not lock:
            return self._keep_read(instance, row)
        loaded = self._loaded(instance, row)
        self._stands[instance] = loaded.head, loaded.state
        self._newest[instance] = row.newest
        return loaded

    def _loaded(self, instance: InstanceId, row: Any) -> Loaded:
        """Return an instance from its row; raise `Unreadable`."""
        try:
            words = words_named(self.session, self._lexicon, row.words)
            state = None if row.state is None else State.read(_unpacked_state(row.state, instance, words))
        except UNREADABLE as cause:
            raise _unreadable(instance, cause) from cause
        return Loaded(
            instance=instance,
            definition=row.definition,
            head=Head(seq=row.seq, hash=row.head),
            state=state,
            started_at=row.started_at,
            moved_at=row.moved_at,
        )

    def load_beside(self, query: Any, given: Mapping[str, Any]) -> Sequence[Any]:
        try:
            rows = self.session.execute(_beside(query), given).all()
        except UNREADABLE as cause:
            raise _unreadable(str(given), cause) from cause
        if rows:
            self._keep_read(rows[0].engine_instance, rows[0])
        return rows

    def _keep_read(self, instance: InstanceId, row: Any) -> Loaded:
        loaded = self._read[instance] = self._loaded(instance, row)
        self._keep_parcels(instance, row.personal)
        self._newest[instance] = row.newest
        self._stands[instance] = loaded.head, loaded.state
        return loaded

    def loaded(self, instances: Sequence[InstanceId]) -> Mapping[InstanceId, Loaded]:
        asked = [instance for instance in instances if instance not in self._read]
        try:
            rows = self.session.execute(_LOAD_MANY, {"instances": asked}).all() if asked else []
        except UNREADABLE as cause:
            raise _unreadable(", ".join(asked), cause) from cause
        self._read |= {InstanceId(row.id): self._loaded(InstanceId(row.id), row) for row in rows}
        return {instance: self._read[instance] for instance in instances if instance in self._read}

    def commit(self, move: Move) -> None:
        self._read.pop(move.instance, None)
        tally = self._tally(move)
        facts = {**_facts(move), **_packed_state(move, tally)}
        if move.expected.seq == 0:
            self._insert(move, facts)
        else:
            self._update(move, facts)
        sql_rows.add_records(self.session, move, tally)
        self._learn(move, tally)
        self.written += move.records
        sql_rows.replace_open(self.session, move, self._before(move))
        self._stands[move.instance] = move.records[-1].head, move.state
        self.is_urgent = self.is_urgent or _is_urgent(move)

    def _tally(self, move: Move) -> Tally:
        """Return the words with which a move is to be packed; raise `Unreadable` where somebody touched them."""
        definition = move.definition.digest
        if move.instance not in self._newest:
            self._newest[move.instance] = newest_of(self.session, definition)
        try:
            return words_for(self.session, self._lexicon, definition, self._newest[move.instance])
        except UNREADABLE as cause:
            raise _unreadable_record(move.instance, cause) from cause

    def _learn(self, move: Move, tally: Tally) -> None:
        """Learn words from a history that ends with a move, where those that its definition has do not fit it."""
        definition, before = move.definition.digest, self._before(move)
        if move.state is None or not move.state.ended or (before is not None and before.ended) or not tally.is_poor:
            return
        if (number := may_learn(self.session, definition)) is None:
            return
        catch_up(self.session)  # an error of what was to be written is none of what is read
        with suppress(Unreadable, *UNREADABLE):  # from what somebody touched nothing is learned
            told = Told(
                instance=move.instance,
                definition=definition,
                records=[(record.body, list(record.derived)) for record in self.records(move.instance)],
                state=move.state.written,
                known=tally.words,
            )
            keep_learned(self.session, told, number)

    def _before(self, move: Move) -> State | None:
        """Return the state that the move goes on from; None where this unit does not know it."""
        if move.expected.seq == 0:
            return State()
        head, state = self._stands.get(move.instance, (None, None))
        return (state or State()) if head == move.expected else None

    def _insert(self, move: Move, facts: dict[str, Any]) -> None:
        brought = parcel(move.records[-1].seq, move.personal) or None
        if not insert_new(self.session, DbInstance, id=move.instance, **_origins(move), **facts, personal=brought):
            self._stale(move)
        self._keep_parcels(move.instance, brought)

    def _update(self, move: Move, facts: dict[str, Any]) -> None:
        expected = {"of": move.instance, "at_seq": move.expected.seq, "at_head": move.expected.hash}
        if not move.personal:
            later(self.session, _MOVE, {**facts, **expected}, missed=TooLate(move))
            self._forget_parcels(move.instance)
            return
        brought = parcel(move.records[-1].seq, move.personal)
        stands = self.session.execute(_MOVE_BRINGING, {**facts, **expected, "brought": brought}).one_or_none()
        if stands is None:
            self._stale(move)
        self._keep_parcels(move.instance, stands.personal)

    def _stale(self, move: Move) -> NoReturn:
        found = self.session.scalar(_SEQ, {"instance": move.instance})
        raise Stale(instance=move.instance, expected=move.expected.seq, found=found or 0)

    def records(self, instance: InstanceId) -> list[Record]:
        try:
            rows = self.session.execute(_RECORDS, {"instance": instance}).all()
            return [self._record(instance, row) for row in rows]
        except UNREADABLE as cause:
            raise _unreadable_record(instance, cause) from cause

    def records_at(self, places: Collection[tuple[InstanceId, int]]) -> Mapping[tuple[InstanceId, int], Record]:
        rows = self.session.execute(_RECORDS_AT, {"places": list(places)}).all() if places else []
        found = {}
        for row in rows:
            try:
                found[InstanceId(row.instance), row.seq] = self._record(row.instance, row)
            except UNREADABLE as cause:
                raise _unreadable_record(row.instance, cause) from cause
        return found

    def _record(self, instance: InstanceId, row: Any) -> Record:
        words = words_named(self.session, self._lexicon, row.words)
        body, derived = unpack_record(row.packed, instance=instance, words=words)
        return Record(body=json.loads(body), derived=json.loads(derived), hash=row.hash)

    def personal(self, instance: InstanceId) -> Mapping[str, Value]:
        return self.personal_of([instance])[instance]

    def personal_of(self, instances: Collection[InstanceId]) -> Mapping[InstanceId, Mapping[str, Value]]:
        self._read_parcels(instances)
        return {instance: {each.commitment: each.value for each in self._entries(instance)} for instance in instances}

    def personal_entries(self, instance: InstanceId) -> list[Personal]:
        self._read_parcels([instance])
        return list(self._entries(instance))

    def erase(self, instance: InstanceId, commitments: Sequence[str]) -> int:
        try:
            left, number = without(self.session.scalar(_ERASABLE, {"instance": instance}), commitments)
        except UNREADABLE as cause:
            raise _unreadable_personal(instance, cause) from cause
        if number:
            self.session.execute(_ERASE, {"of": instance, "left": left})
        self._keep_parcels(instance, left)
        return number

    def _read_parcels(self, instances: Collection[InstanceId]) -> None:
        """Read the personal values of instances of which this unit has not read them."""
        asked = [instance for instance in instances if instance not in self._parcels]
        try:
            rows = self.session.execute(_PERSONAL, {"instances": asked}).all() if asked else ()
        except UNREADABLE as cause:
            raise _unreadable_personal(", ".join(asked), cause) from cause
        self._parcels |= dict.fromkeys(asked) | {InstanceId(row.id): row.personal for row in rows}

    def _keep_parcels(self, instance: InstanceId, parcels: bytes | None) -> None:
        self._parcels[instance] = parcels
        self._personal.pop(instance, None)

    def _forget_parcels(self, instance: InstanceId) -> None:
        self._parcels.pop(instance, None)
        self._personal.pop(instance, None)

    def _entries(self, instance: InstanceId) -> list[Personal]:
        """Return the personal values of an instance, of which the parcels were read; raise `Unreadable`."""
        if instance not in self._personal:
            try:
                self._personal[instance] = entries(self._parcels[instance])
            except UNREADABLE as cause:
                raise _unreadable_personal(instance, cause) from cause
        return self._personal[instance]

    def astray(self, history: Move) -> list[Astray]:
        facts = {name: fact for name, fact in _facts(history).items() if name in BESIDE}
        instance = {str(history.instance): {**_origins(history), **facts}}
        found = sql_rows.astray(self.session, DbInstance, {"id": history.instance}, ["id"], instance)
        for table, wanted in sql_rows.open_rows(history.state or State()).items():
            found += sql_rows.astray(self.session, table, {"instance": history.instance}, ["id"], wanted)
        return found or list(sql_jobs.astray(self.session, history.instance))

    # -- many

    def summaries(self, instances: Sequence[InstanceId] | None = None) -> list[Summary]:
        query = select(
            DbInstance.id, DbInstance.process, DbInstance.definition, DbInstance.status, DbInstance.seq,
            DbInstance.started_at, DbInstance.moved_at,
        ).where(DbInstance.status.is_not(None))  # fmt: skip
        if instances is not None:
            query = query.where(DbInstance.id.in_(instances))
        rows = self.session.execute(query.order_by(DbInstance.started_at.desc(), DbInstance.id.desc()))
        return [
            Summary(
                instance=InstanceId(row.id), process=row.process, definition=row.definition,
                status=cast(Status, row.status), seq=row.seq, started_at=row.started_at, moved_at=row.moved_at,
            )
            for row in rows
        ]  # fmt: skip

    def open_in(self, instances: Sequence[InstanceId]) -> Mapping[InstanceId, Open]:
        tasks: dict[InstanceId, dict[str, OpenTask]] = {}
        jobs: dict[InstanceId, dict[str, Job]] = {}
        asked = {"instances": list(instances)}
        for instance, written in self.session.execute(_OPEN_TASKS, asked):
            opened = [OpenTask.from_json(task) for task in json.loads(written or "[]")]
            tasks[InstanceId(instance)] = {task.id: task for task in opened}
        for row in self.session.execute(_OPEN_JOBS, asked):
            jobs.setdefault(InstanceId(row.instance), {})[row.id] = Job(id=row.id, element=row.element, due=row.due)
        found = dict.fromkeys([*tasks, *jobs])
        return {key: Open(tasks=tasks.get(key, {}), jobs=jobs.get(key, {})) for key in found}

    # -- what is to be done by itself

    def due(self, at: datetime, limit: int) -> list[DueJob]:
        return sql_jobs.due(self.session, at, limit)

    def next_due(self) -> datetime | None:
        return sql_jobs.next_due(self.session)

    def claim(self, at: datetime) -> Claim | None:
        return sql_jobs.claim(self.session, at)

    def held(self, instance: InstanceId, at: datetime) -> set[str]:
        return sql_jobs.held(self.session, instance, at)

    def failure(self, instance: InstanceId, subject: str) -> Failure | None:
        return sql_jobs.failure(self.session, instance, subject)

    def hold(self, failed: Failure) -> bool:
        if held := sql_jobs.hold(self.session, failed):
            self.failures.append(failed)
        return held

    def mend(self, instance: InstanceId, subject: str) -> None:
        sql_jobs.mend(self.session, instance, subject)


def _is_urgent(move: Move) -> bool:
    """Return whether a timer is due as soon as it stands there."""
    jobs = () if move.state is None else move.state.jobs.values()
    return any(job.due <= datetime.fromisoformat(move.records[-1].body["at"]) + SOON for job in jobs)


@lru_cache(maxsize=64)
def _beside(query: Any) -> Select[Any]:
    """Return a host's query with the instance that is in its column `instance`."""
    columns = list(_WITH_PERSONAL.selected_columns)
    whole = query.add_columns(columns[0].label("engine_instance"), *columns[1:])
    return cast("Select[Any]", whole.join(DbInstance, DbInstance.id == query.selected_columns.instance))


def _read_calendar(digest: str, content: str) -> WorkingCalendar:
    """Return a calendar from its content; raise `TouchedCalendar` where that is not what the digest names."""
    try:
        if (found := sha256(content.encode())) != digest:
            raise TouchedCalendar(calendar=digest, found=f"SHA-256 {found}")
        return read_calendar(json.loads(content))
    except (*UNREADABLE, BadCalendar) as cause:
        raise TouchedCalendar(calendar=digest, found=repr(cause)) from cause


def _unpacked_state(packed: bytes, instance: str, words: Words) -> Any:
    return json.loads(unpack_text(packed, instance=instance, words=words))


def _unreadable(instance: str, cause: Exception) -> Unreadable:
    return Unreadable(instance=instance, what="the state", what_fa="وضعیت", found=repr(cause))


def _unreadable_record(instance: str, cause: Exception) -> Unreadable:
    return Unreadable(instance=instance, what="a record", what_fa="ردیفی از سابقهٔ", found=repr(cause))


def _unreadable_personal(instance: str, cause: Exception) -> Unreadable:
    return Unreadable(instance=instance, what="a personal value", what_fa="داده‌ای شخصی از", found=repr(cause))


def _packed_state(move: Move, tally: Tally) -> dict[str, Any]:
    """Return what the row of an instance says of its state, packed."""
    if move.state is None:
        return {"state": None, "words": None}
    packed = pack_text(move.state.text, instance=move.instance, words=tally.words, quick=not move.state.ended)
    return {"state": packed, "words": tally.named}


def _origins(move: Move) -> dict[str, Any]:
    """Return what the row of an instance says once and for all."""
    return {"process": move.definition.process, "started_at": datetime.fromisoformat(move.records[0].body["at"])}


def _facts(move: Move) -> dict[str, Any]:
    """Return what the row of an instance says after a move; of refused commands, how many the move adds."""
    head, moved_at = move.records[-1].head, datetime.fromisoformat(move.records[-1].body["at"])
    return {
        "definition": move.definition.digest,
        "status": None if move.state is None else move.state.status,
        "open": None if move.state is None else sql_rows.open_tasks(move.state),
        "seq": head.seq,
        "head": head.hash,
        "moved_at": moved_at,
        "refused": sum(record.refused for record in move.records),
    }
