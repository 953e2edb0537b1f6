"""Letter numbers: no gap and no double, whoever signs when."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from time import sleep

import pytest

from engine.completion.step import CaseEnded
from processes import numbering
from processes.parts import letter_desk
from processes.permissions import NotYours
from tests.processes.build import MONDAY, ON_BY_DESK, REJECT, RETURN, Bench, Case, actor

pytestmark = pytest.mark.databases


def sign(case: Case, by: str = "tehrani") -> str:
    """Sign a case's letter and return its number."""
    task = case.task("sign_letter")
    case.office.complete(actor(by), case.instance, task.id, case.valid(task, ON_BY_DESK["sign_letter"]))
    return str(case.letters[0].number)


def test_ten_at_once_get_ten_numbers_in_a_row(bench: Bench) -> None:
    cases = [bench.at_desk("sign_letter") for _ in range(10)]
    with ThreadPoolExecutor(10) as threads:
        numbers = list(threads.map(sign, cases))
    assert sorted(numbers, key=lambda number: int(number.split("/")[2])) == [f"1405/120/{n}" for n in range(1, 11)]
    assert all(case.difference is None for case in cases)


def test_ten_who_sign_one_letter_at_once_use_one_number(bench: Bench) -> None:
    case = bench.at_desk("sign_letter")
    task = case.task("sign_letter")
    values = case.valid(task, ON_BY_DESK["sign_letter"])

    def complete(_: int) -> str:
        try:
            case.office.complete(actor("tehrani"), case.instance, task.id, values)
        except Exception as fault:
            return type(fault).__name__
        return "signed"

    with ThreadPoolExecutor(10) as threads:
        assert sorted(threads.map(complete, range(10))) == ["TaskTaken"] * 9 + ["signed"]
    assert sign(bench.at_desk("sign_letter")) == "1405/120/2"
    assert case.difference is None


def test_a_signature_that_is_refused_uses_none(bench: Bench) -> None:
    case, other = bench.at_desk("sign_letter"), bench.at_desk("sign_letter")
    with pytest.raises(NotYours):
        sign(case, by="jafari")
    withdrawn = bench.at_desk("sign_letter")
    task, values = withdrawn.task("sign_letter"), withdrawn.valid(withdrawn.task("sign_letter"), {"decision": "sign"})
    withdrawn.withdraw()
    with pytest.raises(CaseEnded):
        bench.office.complete(actor("tehrani"), withdrawn.instance, task.id, values)
    assert [sign(other), sign(case)] == ["1405/120/1", "1405/120/2"]


@pytest.mark.parametrize("decision", [RETURN, REJECT])
def test_a_director_who_does_not_sign_uses_none(bench: Bench, decision: dict[str, str]) -> None:
    bench.at_desk("sign_letter").do("sign_letter", decision)
    assert sign(bench.at_desk("sign_letter")) == "1405/120/1"


def test_each_unit_has_a_row_of_its_own(bench: Bench) -> None:
    assert sign(bench.at_desk("sign_letter")) == "1405/120/1"
    assert sign(bench.at_desk("sign_letter", person="nouri"), by="jafari") == "1405/130/1"
    assert sign(bench.at_desk("sign_letter")) == "1405/120/2"


def test_the_first_ten_of_a_year_do_not_meet_where_no_row_is_yet(bench: Bench) -> None:
    roads = [bench.at_desk("sign_letter") for _ in range(5)]
    planning = [bench.at_desk("sign_letter", person="nouri") for _ in range(5)]
    with ThreadPoolExecutor(10) as threads:
        ours, theirs = threads.map(sign, roads), threads.map(lambda case: sign(case, by="jafari"), planning)
        assert sorted(ours) == [f"1405/120/{n}" for n in range(1, 6)]
        assert sorted(theirs) == [f"1405/130/{n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("last", "numbers"),
    [
        (datetime(2027, 3, 20, 20, 29, tzinfo=UTC), ["1405/120/1", "1406/120/1"]),  # 1405 has 29 days in Esfand
        (datetime(2030, 3, 20, 20, 29, tzinfo=UTC), ["1408/120/1", "1409/120/1"]),  # 1408 has 30
    ],
)
def test_numbers_begin_anew_in_the_night_to_farvardin_where_the_office_is(
    bench: Bench, last: datetime, numbers: list[str]
) -> None:
    cases = [bench.at_desk("sign_letter") for _ in range(2)]
    given = []
    for case, at in zip(
        cases, (last, last.replace(minute=30)), strict=True
    ):  # a minute before, and at midnight in Tehran
        bench.hands.time = at
        given.append(sign(case))
    assert given == numbers
    assert [case.letters[0].dated.isoformat()[5:] for case in cases] == ["03-20", "03-21"]  # type: ignore[union-attr]  # signed
    assert all(case.difference is None for case in cases)


def test_two_who_hold_no_lock_cannot_use_one_number(bench: Bench) -> None:
    """Two transactions that both read the counter before either wrote it; SQLite lets only one write, PostgreSQL both."""
    for number in ("1405/120/1", "1405/120/2"):
        with bench.office.store.writing() as unit:
            numbering.use_number(unit.session, "roads", number)
        with pytest.raises(numbering.NumberTaken), bench.office.store.writing() as unit:
            numbering.use_number(unit.session, "roads", number)
    with pytest.raises(numbering.NumberTaken), bench.office.store.writing() as unit:
        numbering.use_number(unit.session, "roads", "1405/120/4")  # nor is one left out
    assert sign(bench.at_desk("sign_letter")) == "1405/120/3"


def test_a_number_that_was_read_before_another_used_it_is_refused(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = bench.at_desk("sign_letter"), bench.at_desk("sign_letter")
    monkeypatch.setattr(letter_desk, "next_number", lambda *_: "1405/120/1")
    assert sign(first) == "1405/120/1"
    with pytest.raises(numbering.NumberTaken):
        sign(second)
    monkeypatch.undo()
    assert second.letters[0].number is None
    assert sign(second) == "1405/120/2"


def test_two_sessions_that_are_open_at_once_get_one_number_after_the_other(bench: Bench) -> None:
    drawn, both = list[str](), Barrier(2)

    def draw(_: int) -> None:
        both.wait()
        with bench.office.store.writing() as unit:
            number = numbering.next_number(unit.session, "roads", MONDAY.date())
            sleep(0.05)  # the other one asks meanwhile, and waits
            numbering.use_number(unit.session, "roads", number)
            drawn.append(number)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(draw, range(2)))
    assert drawn == ["1405/120/1", "1405/120/2"]


def test_a_crash_after_the_number_was_used_gives_it_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    case = bench.at_desk("sign_letter")

    def crash(*given: object) -> None:
        numbering.use_number(*given)  # type: ignore[arg-type]  # passed on as it came
        raise OSError("the disk is gone")

    monkeypatch.setattr(letter_desk, "use_number", crash)
    with pytest.raises(OSError, match="the disk is gone"):
        sign(case)
    monkeypatch.undo()
    assert case.open == ["sign_letter"]
    assert [sign(case), sign(bench.at_desk("sign_letter"))] == ["1405/120/1", "1405/120/2"]
    assert case.difference is None
