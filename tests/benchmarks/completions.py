"""Parts 1 and 2: asking for a service, and completing a task of one, over HTTP: the POST, and the page that it leads to.

A completion leads to where the case stands now. The whole case, opened after it, and the form of another task, to which a completion
leads in a view of the tray, are measured beside it.

The floor is the same server's: somebody signed in posts a form with its token, one row of the same bytes is written in one
transaction, and a page of the same bytes is shown in the frame of all pages.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter

from sqlalchemy import func, select

from engine.store.tables import DbInstance, DbRecord
from processes.demo.paths.office_automation_inbox import REQUEST
from tests.benchmarks.copies import copied
from tests.benchmarks.figures import Figure, of_seconds
from tests.benchmarks.served import Client, Home, homes, prepared, serving, settle
from tests.processes.build import ON_BY_DESK, Case, actor
from tests.statements import asked
from tests.web.pages import Browser
from web.app import create_app

TIMES = 100
DESK = "approve_admin"
SERVICE = "/services/office_automation_inbox"
ONE = "one row and a page"


@dataclass(frozen=True, kw_only=True)
class Both:
    """Seconds of the POST and of the GET after it, each time."""

    post: list[float]
    get: list[float]

    @property
    def whole(self) -> list[float]:
        """Both together."""
        return [post + get for post, get in zip(self.post, self.get, strict=True)]


def measure(times: int = TIMES) -> Iterator[Figure]:
    """Yield what both cost, on either database."""
    with homes() as databases:
        for [home] in databases:
            yield from _measure(home, times)


def _measure(home: Home, times: int) -> Iterator[Figure]:
    wired, made = prepared(home)
    case = made.at_desk(DESK)
    person = case.who(case.task(DESK))
    wired.office.claim(actor(person), case.instance, case.task(DESK).id)
    cases, waiting = copied(case, times + 4), copied(case, times)
    statements, commits = _counted(home, [cases.pop(), cases.pop()], person)
    written = _bytes_of(case)
    settle(wired.store.engine)
    with serving(home) as served:
        clerk, requester = Client(served.port), Client(served.port)
        clerk.sign_in(person)
        requester.sign_in("sarabi")
        requester.get(SERVICE)
        page = len(clerk.get(f"/cases/{case.tracking}/brief?done=yes")[1].encode())
        works: list[Callable[[int], tuple[Client, str, dict[str, str]]]] = [
            lambda turn: (clerk, _url(cases[turn]), {**ON_BY_DESK[DESK]}),  # type: ignore[dict-item]  # a form of texts
            lambda _turn: (requester, SERVICE, {**REQUEST}),
            lambda turn: (clerk, "/floor", {"id": f"{turn}", "body": "x" * written, "bytes": str(page)}),
        ]
        completion, start, floor = _in_turn(works, times)
        whole_case = _opened(clerk, [f"/cases/{case.tracking}" for case in cases[:times]])
        next_form = _opened(clerk, [_url(case) for case in waiting[:times]])
    part = f"a completion over HTTP, {home.name}"
    yield from _figures(part, completion, floor, most=2.0)
    for name, seconds in (("the whole case, opened after it", whole_case), ("the form of the next task", next_form)):
        median, p95 = of_seconds(seconds)
        yield Figure(
            part=part, name=name, unit="ms", median=median, p95=p95, floor=of_seconds(floor.get)[0], floor_name="a page"
        )
    yield Figure(part=part, name="statements in the POST", unit="", median=statements, limit=12)
    yield Figure(part=part, name="commits in the POST", unit="", median=commits, limit=1)
    yield from _figures(f"a start over HTTP, {home.name}", start, floor)
    wired.store.engine.dispose()


def _figures(part: str, both: Both, floor: Both, most: float | None = None) -> Iterator[Figure]:
    for name, seconds, least in (("POST", both.post, floor.post), ("the GET after it", both.get, floor.get)):
        median, p95 = of_seconds(seconds)
        yield Figure(
            part=part, name=name, unit="ms", median=median, p95=p95, floor=of_seconds(least)[0], floor_name=ONE
        )
    median, p95 = of_seconds(both.whole)
    yield Figure(
        part=part, name="both", unit="ms", median=median, p95=p95, floor=of_seconds(floor.whole)[0], floor_name=ONE, most=most,
    )  # fmt: skip


def _in_turn(works: list[Callable[[int], tuple[Client, str, dict[str, str]]]], times: int) -> list[Both]:
    """Return what each of these forms costs, sent in turn; the first ones only warm up."""
    found = [Both(post=[], get=[]) for _ in works]
    gc.disable()
    for turn in range(times + 2):
        for both, work in zip(found, works, strict=True):
            client, path, fields = work(turn)
            begin = perf_counter()
            status, onward = client.post(path, fields)
            posted = perf_counter()
            shown, _ = client.get(onward)
            done = perf_counter()
            if (status, shown) != (303, 200):
                raise RuntimeError(f"Expected {path} to be done, but found {status} and {shown}")
            if turn >= 2:
                both.post.append(posted - begin)
                both.get.append(done - posted)
    gc.enable()
    return found


def _opened(client: Client, paths: list[str]) -> list[float]:
    """Return the seconds in which pages are opened; the first ones only warm up."""
    found = []
    for path in [*paths[:2], *paths]:
        begin = perf_counter()
        status, _ = client.get(path)
        found.append(perf_counter() - begin)
        if status != 200:
            raise RuntimeError(f"Expected {path} to be shown, but found {status}")
    return found[2:]


def _url(case: Case) -> str:
    return f"/cases/{case.tracking}/tasks/{case.task(DESK).id}"


def _bytes_of(case: Case) -> int:
    """Return how many bytes a command writes: its record, and the state after it."""
    with case.office.store.reading() as unit:
        of_record = select(func.length(DbRecord.packed)).where(DbRecord.instance == case.instance)
        record = unit.session.scalar(of_record.order_by(DbRecord.seq.desc()).limit(1)) or 0
        state = unit.session.scalar(select(func.length(DbInstance.state)).where(DbInstance.id == case.instance)) or 0
    return int(record + state)


def _counted(home: Home, cases: list[Case], person: str) -> tuple[int, int]:
    """Return the statements and the commits of a process' second completion, from the session to the notices."""
    app = create_app(home.settings())
    client = app.test_client()
    browser = Browser(client)
    browser.sign_in(person)
    form = {"csrf_token": browser.token(), **ON_BY_DESK[DESK]}
    for case in cases:  # the first one reads the definition and the calendar, which the process keeps
        with asked(app.extensions["kartabl"].store.engine) as found:
            answer = client.post(_url(case), data=form)
        if answer.status_code != 303:
            raise RuntimeError(f"Expected a completion, but found {answer.status_code}")
    app.extensions["kartabl"].store.engine.dispose()
    return len(found.statements), found.commits
