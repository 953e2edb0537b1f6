"""Cases follow a calendar that was changed: on record in words, the same in every replay, whoever comes by first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from engine.completion.command import Command, Correct
from engine.completion.step import Step, step
from engine.definition import Definition
from engine.engine import Moved
from engine.errors import Broken
from engine.instance.failure import CORRECTION, MOST_ATTEMPTS, Claim, Failure
from engine.instance.state import InstanceId, State
from engine.store.port import Unit
from processes.audit.steps import steps
from processes.calendars import OFFICE, editing, in_force, resting
from processes.host import OfficeHost
from processes.tables import DbActor, DbCase
from tests.processes.build import ORIGIN, STEP, Bench, Case
from tests.processes.calendars.build import closed, save

pytestmark = pytest.mark.databases

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


def due(case: Case) -> datetime:
    """Return when the desk's timer falls due."""
    (job,) = case.state.jobs.values()
    return job.due


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def kinds(case: Case) -> list[str]:
    return [record.body["command"]["type"] for record in case.records]


def test_a_closure_announced_this_morning_moves_the_deadline_of_an_open_case(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    assert due(case) == at(24, 6, 35), "10:05 on Monday, and eight working hours"
    bench.hands.time = at(24, 4, 0)
    save(bench, closed(TUESDAY))
    assert bench.office.correct_calendars() == 1
    assert due(case) == at(25, 6, 35)
    assert bench.office.correct_calendars() == 0
    case.wait(hours=24)
    assert bench.told("tehrani") == []
    case.wait(hours=3)
    assert bench.told("tehrani") == [("delay", "paraph_letter_delay_told")]
    assert kinds(case)[-2:] == ["correct", "fire_timer"]
    assert case.difference is None


def test_the_history_says_who_changed_what_and_why(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    save(bench, closed(TUESDAY), reason="بارش سنگین برف")
    bench.office.correct_calendars()
    entry = case.history()[-1]
    assert (entry.kind, entry.who.en) == ("correct", "Elham Safavi")
    assert [(label.en, words.en) for label, words in entry.said] == [
        ("Working calendar", "Office calendar"),
        ("What changed", "24 Nov 2026: Closure, Snow – added."),
        ("Reason", "بارش سنگین برف"),
    ]
    assert [label.fa for label, _ in entry.said] == ["تقویم کاری", "تغییر", "دلیل"]
    with bench.office.store.reading() as unit:
        made = steps(unit, bench.member("rahimi"), unit.session.get_one(DbCase, case.instance), origin=ORIGIN).steps
    assert made[-1].entry.kind == "correct"
    assert made[-1].proven
    assert [told.what for told in made[-1].told] == ["job_moved"]


def test_who_keeps_the_calendars_takes_no_part_in_the_cases(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    save(bench, closed(TUESDAY))
    bench.office.correct_calendars()
    with bench.office.store.reading() as unit:
        of_case = {"instance": case.instance, "person_id": "safavi"}
        assert unit.session.query(DbActor).filter_by(**of_case).count() == 0


def test_whatever_happens_first_in_a_case_finds_it_corrected(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    save(bench, closed(TUESDAY))
    case.go_on("paraph_letter")
    assert kinds(case)[-2:] == ["correct", "complete"]
    assert due(case) == at(25, 6, 40)
    assert case.difference is None


def test_a_timer_that_was_due_before_the_change_has_fired_before_it(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    bench.hands.time = at(24, 8, 0)
    save(bench, closed(TUESDAY))
    bench.office.correct_calendars()
    assert kinds(case)[-2:] == ["fire_timer", "correct"]
    assert case.difference is None


def test_each_version_is_a_correction_of_its_own_by_who_saved_it(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    save(bench, closed(TUESDAY))
    bench.hands.time += STEP
    save(bench, closed(WEDNESDAY))
    bench.hands.time += STEP
    bench.office.correct_calendars()
    corrections = [record.body for record in case.records if record.body["command"]["type"] == "correct"]
    assert [datetime.fromisoformat(body["at"]) for body in corrections] == [at(23, 6, 35), at(23, 6, 40)]
    assert due(case) == at(28, 6, 35)
    with bench.office.store.reading() as unit:
        assert case.state.variables["calendars"] == {OFFICE: in_force(unit.session, OFFICE)}
    assert case.difference is None


def test_a_change_that_was_taken_back_before_anybody_followed_it_is_none(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    save(bench, closed(TUESDAY))
    save(bench, lambda calendar: editing.without_exceptions(calendar, TUESDAY, TUESDAY))
    assert bench.office.correct_calendars() == 0
    assert "correct" not in kinds(case)


def test_a_case_that_ended_stays_as_it_is(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.withdraw()
    save(bench, closed(TUESDAY))
    assert bench.office.correct_calendars() == 0
    assert "correct" not in kinds(case)


def test_one_that_cannot_be_corrected_is_held_back_and_keeps_no_other_waiting(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [bench.at_desk("paraph_letter") for _ in range(3)]
    save(bench, closed(TUESDAY))
    host, spoilt = type(bench.office.engine.host), cases[1].instance
    project = host.project

    def fails_of_one(self: OfficeHost, unit: Unit, moved: Moved) -> Sequence[Command]:
        if moved.instance == spoilt:
            raise Broken
        return project(self, unit, moved)

    monkeypatch.setattr(host, "project", fails_of_one)
    assert bench.office.correct_calendars() == 2
    failed = failure_of(bench, spoilt)
    assert failed is not None
    assert (failed.attempts, failed.cause.code) == (1, "Broken")
    monkeypatch.setattr(host, "project", project)
    assert bench.office.correct_calendars() == 0, "not before its time"
    bench.hands.time += timedelta(minutes=1)
    assert bench.office.correct_calendars() == 1
    assert failure_of(bench, spoilt) is None
    assert {due(case).day for case in cases} == {25}


def test_a_correction_that_the_case_refuses_is_on_record_once_and_becomes_an_incident(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = bench.at_desk("paraph_letter")
    save(bench, closed(TUESDAY))

    def refuses(definition: Definition, state: State | None, command: Command, *more: Any) -> Step:
        if isinstance(command, Correct):
            raise Broken
        return step(definition, state, command, *more)

    monkeypatch.setattr("engine.run.step", refuses)
    for _ in range(MOST_ATTEMPTS + 1):
        assert bench.office.correct_calendars() == 0
        bench.hands.time += timedelta(hours=2)
    failed = failure_of(bench, case.instance)
    assert failed is not None
    assert (failed.attempts, failed.next_at, failed.cause.code) == (MOST_ATTEMPTS, None, "Broken")
    assert kinds(case).count("correct") == 1


def failure_of(bench: Bench, instance: InstanceId) -> Failure | None:
    with bench.office.store.writing() as unit:
        return unit.failure(instance, CORRECTION)


def test_what_a_crash_left_is_found_again(bench: Bench) -> None:
    for _ in range(3):
        bench.at_desk("paraph_letter")
    save(bench, closed(TUESDAY))
    answers = iter([True, False])
    assert bench.office.correct_calendars(lambda: next(answers)) == 1
    assert bench.office.correct_calendars() == 2


def test_a_look_at_an_office_in_which_no_case_is_behind_costs_the_same_however_many_there_are(bench: Bench) -> None:
    counts = list[int]()
    for _ in range(3):
        bench.at_desk("paraph_letter")
        with bench.counting() as statements:
            assert bench.office.correct_calendars() == 0
        counts.append(len(statements))
    assert len(set(counts)) == 1


def test_cases_that_are_behind_are_taken_one_by_one(bench: Bench) -> None:
    case = bench.ask()
    save(bench, closed(TUESDAY))
    now = bench.hands.time
    with bench.office.store.writing() as unit:
        assert resting.take(unit.session, now) == Claim(instance=case.instance, subject=CORRECTION)
    assert bench.office.correct_calendars() == 1
    with bench.office.store.writing() as unit:
        assert resting.take(unit.session, now) is None


def test_an_office_whose_calendar_was_touched_says_so_and_its_cases_stand(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    save(bench, closed(TUESDAY))
    with bench.office.store.writing() as unit:
        from sqlalchemy import text

        unit.session.execute(text("UPDATE calendar SET content = replace(content, 'Tehran', 'Berlin')"))
    bench.office.store._calendars.clear()  # type: ignore[attr-defined]  # as after a restart
    assert bench.office.correct_calendars() == 0
    assert "correct" not in kinds(case)
    assert case.difference is not None
