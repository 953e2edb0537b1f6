"""Letter numbers: no gap and no double, whoever signs when."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.completion.step import CaseEnded
from processes.permissions import NotYours
from tests.processes.build import ON_BY_DESK, REJECT, RETURN, Bench, Case, actor


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
