"""Statements that are made once and asked again and again, as the driver takes them: compiled once a database, run on its own cursor.

What SQLAlchemy does for a statement each time (look it up among the compiled ones by a key of all its parts, make a context, find out what
its columns are) costs several times what running it does. Here all of that is done when the statement comes for the second time. What is
not so plain goes the library's own way: defaults that Python gives, values that are asked back, options.

Values are put and read by the same types, errors are the library's, and who listens to the engine hears of each statement as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn, cast
from weakref import WeakKeyDictionary

from sqlalchemy import (
    BindParameter,
    ClauseElement,
    CompoundSelect,
    Connection,
    Delete,
    Dialect,
    Executable,
    Float,
    Insert,
    IteratorResult,
    Numeric,
    Result,
    Select,
    Table,
    Update,
    bindparam,
    inspect,
)
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql import visitors
from sqlalchemy.sql.compiler import SQLCompiler

AT_ONCE = "kartabl_at_once"
"""Option of an upsert that says of each row no more than that row and the one that is there."""
MOST_ROWS = 16
"""Rows that are inserted by one statement with all their values; more go one after the other."""
LONGEST = 100
"""Entries of a list that is given: how each length is asked for is kept, so that there are not to be any number of them."""
MOST_WAYS = 64
"""Ways of one statement that are kept. Lists come as long as somebody likes, in an address: beyond so many all are forgotten, and those in use are soon there again."""
Processor = Callable[[Any], Any]
Given = Mapping[str, Any] | Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class Known:
    """What is known of a statement: whether it is straight, and how it is run with what it is given."""

    straight: bool
    """Whether it asks for columns only, or writes into a table, and names no mapped class as such."""
    came: bool = False
    """Whether it came before: most that are made anew never come again."""
    lists: Sequence[str] | None = None
    """Names under which it takes lists; None as long as nobody looked."""
    ways: dict[object, _Ready | None] = field(default_factory=dict)
    """By how many rows it is given, how long its lists are, and all names; None: the library's own way."""
    once: set[object] = field(default_factory=set)
    """Those with lists that came once: most lengths never come again."""


@dataclass(frozen=True, slots=True)
class Later:
    """A statement of which nobody wants an answer, but that it found what it changes: `missed` is raised where it did not."""

    known: Known
    statement: Executable
    given: Any
    missed: Exception | None = None


class Prepared:
    """The statements of one database."""

    def __init__(self) -> None:
        self._known: MutableMapping[Executable, Known] = WeakKeyDictionary()

    def execute(self, connection: Connection, known: Known, statement: Executable, given: Given | None) -> Result[Any]:
        """Execute a straight statement of which this is known; given several rows, once for each."""
        return _done(connection, self._ready(connection, known, statement, given or {}), statement, given)

    def execute_all(self, connection: Connection, several: Sequence[Later]) -> None:
        """Execute statements one after the other of which nobody wants an answer; a server of PostgreSQL that can is told all at once."""
        ready = [self._ready(connection, each.known, each.statement, each.given) for each in several]
        pipeline = getattr(connection.connection.driver_connection, "pipeline", None)
        if pipeline is None or len(several) == 1 or not all(ready):
            for one, each in zip(ready, several, strict=True):
                done = _done(connection, one, each.statement, each.given)
                if each.missed is not None and cast("Any", done).rowcount == 0:
                    raise each.missed
            return
        cursors: dict[Exception | None, Any] = {}
        """One for all of which nobody reads anything, each is done with before the next; and one for each that may have found nothing."""
        fault: Exception | None = None  # perhaps only since the one before found nothing
        try:
            with pipeline():
                fault = _sent(connection, zip(cast("list[_Ready]", ready), several, strict=True), cursors)
        except connection.dialect.loaded_dbapi.Error as failed:
            fault = fault or failed
        for missed, cursor in cursors.items():
            if missed is not None and cursor.rowcount == 0:
                raise missed from fault
        if fault is not None:
            _fail(connection, fault, cast("_Ready", ready[0]).sql, None, None)
        for cursor in cursors.values():
            cursor.close()

    def of(self, statement: Executable) -> Known:
        """Return what is known of a statement."""
        known = self._known.get(statement)
        if known is None:
            known = self._known[statement] = Known(is_straight(statement))
        return known

    def _ready(self, connection: Connection, known: Known, statement: Executable, given: Given) -> _Ready | None:
        """Return how a statement is run; None where it, or lists of these lengths, come for the first time, or one is too long."""
        if not known.came:
            known.came = True
            return None
        first, ways = given if isinstance(given, Mapping) else given[0], known.ways
        rows = len(given) if given is not first and len(given) <= MOST_ROWS and _may_be_at_once(statement) else 1
        if known.lists is None:
            known.lists = _lists(statement)
        lengths = [len(first[name]) for name in known.lists if name in first]
        if lengths and max(lengths) > LONGEST:
            return None
        shape = (rows, *lengths, *first)
        if shape in ways:
            return ways[shape]
        if len(ways) + len(known.once) >= MOST_WAYS:
            known.ways, known.once = {}, set()
        if lengths and shape not in known.once:
            known.once.add(shape)
            return None
        known.once.discard(shape)
        ready = known.ways[shape] = _prepare(connection.dialect, statement, first, rows)
        return ready


def _done(connection: Connection, ready: _Ready | None, statement: Executable, given: Given | None) -> Result[Any]:
    """Execute a statement as it is prepared; where it is not, the library's own way."""
    return connection.execute(statement, given) if ready is None else ready.execute(connection, given or {})


def _sent(
    connection: Connection, several: Iterable[tuple[_Ready, Later]], cursors: dict[Exception | None, Any]
) -> Exception | None:
    """Send statements to a server that is in the midst of a pipeline; return what it has refused by then.

    It is not raised here: of a pipeline that is left by an error the driver logs a warning, and that somebody came too late is none.
    """
    try:
        for ready, each in several:
            cursor = cursors.get(each.missed) or cursors.setdefault(each.missed, connection.connection.cursor())
            ready.send(connection, cursor, each.given)
    except connection.dialect.loaded_dbapi.Error as refused:
        return refused
    return None


def _may_be_at_once(statement: Executable) -> bool:
    """Return whether rows may be inserted by one statement: no row asks what the one before it left, or it is said so (`AT_ONCE`)."""
    return type(statement) is Insert or AT_ONCE in statement.get_execution_options()


def is_straight(statement: Executable) -> bool:
    """Return whether a statement asks for columns only, or writes into a table."""
    if isinstance(statement, Select):
        return not any(_is_mapped(each["expr"]) for each in statement.column_descriptions)
    if isinstance(statement, CompoundSelect):
        return all(isinstance(one, Select | CompoundSelect) and is_straight(one) for one in statement.selects)
    return isinstance(statement, Insert | Update | Delete) and type(statement.table) is Table


def _lists(statement: Executable) -> list[str]:
    """Return the names of a statement's values that are lists."""
    found = visitors.iterate(cast("ClauseElement", statement))
    return list(dict.fromkeys(each.key for each in found if isinstance(each, BindParameter) and each.expanding))


def _is_mapped(asked: Any) -> bool:
    """Return whether what a question asks for is a mapped class, or an alias of one."""
    found = inspect(asked, raiseerr=False)
    return found is not None and (getattr(found, "is_mapper", False) or getattr(found, "is_aliased_class", False))


class _Bind(NamedTuple):
    """Where a value goes, or each of a list: the name under which it is given, and those under which the driver takes it."""

    given: str
    names: Sequence[str] | None
    """Of a list; None of one value, which keeps its name."""
    process: Processor | None


class _Taken(NamedTuple):
    """Where a value comes from: which of the rows that are given, the statement's own values last; its name there."""

    row: int
    name: str
    process: Processor | None


class _Written(NamedTuple):
    """What became of a statement that writes."""

    rowcount: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ready:
    """A statement as the driver takes it."""

    sql: str
    rows: int
    """How many rows it inserts at once."""
    plan: Sequence[_Taken] | None
    """Where each value comes from, as the driver takes them; None where some are lists."""
    binds: Sequence[_Bind]
    fixed: Mapping[str, Any]
    """Values that the statement itself has, as the driver takes them."""
    names: Sequence[str]
    """The names of the values in their order."""
    by_name: bool
    """Whether the driver takes them by name."""
    metadata: SimpleResultMetaData | None
    """Of what is asked for; None where it writes."""
    readers: Sequence[tuple[int, Processor]]
    """What reads a value, by its place in the row."""

    def execute(self, connection: Connection, given: Given) -> Result[Any]:
        """Run it; errors are the library's."""
        values, many = self._put(given)
        cursor = connection.connection.cursor()
        self._tell(connection.engine.dispatch.before_cursor_execute, connection, cursor, values, many=many)
        try:
            (cursor.executemany if many else cursor.execute)(self.sql, values)
            rows = None if self.metadata is None else cursor.fetchall()
            count = cursor.rowcount
        except connection.dialect.loaded_dbapi.Error as fault:
            _fail(connection, fault, self.sql, values, cursor)
        self._tell(connection.engine.dispatch.after_cursor_execute, connection, cursor, values, many=many)
        cursor.close()
        if self.metadata is None or rows is None:
            return cast("Result[Any]", _Written(count))
        return IteratorResult(self.metadata, self._read(rows) if self.readers else iter(rows))

    def send(self, connection: Connection, cursor: Any, given: Given) -> None:
        """Send it to a server that is in the midst of a pipeline; what comes of it shows at the end of that."""
        values, many = self._put(given)
        self._tell(connection.engine.dispatch.before_cursor_execute, connection, cursor, values, many=many)
        (cursor.executemany if many else cursor.execute)(self.sql, values)
        self._tell(connection.engine.dispatch.after_cursor_execute, connection, cursor, values, many=many)

    def _put(self, given: Given) -> tuple[Any, bool]:
        """Return the values as the driver takes them, and whether they are several times some."""
        if isinstance(given, Mapping):
            return self._values((given, self.fixed)), False
        if self.rows > 1:
            return self._values((*given, self.fixed)), False
        return [self._values((each, self.fixed)) for each in given], True

    def _tell(
        self, listeners: Iterable[Callable[..., Any]], connection: Connection, cursor: Any, values: Any, *, many: bool
    ) -> None:
        for told in listeners:
            told(connection, cursor, self.sql, values, None, many)

    def _values(self, rows: Sequence[Mapping[str, Any]]) -> Any:
        if self.plan is None:
            return self._with_lists(rows[0])
        values = [rows[at][name] if process is None else process(rows[at][name]) for at, name, process in self.plan]
        return dict(zip(self.names, values, strict=True)) if self.by_name else tuple(values)

    def _with_lists(self, given: Mapping[str, Any]) -> Any:
        values = dict(self.fixed)
        for name, names, process in self.binds:
            value = given[name]
            if names is not None:
                values.update(zip(names, value if process is None else map(process, value), strict=True))
            else:
                values[name] = value if process is None else process(value)
        return values if self.by_name else tuple([values[name] for name in self.names])

    def _read(self, rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for row in rows:
            read = list(row)
            for at, reader in self.readers:
                read[at] = reader(read[at])
            yield tuple(read)


def _fail(connection: Connection, fault: Exception, sql: str, values: Any, cursor: Any) -> NoReturn:
    """Raise an error as the library does."""
    # there is no public one, and what it does for a lost connection is not to be done twice
    connection._handle_dbapi_exception(fault, sql, values, cursor, None)
    raise fault


def _keys(columns: Sequence[Any]) -> list[str]:
    """Return the names of columns; one that has none is found by its place alone."""
    return [f"column {at}" if column.key is None else str(column.key) for at, column in enumerate(columns)]


def _of_row(name: str, at: int) -> str:
    """Return the name of a value of one of several rows."""
    return f"{name}_of_{at}"


def _prepare(dialect: Dialect, statement: Executable, given: Mapping[str, Any], rows: int) -> _Ready | None:
    """Return a statement as the driver takes it with values like these, in so many rows; None where it goes the library's own way."""
    if statement.get_execution_options().keys() - {AT_ONCE}:
        return None
    made: Any = statement.inline() if isinstance(statement, Insert) else statement
    keys = list(given) if isinstance(statement, Insert | Update) else None
    places = {_of_row(name, at) if rows > 1 else name: (at, name) for at in range(rows) for name in given}
    if rows > 1:
        columns, keys = cast("Insert", statement).table.c, None
        made = made.values(
            [{name: bindparam(_of_row(name, at), type_=columns[name].type) for name in given} for at in range(rows)]
        )
        given = dict.fromkeys(places)
    compiled = made.compile(dialect=dialect, column_keys=keys)
    if not isinstance(compiled, SQLCompiler) or compiled.effective_returning or compiled.escaped_bind_names:
        return None
    if compiled.insert_prefetch or compiled.update_prefetch:
        return None
    if any(
        bind.key in given for bind in compiled.literal_execute_params
    ):  # written into the text: its own, as a limit, stay the same
        return None
    state = compiled.construct_expanded_state(dict(given))
    lists = state.parameter_expansion
    if any(
        name not in given or len(names) != len(given[name]) for name, names in lists.items()
    ):  # its own, or of tuples
        return None

    def process(name: str) -> Processor | None:
        return cast("Processor | None", compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))

    binds = [_Bind(name, lists.get(name), process(name)) for name in given if name in compiled.binds]
    taken = {inner for bind in binds for inner in bind.names or (bind.given,)}
    fixed = {
        name: value if (read := process(name)) is None else read(value)
        for name, value in state.parameters.items()
        if name not in taken
    }
    names = tuple(state.parameters if state.positiontup is None else state.positiontup)
    takes = {bind.given: _Taken(*places[bind.given], bind.process) for bind in binds}
    asked = list(statement.selected_columns) if isinstance(statement, Select | CompoundSelect) else None
    if any(
        isinstance(column.type, Numeric | Float) for column in asked or ()
    ):  # read by what the driver says of each answer
        return None
    readers = [
        (at, reader)
        for at, column in enumerate(asked or ())
        if (reader := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
    ]
    return _Ready(
        sql=state.statement,
        rows=rows,
        plan=None if lists else [takes.get(name) or _Taken(rows, name, None) for name in names],
        binds=binds,
        fixed=fixed,
        names=names,
        by_name=state.positiontup is None,
        metadata=None if asked is None else SimpleResultMetaData(_keys(asked)),
        readers=readers,
    )
