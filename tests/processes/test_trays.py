"""Trays: seen in several ways, narrowed down and sorted, a page at a time; never more read than is shown."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from processes import reading
from processes.organisation import Member
from processes.reading import AskedTray
from processes.tables import DbWaiting
from processes.waiting import find, rows
from processes.waiting.find import ORDERS, Audience, Narrowed, Order
from processes.waiting.rows import NEVER
from tests.processes.build import Bench, actor
from tests.store.plans import is_scanned, plan_of

pytestmark = pytest.mark.databases

EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def shown(bench: Bench, person: str, **asked: Any) -> list[tuple[str, str]]:
    """Return tracking number and step of the lines of somebody's tray."""
    with bench.office.store.reading() as unit:
        lines = reading.tray_lines(unit, bench.member(person), AskedTray(**asked))
    return [(line.tracking, line.element.rpartition("/")[2]) for line in lines]


def views(bench: Bench, person: str) -> dict[str, int]:
    """Return how many tasks each view of somebody's tray has."""
    with bench.office.store.reading() as unit:
        found = reading.tray(unit, bench.member(person), AskedTray())
    return {view.key: view.count.number for view in found.views}


def test_what_waits_for_me_is_mine_and_my_roles_and_that_of_absent_ones_once(bench: Bench) -> None:
    mine, free = bench.at_desk("paraph_letter"), bench.at_desk("paraph_letter")
    bench.office.claim(actor("moradi"), mine.instance, mine.task("paraph_letter").id)
    bench.absent("moradi", "akbari")
    assert shown(bench, "moradi") == [(mine.tracking, "paraph_letter"), (free.tracking, "paraph_letter")]
    assert views(bench, "moradi") == {"waiting": 2, "mine": 1, "roles": 1}
    assert views(bench, "akbari")["for:moradi"] == 2
    assert shown(bench, "akbari", view="for:moradi") == shown(bench, "moradi")


def test_all_that_one_may_see_is_for_those_who_oversee_and_their_units_only(bench: Bench) -> None:
    roads, finance = bench.at_desk("paraph_letter"), bench.at_desk("paraph_letter", person="nouri")
    assert shown(bench, "rahimi", view="all") == [(case.tracking, "paraph_letter") for case in (roads, finance)]
    assert shown(bench, "tehrani", view="all") == [(roads.tracking, "paraph_letter")]
    assert shown(bench, "tehrani", view="all", narrowed=Narrowed(unit="finance")) == []
    assert shown(bench, "moradi", view="all") == []
    assert "all" not in views(bench, "moradi")


def test_a_view_of_an_absent_one_is_for_the_substitute_only(bench: Bench) -> None:
    bench.at_desk("paraph_letter")
    assert shown(bench, "akbari", view="for:moradi") == []


def test_it_is_narrowed_down_to_service_step_and_unit(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    step = case.task("paraph_letter").element
    for narrowed, found in [
        (Narrowed(service="office_automation_inbox", steps=[step], unit="roads"), 1),
        (Narrowed(service="sajad_inbox"), 0), (Narrowed(steps=["letter_path/sign_letter"]), 0), (Narrowed(unit="finance"), 0),
    ]:  # fmt: skip
        assert len(shown(bench, "moradi", narrowed=narrowed)) == found


def test_a_task_says_until_when_and_stays_late_after_its_timer_fired(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    opened = case.task("paraph_letter").opened_at
    [before] = bench.tray("moradi").of_my_roles
    assert before.until == opened + timedelta(days=1)  # eight working hours later
    assert shown(bench, "moradi", narrowed=Narrowed(late_at=opened + timedelta(hours=7))) == []
    case.work("PT9H")
    [after] = bench.tray("moradi").of_my_roles
    assert after.until == before.until
    assert len(shown(bench, "moradi", narrowed=Narrowed(late_at=bench.office.time()))) == 1
    assert case.difference is None


def test_the_stated_time_around_a_task_is_its_breach_and_not_its_reminder(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    [line] = bench.tray("bagheri").mine
    assert line.until == case.task("create_inbox").opened_at + timedelta(hours=2)


def test_what_a_requester_is_only_reminded_of_has_no_deadline_but_what_closes_has(bench: Bench) -> None:
    bench.ask()
    [draft] = bench.tray("sarabi").mine
    assert draft.until is None
    confirmed = bench.at_desk("confirm_result", person="akbari")
    [line] = bench.tray("akbari").mine
    assert line.until == confirmed.task("confirm_result").opened_at + timedelta(days=2)


def test_a_row_that_was_touched_is_found_by_the_proof(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    with bench.office.store.writing() as unit:
        unit.session.execute(text("UPDATE waiting SET name = 'group:it_expert' WHERE name LIKE 'group:%'"))
    assert case.difference is not None
    assert "waiting" in case.difference.expected


# -- whatever the order, pages put together are the whole, in order, each line once

NAMES = [f"group:g{number}" for number in range(5)]


@pytest.fixture
def crowd(bench: Bench) -> Bench:
    """An office with three hundred lines of tasks, many of them under several names."""
    case, random_ = bench.ask(), random.Random(5)
    rows = []
    for number in range(120):
        facts = {
            "instance": case.instance, "task": f"9.{number}", "since": EIGHT + timedelta(hours=random_.randrange(20)),
            "until": random_.choice([NEVER, EIGHT + timedelta(hours=random_.randrange(20))]),
            "service": random_.choice("ab"), "step": random_.choice("xyz"), "unit_id": random_.choice(["roads", "finance"]),
        }  # fmt: skip
        rows += [{**facts, "name": name} for name in random_.sample(NAMES, random_.randrange(1, 5))]
    with bench.office.store.writing() as unit:
        unit.session.execute(insert(DbWaiting), rows)
    return bench


def pages(bench: Bench, audience: Audience, narrowed: Narrowed, order: Order, descending: bool) -> list[str]:
    found: list[str] = []
    with bench.office.store.reading() as unit:
        while len(page := _page(unit.session, audience, narrowed, order, descending, len(found))) == 17:
            found += page
    return found + page


def _page(session: Any, audience: Audience, narrowed: Narrowed, order: Order, down: bool, skip: int) -> Sequence[str]:
    page = find.page(session, audience, narrowed, order=order, descending=down, skip=skip, size=17)
    return [each.task for each in page]


def test_pages_put_together_are_the_whole_in_order_each_line_once(crowd: Bench) -> None:
    with crowd.office.store.reading() as unit:
        kept = select(DbWaiting.__table__).where(DbWaiting.name.like("group:g%"))
        rows = list(unit.session.execute(kept).mappings())
    for units, narrowed in [
        (None, Narrowed()), (["roads"], Narrowed()), (None, Narrowed(service="a", steps=["x"])),
        (None, Narrowed(late_at=EIGHT + timedelta(hours=9))),
    ]:  # fmt: skip
        audience = Audience(names=NAMES[:3], units=units, without=NAMES[4:])
        excluded = {row["task"] for row in rows if row["name"] in NAMES[4:]}
        wanted = {
            row["task"]
            for row in rows
            if row["name"] in NAMES[:3] and row["task"] not in excluded and (units is None or row["unit_id"] in units)
            and narrowed.service in (None, row["service"]) and (narrowed.steps is None or row["step"] in narrowed.steps)
            and (narrowed.late_at is None or str(row["until"])[:19] <= str(narrowed.late_at)[:19])
        }  # fmt: skip
        by_task = {row["task"]: row for row in rows}
        for order in ORDERS:
            column = "unit_id" if order == "unit" else order
            for down in (False, True):
                got = pages(crowd, audience, narrowed, order, down)
                assert sorted(got) == sorted(wanted)
                keys = [(str(by_task[task][column]), str(by_task[task]["since"]), task) for task in got]
                assert keys == sorted(keys, reverse=down)
        with crowd.office.store.reading() as unit:
            assert find.count(unit.session, audience, narrowed).number == len(wanted)


def test_more_than_are_counted_are_said_to_be_more(crowd: Bench) -> None:
    with crowd.office.store.reading() as unit:
        few = find.count(unit.session, Audience(names=NAMES[:1]), most=10)
    assert (few.number, few.more) == (9, True)


def test_nobody_s_names_find_nothing(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        assert find.page(unit.session, Audience(names=()), Narrowed(), size=9) == []
        assert find.count(unit.session, Audience(names=["x"], units=[])).number == 0


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_read_off_an_index(bench: Bench, order: Order) -> None:
    store = bench.office.store
    audience = Audience(names=NAMES[:3])
    plan = plan_of(store, lambda unit: find.page(unit.session, audience, Narrowed(), order=order, size=30))  # type: ignore[arg-type]  # SQL it is
    assert f"ix_waiting_{order}" in plan
    assert not is_scanned(plan, "waiting")


def test_until_when_tasks_should_be_done_is_read_by_their_cases(bench: Bench) -> None:
    """Not off an index under which all open tasks stand, of which the database takes one where it does not know how much there is."""
    case, member = bench.at_desk("paraph_letter"), bench.member("moradi")
    for ask in (
        lambda unit: rows.untils(unit.session, [case.instance, "c2"]),
        lambda unit: reading.find(unit, member, case.tracking),
    ):
        plan = plan_of(bench.office.store, ask)  # type: ignore[arg-type]  # SQL it is
        assert "waiting" in plan
        assert not re.search(r"\(name=|Index Cond: \(+name\b", plan)  # as either database puts it


def test_a_tray_of_thirty_lines_costs_as_many_statements_as_one_of_one(bench: Bench) -> None:
    one = bench.at_desk("paraph_letter")
    first = _statements(bench, bench.member("moradi"))
    for _ in range(4):
        bench.at_desk("paraph_letter")
    assert _statements(bench, bench.member("moradi")) == first
    assert one.tracking


def _statements(bench: Bench, member: Member) -> int:
    with bench.counting() as statements, bench.office.store.reading() as unit:
        reading.tray(unit, member, AskedTray())
    return len(statements)
