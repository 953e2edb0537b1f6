"""The boards: every figure is what counting the rows one by one gives, and leads to as many cases; found by index, for who may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.store.port import Unit
from engine.store.tables import Base
from processes.board import Asked, Board, asked_of, board
from processes.board.behind import NOW, PERIOD, behind
from processes.board.contracts import Narrowed, NoSuchContract, Period, contract_board, contracts_for
from processes.board.contracts import behind as contract_behind
from processes.board.contracts import behind_count as contract_count
from processes.board.counts import open_cases
from processes.board.elements import NoSuchProcess, drawn, heatmap
from processes.dates import month_of
from processes.measures.activities import number_of
from processes.reading.choices import choices
from processes.tables import DbCase, DbCaseClock, DbStay
from tests.processes.build import ZONE, Bench
from tests.processes.measured import STEPS, Made, stay_at
from tests.store.plans import is_scanned, plan_of

pytestmark = pytest.mark.databases

SIZE = 400


@dataclass
class Filled:
    """An office with rows that nobody played."""

    bench: Bench
    rows: Mapping[type[Base], list[dict[str, Any]]]
    now: datetime

    def board(self, person: str = "karimi", **asked: str) -> Board:
        with self.bench.office.store.reading() as unit:
            return board(unit, self.asked(person, **asked), choices(unit), self.now)

    def asked(self, person: str = "karimi", **asked: Any) -> Asked:
        months = {"since": None, "until": None, **asked}
        return asked_of(self.bench.member(person), month_of(self.now, ZoneInfo(ZONE)), **months)

    def count(self, what: str, person: str = "karimi", layer: str = "", **asked: Any) -> int:
        """Return how many cases there are behind a figure, gone through page by page."""
        found = set[str]()
        with self.bench.office.store.reading() as unit:
            member, wanted = self.bench.member(person), self.asked(person, **asked)
            while True:
                page = behind(unit, member, wanted, what, layer, now=self.now, zone=ZONE, skip=len(found))
                found |= {line.case.tracking for line in page.lines}
                if not page.lines:
                    return len(found)

    def cases(self, **like: Any) -> list[dict[str, Any]]:
        return [row for row in self.rows[DbCase] if all(row[key] == value for key, value in like.items())]

    def standing(self, row: Mapping[str, Any], clocks: list[dict[str, Any]] | None = None) -> str:
        """Return how an open case stands: late, risk or within."""
        of_it = (
            [each for each in self.rows[DbCaseClock] if each["instance"] == row["instance"]]
            if clocks is None
            else clocks
        )
        if (clocks is None and row["breached_at"]) or any(
            each["breached"] or (each["due"] and each["due"] <= self.now) for each in of_it
        ):
            return "late"
        return "risk" if any(each["risk_at"] and each["risk_at"] <= self.now for each in of_it) else "within"


@pytest.fixture
def filled(bench: Bench) -> Filled:
    now = bench.office.time()
    with bench.office.store.writing() as unit:
        rows = Made(session=unit.session, now=now, zone=ZoneInfo(ZONE)).write(SIZE)
    return Filled(bench, rows, now)


def test_figures_are_what_counting_one_by_one_gives(filled: Filled) -> None:
    found = filled.board()
    stands = [filled.standing(row) for row in filled.cases(ended_at=None)]
    assert (found.whole.open, found.whole.late, found.whole.risk) == (100, stands.count("late"), stands.count("risk"))
    assert found.whole.within == stands.count("within") > 0
    for groups, column in ((found.services, "service"), (found.units, "unit_id"), (found.channels, "channel")):
        assert sum(group.figures.open for group in groups) == 100
        for group in groups:
            of_it = filled.cases(**{column: group.key})
            assert group.figures.asked == len(of_it)
            assert group.figures.ended == sum(row["ended_at"] is not None for row in of_it)
            assert group.figures.missed == sum(row["breached_at"] is not None for row in of_it)
    assert sum(group.share for group in found.channels) == pytest.approx(1)


def test_months_are_counted_with_their_medians(filled: Filled) -> None:
    lines = filled.board().months
    assert len(lines) == 12
    assert sum(line.asked for line in lines) == SIZE
    for line in lines:
        used = [row["used"] for row in filled.cases(ended_month=line.month)]
        assert (line.asked, line.ended) == (len(filled.cases(asked_month=line.month)), len(used))
        assert line.median == (timedelta(seconds=median_low(used)) if used else None)


def test_a_layer_is_told_by_its_clocks(filled: Filled) -> None:
    for group in filled.board().layers:
        clocks = [row for row in filled.rows[DbCaseClock] if row["layer"] == group.key]
        here: dict[str, list[dict[str, Any]]] = {}
        for row in clocks:
            if row["stopped_at"] is None:
                here.setdefault(row["instance"], []).append(row)
        stands = [filled.standing({}, of_it) for of_it in here.values()]
        over = [row for row in clocks if row["stopped_at"] and row["target"] != "response"]
        assert (group.figures.open, group.figures.late, group.figures.risk) == (
            len(here),
            stands.count("late"),
            stands.count("risk"),
        )
        assert (group.figures.ended, group.figures.missed) == (len(over), sum(row["breached"] for row in over))


@pytest.mark.parametrize("narrowed", [{}, {"service": "support_bug_fix"}, {"unit": "roads", "channel": "ticket"}])
def test_each_figure_leads_to_as_many_cases(filled: Filled, narrowed: dict[str, str]) -> None:
    figures = filled.board(**narrowed).whole
    for what in (*NOW, *PERIOD):
        assert filled.count(what, **narrowed) == getattr(figures, what)


def test_so_do_those_of_a_month_and_of_a_layer(filled: Filled) -> None:
    found = filled.board()
    for line in found.months[-3:]:
        for what, number in (("asked", line.asked), ("ended", line.ended), ("missed", line.missed)):
            assert filled.count(what, since=line.month, until=line.month) == number
    for group in found.layers:
        for what in ("open", "risk", "late", "ended", "missed"):
            assert filled.count(what, layer=group.key) == getattr(group.figures, what)


def test_a_director_of_a_unit_is_told_of_that_unit_only(filled: Filled) -> None:
    found = filled.board("tehrani")
    assert [group.key for group in found.units] == ["roads"]
    assert found.whole.asked == len(filled.cases(unit_id="roads"))
    assert filled.count("asked", "tehrani") == found.whole.asked
    assert filled.board("tehrani", unit="finance").whole.asked == 0


def test_time_at_elements_is_what_sorting_gives(filled: Filled) -> None:
    with filled.bench.office.store.reading() as unit:
        found = heatmap(unit, filled.asked(), "letter_path")
        with pytest.raises(NoSuchProcess):
            heatmap(unit, filled.asked(), "nowhere")
        assert next(iter(drawn(unit))) == "office_automation_inbox"
    assert {line.element for line in found.lines} == set(STEPS)
    for line in found.lines:
        activities = {number_of(stay_at(row["service"], line.element)) for row in filled.rows[DbCase]}
        rows = [row for row in filled.rows[DbStay] if row["activity"] in activities]
        times = sorted(row["seconds"] for row in rows if row["left_at"] is not None)
        assert (line.number, line.here) == (len(times), len(rows) - len(times))
        assert line.median == timedelta(seconds=median_low(times))
        assert line.most == timedelta(seconds=next(time for n, time in enumerate(times, 1) if 10 * n >= 9 * len(times)))
        assert line.late == sum(row["late"] for row in rows if row["left_at"] is not None)
    assert found.lines[0].grade == 5


def test_time_at_elements_comes_apart_by_service(filled: Filled) -> None:
    with filled.bench.office.store.reading() as unit:
        whole = heatmap(unit, filled.asked(), "letter_path")
        parts = [heatmap(unit, filled.asked(service=each.key), "letter_path") for each in filled.board().services]
    for line in whole.lines:
        of_it = [other for part in parts for other in part.lines if other.element == line.element]
        assert sum(other.number for other in of_it) == line.number
        assert sum(other.here for other in of_it) <= line.here  # one at which nobody has left is on no map


def of_contracts(filled: Filled, person: str = "karimi") -> Iterator[tuple[Unit, Any, Period]]:
    with filled.bench.office.store.reading() as unit:
        now = month_of(filled.now, ZoneInfo(ZONE))
        for line in contracts_for(unit, filled.bench.member(person)):
            yield unit, line, Period(since=now - 11, until=now)


def test_a_contract_is_told_by_category_severity_and_target(filled: Filled) -> None:
    for unit, line, period in of_contracts(filled):
        member = filled.bench.member("karimi")
        rows = [row for row in filled.rows[DbCaseClock] if row["contract"] == line.row.number]
        found = contract_board(unit, member, line.row.id, period, filled.now)
        assert found.whole.met + found.whole.missed + found.whole.running == len(rows)
        for each in found.promises:
            key = (each.category, each.severity, each.target)
            of_it = [row for row in rows if (row["service"], row["severity"], row["target"]) == key]
            over = [row for row in of_it if row["stopped_at"]]
            assert each.kept.missed == sum(row["breached"] for row in over)
            assert each.kept.met == len(over) - each.kept.missed
            assert each.kept.over == timedelta(seconds=sum(row["over"] for row in over))
            assert each.kept.running == len(of_it) - len(over)
            for verdict, number in (
                ("met", each.kept.met),
                ("missed", each.kept.missed),
                ("running", each.kept.running),
                ("", len(of_it)),
            ):
                narrowed = Narrowed(category=key[0], severity=key[1], target=key[2], verdict=verdict)
                listed = list(contract_behind(unit, member, line.row.number, period, narrowed, filled.now, size=None))
                assert len(listed) == contract_count(unit, line.row.number, period, narrowed).number == number


def test_a_company_reads_its_own_contracts_only(filled: Filled) -> None:
    lines = {
        person: [line for _, line, _ in of_contracts(filled, person)] for person in ("karimi", "mehrabi", "tehrani")
    }
    assert {line.row.company_id for line in lines["mehrabi"]} == {"rayan"}
    assert len(lines["karimi"]) > len(lines["mehrabi"]) > 0
    assert lines["tehrani"] == []
    theirs = next(line.row.id for line in lines["karimi"] if line.row.company_id != "rayan")
    with filled.bench.office.store.reading() as unit, pytest.raises(NoSuchContract):
        contract_board(unit, filled.bench.member("mehrabi"), theirs, Period(since=0, until=1), filled.now)


def asked_of_the_database() -> Iterator[tuple[str, Callable[[Filled, Any], object]]]:
    yield "board", lambda filled, unit: open_cases(unit.session, filled.asked(), filled.now)
    yield (
        "narrowed",
        lambda filled, unit: board(unit, filled.asked(service="sajad_inbox", unit="roads"), choices(unit), filled.now),
    )
    yield "heatmap", lambda filled, unit: heatmap(unit, filled.asked(), "letter_path")
    for what in (*NOW, *PERIOD):
        yield (
            what,
            lambda filled, unit, what=what: behind(  # type: ignore[misc]  # mypy cannot infer it
                unit, filled.bench.member("karimi"), filled.asked(), what, "", now=filled.now, zone=ZONE
            ),
        )
    yield (
        "contract",
        lambda filled, unit: contract_board(
            unit,
            filled.bench.member("karimi"),
            1,
            Period(since=filled.asked().since, until=filled.asked().until),
            filled.now,
        ),
    )


def test_nothing_is_read_as_a_whole(filled: Filled) -> None:
    for name, ask in asked_of_the_database():
        plan = plan_of(filled.bench.office.store, lambda unit, ask=ask: ask(filled, unit))  # type: ignore[misc, arg-type]
        for table in ("case_file", "case_clock", "stay", "instance", "record"):
            assert not is_scanned(plan, table), (name, plan)


def test_months_that_make_no_sense_are_put_right(bench: Bench) -> None:
    member, now = bench.member("karimi"), 1405 * 12 + 8
    assert asked_of(member, now, since=None, until=None).months == range(now - 11, now + 1)
    assert asked_of(member, now, since=now, until=now - 3).months == range(now - 14, now - 2)
    assert asked_of(member, now, since=1, until=now + 5).months == range(now - 35, now + 1)
    assert replace(asked_of(member, now, since=now, until=now), service="x").months == range(now, now + 1)
