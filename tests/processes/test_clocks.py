"""The clocks of a case in words: what they say at a moment, whom they are shown to, and what the history tells of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.calendar import Exceptional
from processes.casefile import Entry
from processes.clocks import ClockLine
from processes.demo.play import Do
from tests.processes import clocked
from tests.processes.build import ALL_MOVES, MONDAY, STEP, Bench, Case
from tests.processes.calendars.build import save
from tests.processes.clocked import ANSWER, ASK, DONE, QUESTION, go

pytestmark = pytest.mark.databases

ACCEPT, AGREE = Do("accept", {}), Do("agree", {"agreed_on": "2026-11-27"})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def clock(case: Case, key: str, person: str = "karimi") -> ClockLine:
    return next(line for line in case.file(person).clocks if line.key == key)


def told(entry: Entry) -> list[tuple[str, str]]:
    return [(each.what, ", ".join(name.en for name in each.clocks)) for each in entry.clocks]


def test_a_clock_says_what_is_used_and_left_and_until_when(bench: Bench) -> None:
    case = clocked.waited(clocked.begun(bench))
    layer = clock(case, "layer")
    [target] = layer.targets
    assert (layer.name.en, layer.about.en, layer.calendar_name.en) == ("Layer", "Expert of the office", "Office")
    assert (layer.since, layer.state, layer.standing) == (MONDAY, "running", "in_time")
    assert layer.used == target.used == timedelta(minutes=40)
    assert (target.name.en, target.first.en, [more.en for more in target.more]) == (
        "Resolution",
        "8 hours",
        ["4 hours"],
    )
    assert (target.given, target.remaining) == (timedelta(hours=12), timedelta(hours=11, minutes=20))
    assert target.deadline == at(24, 16, 5)
    assert target.percent == 5


def test_a_pause_says_since_when_because_of_what_and_what_was_asked(bench: Bench) -> None:
    case = clocked.begun(bench)
    case.wait(hours=2)
    go(case, ASK)
    layer = clock(case, "layer")
    assert layer.paused is not None
    assert (layer.state, layer.paused.since, layer.paused.until) == ("paused", MONDAY + timedelta(hours=2) + STEP, None)
    assert layer.paused.by.en == "Answer the question"
    assert [(label.en, value.fa) for label, value in layer.paused.asked] == [("Question", QUESTION)]
    assert [target.deadline for target in layer.targets] == [None]
    go(case, ANSWER)
    again = clock(case, "layer")
    assert (again.state, again.paused, len(again.pauses)) == ("running", None, 1)


def test_a_clock_that_stopped_while_it_stood_still_does_so_no_longer(bench: Bench) -> None:
    case = bench.asked(*ALL_MOVES)
    line = clock(case, "case")
    assert (line.state, line.paused) == ("stopped", None)
    assert line.pauses[-1].by.en == "Confirm the result"
    assert line.pauses[-1].until == line.stopped_at
    assert all(target.deadline is not None for target in line.targets)


@pytest.mark.parametrize(
    ("hour", "minute", "standing"),
    [(14, 59, "in_time"), (15, 0, "at_risk"), (16, 59, "at_risk"), (17, 0, "late")],
)
def test_a_target_stands_in_time_then_at_risk_then_late(bench: Bench, hour: int, minute: int, standing: str) -> None:
    case = clocked.begun(bench)
    bench.hands.time = at(23, hour, minute)
    assert clock(case, "layer").standing == standing


def test_the_next_layer_has_its_own_clock_and_the_case_s_runs_on(bench: Bench) -> None:
    case = clocked.begun(bench)
    bench.hands.time = at(23, 9)
    go(case, DONE)
    bench.hands.time = at(23, 11)
    lines = {line.key: line for line in case.file("karimi").clocks}
    assert list(lines) == ["case", "layer", "contract"]
    assert (lines["layer"].state, lines["layer"].stopped_at) == ("stopped", at(23, 9, 5))
    used = {key: line.used for key, line in lines.items()}
    assert used == {"case": timedelta(hours=3), "layer": timedelta(minutes=65), "contract": timedelta(minutes=115)}


def test_a_target_that_was_met_does_not_become_late_while_its_clock_runs_on(bench: Bench) -> None:
    case = clocked.begun(bench)
    bench.hands.time = at(23, 9)
    go(case, DONE, ACCEPT)
    bench.hands.time = at(23, 15)
    response, resolution = clock(case, "contract").targets
    assert (response.key, response.met_at, response.standing) == ("response", at(23, 9, 10), "in_time")
    assert (response.used, response.remaining) == (timedelta(minutes=5), timedelta(minutes=55))
    assert resolution.met_at is None


def test_a_date_that_was_agreed_takes_the_place_of_the_target(bench: Bench) -> None:
    case = clocked.begun(bench)
    bench.hands.time = at(23, 9)
    go(case, DONE, ACCEPT, AGREE)
    _, resolution = clock(case, "contract").targets
    assert resolution.first.en == "until the end of 27 Nov 2026"
    assert resolution.first.fa == "تا پایان جمعه ۶ آذر ۱۴۰۵"
    changed = case.history("karimi")[-1].clocks
    assert [(each.what, each.to and each.to.en) for each in changed] == [
        ("clock_changed", "until the end of 27 Nov 2026")
    ]


def test_a_calendar_that_was_corrected_moves_the_deadline_and_what_was_said_before_stays(bench: Bench) -> None:
    case = clocked.begun(bench)
    before = clock(case, "layer")
    bench.hands.time = at(23, 10)
    closure = Exceptional(day=date(2026, 11, 24), segments=(), name_fa="تعطیل", name_en="Closed", kind="closure")
    save(bench, lambda was: replace(was, exceptions=(closure,)))
    bench.office.correct_calendars()
    assert [line.targets[0].deadline for line in (before, clock(case, "case"))] == [at(23, 17), at(25, 17)]
    assert clock(case, "case").targets[0].given == timedelta(hours=16)
    assert [entry.kind for entry in case.history("karimi")] == ["start", "correct"]


def test_the_contractor_sees_the_contract_s_clock_alone(bench: Bench) -> None:
    case = go(clocked.begun(bench), DONE)
    assert [line.key for line in case.file("mehrabi").clocks] == ["contract"]
    assert [line.key for line in case.file("sarabi").clocks] == ["case", "layer", "contract"]


def test_a_task_has_the_clocks_around_it(bench: Bench) -> None:
    case = clocked.begun(bench)
    assert [line.key for line in case.file("sarabi").clocks_around[case.task("work").id]] == ["case", "layer"]
    go(case, DONE)
    assert [line.key for line in case.file("mehrabi").clocks_around[case.task("accept").id]] == ["contract"]
    assert [line.key for line in case.file("karimi").clocks_around[case.task("accept").id]] == ["case", "contract"]


def test_the_internal_target_of_a_desk_is_not_published_but_at_the_desk_itself(bench: Bench) -> None:
    case = go(clocked.begun(bench), DONE, ACCEPT, AGREE)
    seen = {
        person: "desk" in [line.key for line in case.file(person).clocks] for person in ("karimi", "sarabi", "mehrabi")
    }
    assert seen == {"karimi": True, "sarabi": False, "mehrabi": False}
    around = case.file("mehrabi").clocks_around[case.task("repair").id]
    assert [line.key for line in around] == ["contract", "desk"]


def test_the_history_tells_pauses_and_extensions_and_not_that_clocks_begin_and_stop(bench: Bench) -> None:
    case = clocked.waited(clocked.begun(bench))
    go(case, DONE)
    both = "Case, Layer “Expert of the office”"
    assert [told(entry) for entry in case.history("karimi")] == [
        [],
        [("clock_paused", both)],
        [("clock_resumed", both)],
        [("clock_changed", "Layer “Expert of the office”")],
        [],
    ]
