"""The board of a support contract: how what it promises was kept, by kind of support, severity and target, with the cases behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from engine.errors import NotFound
from engine.form import Words
from engine.store.port import Unit
from engine.store.tables import table_of
from processes.board.counts import CASE, CLOCK
from processes.contracts import SEVERITIES
from processes.keeping.names import SEVERITIES as SEVERITY_WORDS
from processes.keeping.read.contracts import ContractLine, contract_lines
from processes.organisation import Member
from processes.permissions import Action, units_for
from processes.search.sight import seen
from processes.support import SERVICES
from processes.tables import DbCase, DbCaseClock
from processes.waiting.find import MOST, Count

TARGETS: Mapping[str, Words] = {
    "response": Words(fa="پاسخ", en="Response"),
    "resolution": Words(fa="رفع", en="Resolution"),
}
"""What a contract promises, by the names of the targets."""
MET, MISSED, RUNNING = "met", "missed", "running"
VERDICTS = (MET, MISSED, RUNNING)
PAGE = 30


class NoSuchContract(NotFound):
    en = "Expected a support contract {key}, but there is none, or its board is not for you. Choose one from the list."
    fa = "قرارداد پشتیبانی {key} نیست، یا دیدن تابلوی آن برای شما مجاز نیست. یکی از قراردادهای فهرست را انتخاب کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Jalali months, both included."""

    since: int
    until: int

    def holds(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return the condition that a month is one of them."""
        return column.between(self.since, self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """How often a target was met and missed, by how much working time in all, and how often it still runs (`late` of these: past it)."""

    met: int = 0
    missed: int = 0
    over: timedelta = timedelta(0)
    running: int = 0
    late: int = 0

    @property
    def share(self) -> float | None:
        """The share of those that are over which were met, 0 to 1; None where none is over."""
        return self.met / (self.met + self.missed) if self.met + self.missed else None

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            met=self.met + other.met, missed=self.missed + other.missed, over=self.over + other.over,
            running=self.running + other.running, late=self.late + other.late,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """A target for a kind of support in a severity, and how it was kept."""

    category: str
    category_words: Words
    severity: str
    severity_words: Words
    target: str
    target_words: Words
    kept: Kept


@dataclass(frozen=True, kw_only=True, slots=True)
class ContractBoard:
    """A contract with all it promised, in the order of a contract, and all together."""

    line: ContractLine
    promises: Sequence[Promise]
    whole: Kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """Of which figure the cases are wanted; what is empty narrows nothing."""

    category: str = ""
    severity: str = ""
    target: str = ""
    verdict: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """A case behind a figure of a contract: one target of one of its clocks. `open_to`: whether the reader sees the case."""

    tracking: str
    category: Words
    severity: Words
    target: Words
    amount: str | None
    started_at: datetime
    stopped_at: datetime | None
    due: datetime | None
    paused: bool
    used: timedelta
    over: timedelta
    verdict: str
    late: bool
    open_to: bool


def contracts_for(unit: Unit, member: Member) -> list[ContractLine]:
    """Return the contracts whose boards somebody reads, those that last longest first."""
    companies = units_for(member, Action.READ_CONTRACT)
    lines = contract_lines(unit.session, member.on)
    return [line for line in lines if companies is None or line.row.company_id in companies]


def contract_line(unit: Unit, member: Member, key: int) -> ContractLine:
    """Return a contract whose board somebody reads; raise `NoSuchContract`."""
    found = next((line for line in contracts_for(unit, member) if line.row.id == key), None)
    if found is None:
        raise NoSuchContract(key=key)
    return found


def contract_board(unit: Unit, member: Member, key: int, period: Period, now: datetime) -> ContractBoard:
    """Return the board of a contract; raise `NoSuchContract`."""
    line = contract_line(unit, member, key)
    kept = _kept(unit, line.row.number, period, now)
    promises = [
        Promise(
            category=category, category_words=_category(category), severity=severity, severity_words=_severity(severity),
            target=target, target_words=_target(target), kept=kept[category, severity, target],
        )
        for category, severity, target in sorted(kept, key=_place)
    ]  # fmt: skip
    return ContractBoard(line=line, promises=promises, whole=sum((each.kept for each in promises), Kept()))


def _kept(unit: Unit, number: str, period: Period, now: datetime) -> dict[tuple[str, str, str], Kept]:
    key = (CLOCK.c.service, CLOCK.c.severity, CLOCK.c.target)
    found: dict[tuple[str, str, str], Kept] = {}
    over = (
        select(*key, CLOCK.c.breached, func.count(), func.sum(CLOCK.c.over))
        .where(CLOCK.c.contract == number, period.holds(CLOCK.c.stopped_month))
        .group_by(*key, CLOCK.c.breached)
    )
    for category, severity, target, breached, count, seconds in unit.session.execute(over):
        more = Kept(missed=count, over=timedelta(seconds=int(seconds))) if breached else Kept(met=count)
        found[category, severity or "", target] = found.get((category, severity or "", target), Kept()) + more
    running = select(*key, CLOCK.c.breached, CLOCK.c.due).where(
        CLOCK.c.contract == number, CLOCK.c.stopped_month.is_(None)
    )
    for category, severity, target, breached, due in unit.session.execute(running):
        late = int(breached or (due is not None and due <= now))
        more = Kept(running=1, late=late)
        found[category, severity or "", target] = found.get((category, severity or "", target), Kept()) + more
    return found


def _place(key: tuple[str, str, str]) -> tuple[int, int, int, tuple[str, str, str]]:
    """Return where a promise stands in a contract: by kind of support, the gravest first, the response first."""
    orders: tuple[Sequence[str], ...] = (list(SERVICES), SEVERITIES, list(TARGETS))
    first, second, third = (
        order.index(value) if value in order else len(order) for value, order in zip(key, orders, strict=True)
    )
    return first, second, third, key


# -- the cases behind it


def behind_count(unit: Unit, number: str, period: Period, narrowed: Narrowed) -> Count:
    """Return how many there are, counted up to a bound."""
    some = _behind(number, period, narrowed, select(CLOCK.c.instance)).limit(MOST).subquery()
    found = unit.session.scalar(select(func.count()).select_from(some)) or 0
    return Count(number=min(found, MOST - 1), more=found >= MOST)


def behind(
    unit: Unit, member: Member, number: str, period: Period, narrowed: Narrowed, now: datetime, *, skip: int = 0, size: int | None = PAGE
) -> Iterator[Measured]:  # fmt: skip
    """Yield the cases behind a figure, the last handed over first; all of them where `size` is None."""
    query = _behind(number, period, narrowed, select(CLOCK, CASE.c.tracking, seen(member).label("open_to")))
    query = query.order_by(CLOCK.c.started_at.desc(), CLOCK.c.instance, CLOCK.c.target)
    query = query if size is None else query.offset(skip).limit(size)
    for row in unit.session.execute(query.execution_options(yield_per=500)).mappings():
        yield _measured(row, now)


def _behind(number: str, period: Period, narrowed: Narrowed, query: Select[Any]) -> Select[Any]:
    over, running = period.holds(CLOCK.c.stopped_month), CLOCK.c.stopped_month.is_(None)
    verdicts = {MET: over & ~CLOCK.c.breached, MISSED: over & CLOCK.c.breached, RUNNING: running}
    conditions: list[ColumnElement[bool]] = [CLOCK.c.contract == number, verdicts.get(narrowed.verdict, over | running)]
    for column, value in (
        (CLOCK.c.service, narrowed.category),
        (CLOCK.c.severity, narrowed.severity),
        (CLOCK.c.target, narrowed.target),
    ):
        conditions += [column == value] if value else []
    return query.select_from(table_of(DbCaseClock).join(table_of(DbCase), CASE.c.instance == CLOCK.c.instance)).where(
        *conditions
    )


def _measured(row: Mapping[Any, Any], now: datetime) -> Measured:
    running, breached = row["stopped_at"] is None, row["breached"]
    return Measured(
        tracking=row["tracking"],
        category=_category(row["service"]),
        severity=_severity(row["severity"] or ""),
        target=_target(row["target"]),
        amount=row["amount"],
        started_at=row["started_at"],
        stopped_at=row["stopped_at"],
        due=row["due"],
        paused=row["paused"],
        used=timedelta(seconds=row["used"]),
        over=timedelta(seconds=row["over"]),
        verdict=RUNNING if running else MISSED if breached else MET,
        late=breached or (row["due"] is not None and row["due"] <= now),
        open_to=row["open_to"],
    )


def _category(key: str) -> Words:
    return SERVICES.get(key) or Words(fa=key, en=key)


def _severity(key: str) -> Words:
    return SEVERITY_WORDS.get(key) or Words(fa=key, en=key)


def _target(key: str) -> Words:
    return TARGETS.get(key) or Words(fa=key, en=key)
