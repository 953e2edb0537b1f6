"""Cases follow a calendar that was changed: on record in words, the same in every replay, whoever comes by first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from engine.engine import Engine
from engine.errors import Broken
from engine.instance.state import InstanceId
from processes.audit.steps import steps
from processes.calendars import OFFICE, editing, in_force, resting
from processes.tables import DbActor, DbCase, DbParticipant
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
        assert unit.session.query(DbParticipant).filter_by(**of_case).count() == 0
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


def test_many_cases_are_corrected_in_batches_and_one_that_cannot_be_keeps_no_other_waiting(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [bench.at_desk("paraph_letter") for _ in range(5)]
    save(bench, closed(TUESDAY))
    monkeypatch.setattr("processes.office.CORRECTED_AT_ONCE", 2)
    fire, spoilt = Engine.fire_late, cases[2].instance

    def fails_of_one(engine: Engine, instance: InstanceId, now: datetime) -> Sequence[object]:
        if instance == spoilt:
            raise Broken
        return fire(engine, instance, now)

    monkeypatch.setattr(Engine, "fire_late", fails_of_one)
    assert bench.office.correct_calendars() == 4
    monkeypatch.setattr(Engine, "fire_late", fire)
    assert bench.office.correct_calendars() == 1
    assert {due(case).day for case in cases} == {25}


def test_what_a_crash_left_is_found_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        bench.at_desk("paraph_letter")
    save(bench, closed(TUESDAY))
    fire, done = Engine.fire_late, list[str]()

    def crashes_after_one(engine: Engine, instance: InstanceId, now: datetime) -> Sequence[object]:
        if done:
            raise KeyboardInterrupt
        done.append(instance)
        return fire(engine, instance, now)

    monkeypatch.setattr(Engine, "fire_late", crashes_after_one)
    with pytest.raises(KeyboardInterrupt):
        bench.office.correct_calendars()
    monkeypatch.setattr(Engine, "fire_late", fire)
    assert bench.office.correct_calendars() == 2


def test_a_look_at_an_office_in_which_no_case_is_behind_costs_the_same_however_many_there_are(bench: Bench) -> None:
    counts = list[int]()
    for _ in range(3):
        bench.at_desk("paraph_letter")
        with bench.counting() as statements:
            assert bench.office.correct_calendars() == 0
        counts.append(len(statements))
    assert len(set(counts)) == 1


def test_cases_that_are_behind_are_found_by_index(bench: Bench) -> None:
    bench.ask()
    save(bench, closed(TUESDAY))
    with bench.office.store.reading() as unit:
        assert len(resting.behind(unit.session, 10)) == 1
        assert resting.behind(unit.session, 10, resting.behind(unit.session, 10)) == []
    assert bench.office.correct_calendars() == 1


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
