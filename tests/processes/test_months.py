"""The demo office: two hundred cases over some months, in every state, each made by commands and proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.instance.state import InstanceId
from processes.demo import months
from processes.demo.paths import PATHS
from processes.demo.play import Do, short
from processes.demo.retell import HEADS
from processes.letters import Letter
from processes.proof import prove
from processes.tables import DbCase
from tests.processes import build
from tests.processes.build import MONDAY, ORIGIN, Bench

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """An office in which the months were told."""
    with build.copied(prepared, tmp_path_factory.mktemp("months") / "office.db") as made:
        assert months.tell(made.office) == months.CASES
        yield made


def cases(told: Bench) -> list[DbCase]:
    """Return all cases, the first asked for first."""
    with told.office.store.reading() as unit:
        found = list(unit.session.scalars(select(DbCase).order_by(DbCase.asked_at)))
        unit.session.expunge_all()
        return found


def test_every_case_proves_itself(told: Bench) -> None:
    with told.office.store.reading() as unit:
        wrong = {
            case.tracking: str(verdict.first)
            for case in cases(told)
            if not (verdict := prove(unit, InstanceId(case.instance), origin=ORIGIN)).ok
        }
    assert wrong == {}


def test_there_are_cases_of_every_service_over_months(told: Bench) -> None:
    found = cases(told)
    assert len(found) == months.CASES
    assert {case.service for case in found} == set(PATHS)
    assert found[0].asked_at < MONDAY - months.LONG_AGO / 2
    assert all(case.asked_at <= MONDAY for case in found)
    assert len({case.requester_id for case in found}) > 5


def test_some_came_by_telephone_or_in_person_and_the_office_registered_them(told: Bench) -> None:
    registered = [case for case in cases(told) if case.registered_by]
    assert {case.channel for case in registered} == {"phone", "in_person"}
    assert all(case.registered_by == "bagheri" != case.requester_id for case in registered)


def test_something_waits_at_every_desk(told: Bench) -> None:
    with told.office.store.reading() as unit:
        open_now: Counter[tuple[str, str]] = Counter()
        for case in cases(told):
            loaded = unit.load(InstanceId(case.instance))
            assert loaded.state is not None
            began = unit.definition(loaded.definition).process  # triage may have turned it into another since
            open_now.update((began, short(task.element)) for task in loaded.state.tasks.values())
    desks = {
        (service, move.element)
        for service, paths in PATHS.items()
        for path in paths()
        for move in path.moves
        if isinstance(move, Do)
    }
    assert desks - set(open_now) == set()


def letters(told: Bench) -> list[Letter]:
    """Return the letters of all cases."""
    found = [build.Case(bench=told, instance=InstanceId(case.instance), tracking=case.tracking) for case in cases(told)]
    return [letter for case in found for letter in case.letters]


def test_a_letter_that_came_on_paper_was_signed_by_the_head_of_its_unit(told: Bench) -> None:
    signed = [(letter.unit, letter.signer) for letter in letters(told) if letter.registered_by is not None]
    assert signed
    assert all(signer == HEADS[unit] for unit, signer in signed)


def test_letters_are_numbered_in_the_order_of_their_dates(told: Bench) -> None:
    rows = [
        (*str(letter.number).split("/"), letter.signed_at) for letter in letters(told) if letter.signed_by is not None
    ]
    assert rows
    for year, code in {(year, code) for year, code, *_ in rows}:
        in_order = sorted((int(serial), at) for of, unit_code, serial, at in rows if (of, unit_code) == (year, code))
        assert [serial for serial, _ in in_order] == list(range(1, len(in_order) + 1))
        assert [at for _, at in in_order] == sorted(at for _, at in in_order)
