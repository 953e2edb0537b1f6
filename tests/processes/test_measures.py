"""What is measured of a case: its stays at elements, its clocks against their targets, the time it took; and that the proof tells it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from engine.completion.command import Command, Correct
from engine.engine import Moved
from engine.instance.state import InstanceId
from processes.dates import month_begins, month_of, month_words
from processes.measures import clocks_after, stays_after, take_time
from processes.measures.activities import activity_of, keep_activities
from processes.measures.clocks import layer_of
from processes.tables import DbActivity, DbCase, DbCaseClock, DbStay
from tests.behaviour.calendars import CLOSED, KEPT, OFFICE
from tests.behaviour.play import Play
from tests.processes.build import ALL_MOVES, MONDAY, Bench

pytestmark = pytest.mark.databases

MORNING = datetime(2026, 3, 23, 9, tzinfo=UTC)
"""A Monday on which the office works from 8 to 12 and from 13 to 17."""


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=UTC)


class Measured(Play):
    """A play whose steps are measured, as the office does it."""

    def __init__(self, **options: Any) -> None:
        super().__init__("clocks", now=MORNING, calendars=KEPT.__getitem__, **options)
        self.clocks: dict[tuple[str, str], Any] = {}
        self.stays: dict[str, Any] = {}
        self.case = DbCase(instance="1", service="main", unit_id="roads", channel="ticket", asked_at=MORNING)
        self.written = 0

    def _do(self, command: Command) -> Self:
        before = self.state
        super()._do(command)
        moved = Moved(
            instance=InstanceId("1"), definition=self.definition, command=command, before=before, state=self.state,
            derived=self.last, record=None,
        )  # type: ignore[arg-type]  # fmt: skip  # a record says nothing that is measured
        if self.state is not None and self.state.ended:
            self.case.ended_at = command.at
        take_time(self.case, moved, self.calendars)
        rows = clocks_after(self.clocks, moved, self.case, self.calendars)
        self.written = len(rows)
        self.clocks |= rows
        there = {token: row for token, row in self.stays.items() if row["left_at"] is None}
        self.stays |= stays_after(there, moved, self.calendars, service="main", unit="roads")
        return self

    def row(self, name: str, target: str = "resolution") -> Any:
        """Return the row of the clock that was started last under a name."""
        return [row for (_, against), row in self.clocks.items() if row["name"] == name and against == target][-1]

    def stay(self, element: str) -> Any:
        return [row for row in self.stays.values() if row["element"] == element][-1]


def begun(target: object = "PT8H") -> Measured:
    play = Measured()
    return play.start(first_target=target, calendar="office", calendars={"office": OFFICE.digest})


def test_a_clock_has_a_row_for_each_target_with_when_it_is_due_and_at_risk() -> None:
    play = begun()
    assert set(play.clocks) == {("0", "resolution"), (play.row("layer")["clock"], "resolution")}
    layer = play.row("layer")
    assert (layer["started_at"], layer["risk_at"], layer["due"]) == (MORNING, at(23, 16), at(24, 9))
    assert (layer["amount"], layer["given"], layer["breached"], layer["stopped_at"]) == ("PT8H", 8 * 3600, False, None)
    assert layer["calendar_digest"] == OFFICE.digest
    assert play.row("case")["due"] == at(25, 9)


@pytest.mark.parametrize(("second", "breached"), [(-1, False), (0, True), (1, True)])
def test_a_target_is_missed_from_its_deadline_on(second: int, breached: bool) -> None:
    play = begun()
    play.now = at(24, 9) + timedelta(seconds=second)
    play.complete("work")
    row = play.row("layer")
    assert (row["breached"], row["over"], row["used"]) == (breached, max(0, second), 8 * 3600 + second)
    assert row["stopped_at"] == play.now
    assert row["stopped_month"] == month_of(play.now, play.definition.zone)


def test_while_it_stands_still_nothing_is_due() -> None:
    play = begun().wait(hours=1).complete("work", ask=True)
    row = play.row("layer")
    assert (row["paused"], row["due"], row["risk_at"], row["used"]) == (True, None, None, 3600)
    play.now = at(24, 9)
    play.complete("answer")
    assert (play.row("layer")["risk_at"], play.row("layer")["due"]) == (at(24, 15), at(24, 17))


def test_at_risk_is_kept_while_it_stands_still() -> None:
    play = begun()
    play.now = at(23, 16, 30)
    play.complete("work", ask=True)
    row = play.row("layer")
    assert (row["risk_at"], row["due"], row["breached"]) == (at(23, 16, 30), None, False)


def test_more_time_and_a_corrected_calendar_move_what_is_due() -> None:
    play = begun().fire("reminder").fire("breach")
    assert play.row("layer")["breached"] is True
    play.complete("handle", decision={"clock": "layer", "by": "PT4H"})
    row = play.row("layer")
    assert (row["due"], row["breached"], row["given"]) == (at(24, 14), False, 12 * 3600)
    play.do(Correct, facts={"calendars": {"office": CLOSED.digest}})
    assert (play.row("layer")["due"], play.row("layer")["calendar_digest"]) == (at(25, 14), CLOSED.digest)


def test_a_step_that_changes_no_clock_writes_none() -> None:
    play = begun().wait(hours=1)
    play.assign("work", "somebody")
    assert play.written == 0
    play.complete("work")  # the layer's stops
    assert play.written == 1


def test_a_target_that_is_null_has_no_row_and_a_clock_without_targets_has_one_against_nothing() -> None:
    play = begun(None)
    row = play.row("layer", "")
    assert (row["due"], row["given"], row["breached"]) == (None, None, False)


def test_a_case_took_what_its_own_clock_used() -> None:
    play = begun().wait(hours=1).complete("work", ask=True)
    play.now = at(24, 9)
    play.complete("answer").wait(hours=1).complete("work", ask=False).wait(hours=1).complete("second")
    assert play.case.used == 3 * 3600
    assert play.row("case")["used"] == 3 * 3600
    assert play.case.ended_month == month_of(play.now, play.definition.zone)


def test_a_stay_is_measured_in_working_time_and_late_where_the_diagram_told_so() -> None:
    play = begun().fire("reminder")
    assert not play.stay("work")["late"]
    play.fire("breach")
    play.now = at(24, 10)
    play.complete("work")
    assert (play.stay("work")["seconds"], play.stay("first_layer")["seconds"]) == (9 * 3600, 9 * 3600)
    assert (play.stay("second")["left_at"], play.stay("second")["seconds"]) == (None, None)
    assert {row["element"] for row in play.stays.values()} == {"first_layer", "work", "handle", "second"}


def test_a_layer_is_the_role_of_its_first_task_wherever_that_stands(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        definition = unit.definition(unit.load(bench.ask().instance).definition)
    assert layer_of(definition, "stated", "inbox_creation/creation", "1") == "it_expert"
    assert layer_of(definition, "stated", "creation", "1") == "it_expert"
    assert layer_of(definition, "case", definition.process, "0") == ""
    assert layer_of(definition, "contract", "creation", "1") == "contractor_expert"


# -- in the office


def stays_of(bench: Bench, instance: str) -> dict[str, Any]:
    with bench.office.store.reading() as unit:
        query = select(DbActivity, DbStay).join(DbStay).where(DbStay.instance == instance)
        return {activity.element: (activity, stay) for activity, stay in unit.session.execute(query)}


def test_stays_of_a_case_are_written_with_its_steps_and_proven(bench: Bench) -> None:
    case = bench.asked(*ALL_MOVES)
    stays = stays_of(bench, case.instance)
    assert {"letter", "draft_letter", "sign_letter", "create_inbox", "confirm_result"} <= set(stays)
    activity, _ = stays["draft_letter"]
    assert (activity.service, activity.process) == ("office_automation_inbox", "letter_path")
    assert all(stay.left_at is not None and stay.seconds is not None for _, stay in stays.values())
    assert case.row.used is not None
    assert case.row.asked_month == month_of(MONDAY, ZoneInfo(bench.office.time_zone)) == 1405 * 12 + 8
    assert case.difference is None


@pytest.mark.parametrize(
    ("table", "change"), [(DbStay, {"seconds": 1}), (DbStay, {"late": True}), (DbCase, {"used": 1})]
)
def test_a_measure_that_somebody_touched_is_told(bench: Bench, table: Any, change: dict[str, Any]) -> None:
    case = bench.asked(*ALL_MOVES)
    with bench.office.store.writing() as unit:
        unit.session.execute(update(table).where(table.instance == case.instance).values(**change))
    difference = case.difference
    assert difference is not None
    assert difference.expected.startswith(table.__tablename__)


def test_only_clocks_that_a_board_reads_have_rows(bench: Bench) -> None:
    case = bench.asked(*ALL_MOVES)
    with bench.office.store.reading() as unit:
        rows = unit.session.scalars(select(DbCaseClock).where(DbCaseClock.instance == case.instance)).all()
    assert [(row.name, row.element, row.target) for row in rows] == [
        ("stated", "inbox_creation/create_inbox", "resolution")
    ]
    assert case.difference is None


def test_an_activity_is_written_once_and_no_other_takes_its_number(bench: Bench) -> None:
    row = activity_of({"service": "a", "process": "b", "element": "c"})
    with bench.office.store.writing() as unit:
        keep_activities(unit.session, [row])
        keep_activities(unit.session, [row])
        assert unit.session.scalars(select(DbActivity).where(DbActivity.id == row["id"])).one().element == "c"
    with pytest.raises(IntegrityError), bench.office.store.writing() as unit:
        keep_activities(unit.session, [{**row, "element": "d"}])


def test_months_are_jalali_and_begin_at_midnight_in_the_office(bench: Bench) -> None:
    zone = ZoneInfo(bench.office.time_zone)
    assert month_words(1405 * 12).en == "Farvardin 1405"
    assert month_words(1405 * 12 + 11).fa == "اسفند ۱۴۰۵"
    for month in range(1403 * 12, 1406 * 12):
        begin = month_begins(month, zone)
        assert month_of(begin, zone) == month
        assert month_of(begin - timedelta(seconds=1), zone) == month - 1
