"""Part 3: a page of the tray over few and over very many open tasks, for somebody with one role and for somebody with thirty.

The rows are written by the database itself, as commits would have written them: an instance, a case and two names a task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

from sqlalchemy import text
from sqlalchemy.orm import Session

from engine.store.keys import number_of
from tests.benchmarks.figures import Figure, in_turn, of_seconds
from tests.benchmarks.served import Client, Home, homes, prepared, serving, settle
from tests.processes.build import Case

SIZES = (1_000, 100_000, 1_000_000)
ROLES = 30
TIMES = 30
ONE, MANY = "salimi", "karimi"
"""Who has one role, and who is given thirty."""
CHUNK = 100_000
ZERO = number_of("0" * 9)
COPIED = (
    """INSERT INTO instance (id, process, definition, status, open, state, seq, head, started_at, moved_at, refused)
       SELECT :zero + n.i, process, definition, status, open, NULL, seq, head, started_at, moved_at, 0
       FROM instance, n WHERE id = :case""",
    """INSERT INTO case_file (instance, tracking, service, unit_id, requester_id, channel, asked_at, asked_month)
       SELECT :zero + n.i, CAST(50000000 + n.i AS VARCHAR(16)), service, unit_id, requester_id, channel, asked_at, asked_month
       FROM case_file, n WHERE instance = :case""",
    """INSERT INTO waiting (instance, task, name, since, until, until_by, service, step, unit_id)
       SELECT :zero + n.i, task, CASE WHEN name = '' THEN '' ELSE 'group:unit_expert@u' || (n.i % 30) END,
              since, until, until_by, service, step, unit_id
       FROM waiting, n WHERE instance = :case AND (name = '' OR name LIKE 'group:%')""",
)
NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last) ",
    "postgresql": "WITH n(i) AS (SELECT generate_series(CAST(:first AS INTEGER), CAST(:last AS INTEGER))) ",
}


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    """Yield what a page costs, on either database."""
    with homes(count=len(sizes)) as databases:
        for each in databases:
            yield from _measure(dict(zip(sizes, each, strict=True)))


def _measure(databases: dict[int, Home]) -> Iterator[Figure]:
    for size, home in databases.items():
        fill(home, size)
    with ExitStack() as stack:
        ports = {size: stack.enter_context(serving(home)).port for size, home in databases.items()}
        for person, roles in ((ONE, 1), (MANY, ROLES)):
            yield from _of(person, roles, ports, next(iter(databases.values())).name)


def _of(person: str, roles: int, ports: dict[int, int], database: str) -> Iterator[Figure]:
    works: list[Callable[[], object]] = []
    for port in ports.values():
        client = Client(port)
        client.sign_in(person)
        if "50000" not in client.get("/tray")[1].replace(" ", ""):
            raise RuntimeError(f"Expected open tasks in the tray of {person}")
        works.append(partial(client.get, "/tray"))
    few, *more = (of_seconds(seconds) for seconds in in_turn(works, TIMES))
    smallest, *sizes = ports
    part = f"a page of the tray, {roles} role{'s' if roles > 1 else ''}, {database}"
    yield Figure(part=part, name=f"over {smallest:,} open tasks", unit="ms", median=few[0], p95=few[1])
    for size, (median, p95) in zip(sizes, more, strict=True):
        yield Figure(
            part=part, name=f"over {size:,} open tasks", unit="ms", median=median, p95=p95, floor=few[0],
            floor_name=f"over {smallest:,}", most=1.5 if size == max(sizes) else None,
        )  # fmt: skip


def fill(home: Home, size: int) -> None:
    """Make an office with so many open tasks, spread over thirty roles; one person has one of these, another all."""
    wired, made = prepared(home)
    case = made.at_desk("approve_admin")
    with wired.store.writing() as unit:
        _roles(unit.session)
    for first in range(0, size, CHUNK):
        with wired.store.writing() as unit:
            _copy(unit.session, case, first, min(first + CHUNK, size) - 1)
    settle(wired.store.engine)
    wired.store.engine.dispose()


def _copy(session: Session, case: Case, first: int, last: int) -> None:
    numbers = NUMBERS[session.get_bind().dialect.name]
    for statement in COPIED:
        insert, _, rest = statement.partition("SELECT")
        # SQLite takes the numbers before the INSERT or before its SELECT, PostgreSQL before either
        session.execute(
            text(f"{insert}{numbers}SELECT{rest}"),
            {"case": number_of(case.instance), "zero": ZERO, "first": first, "last": last},
        )


def _roles(session: Session) -> None:
    session.execute(text("DELETE FROM role WHERE person_id IN (:one, :many)"), {"one": ONE, "many": MANY})
    for number in range(ROLES):
        session.execute(
            text(
                "INSERT INTO unit (id, code, kind, name_fa, name_en, head_fa, head_en) VALUES (:id, :code, 'unit', :id, :id, '', '')"
            ),
            {"id": f"u{number}", "code": f"9{number:03}"},
        )
        people = (ONE, MANY) if number == 0 else (MANY,)
        for person in people:
            session.execute(
                text(
                    "INSERT INTO role (name, unit_id, person_id, since) VALUES ('unit_expert', :unit, :person, '2020-01-01')"
                ),
                {"unit": f"u{number}", "person": person},
            )
