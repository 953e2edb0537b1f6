"""What failed until it was tried no more is told, and tried again when an administrator says so, on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.completion.command import Command
from engine.engine import Moved
from engine.instance.failure import MOST_ATTEMPTS
from engine.store.port import Unit
from processes.draining import drain
from processes.host import OfficeHost
from processes.keeping import record
from processes.keeping.incidents import retry, retry_all
from processes.keeping.read.incidents import Incident, held_back, incident_list
from processes.keeping.rules import NoSuchRow
from tests.processes.build import Bench, Case

Mend = Callable[[], None]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Mend:
    """An office that cannot follow its clocks, until it is mended."""
    project = OfficeHost.project

    def fails(host: OfficeHost, unit: Unit, moved: Moved) -> list[Command]:
        if moved.command.kind == "fire_timer":
            raise RuntimeError("the row of Kazemi is broken")
        return list(project(host, unit, moved))

    monkeypatch.setattr(OfficeHost, "project", fails)
    return lambda: monkeypatch.setattr(OfficeHost, "project", project)


def incidents(bench: Bench) -> list[Incident]:
    with bench.office.store.reading() as unit:
        return list(incident_list(unit, 1).lines)


def late(bench: Bench, cases: int = 1) -> list[Case]:
    """Return cases whose timers fell due and failed until nobody tried any more."""
    found = [bench.at_desk("paraph_letter") for _ in range(cases)]
    bench.hands.time = bench.later("PT9H")
    for _ in range(MOST_ATTEMPTS):
        drain(bench.office)
        bench.hands.time += timedelta(hours=2)
    return found


def again(bench: Bench, tracking: str | None = None) -> int:
    by = record.By(person="safavi", at=bench.hands.time)
    with bench.office.store.writing() as unit:
        return retry_all(unit.session, by) if tracking is None else retry(unit.session, by, tracking)


def test_a_failure_is_held_back_at_first_and_an_incident_in_the_end(bench: Bench, broken: Mend) -> None:
    case = bench.at_desk("paraph_letter")
    bench.hands.time = bench.later("PT9H")
    assert drain(bench.office).fired == 0
    with bench.office.store.reading() as unit:
        assert (incident_list(unit, 1).total, held_back(unit.session)) == (0, 1)
    since = bench.hands.time
    for _ in range(MOST_ATTEMPTS - 1):
        bench.hands.time += timedelta(hours=2)
        drain(bench.office)
    [found] = incidents(bench)
    assert (found.tracking, found.since, found.attempts) == (case.tracking, since, MOST_ATTEMPTS)
    assert (found.code, found.where.en) == ("RuntimeError", "Initialling delayed")
    assert "Kazemi" not in found.cause.en + found.cause.fa


def test_tried_again_when_the_cause_is_gone_it_is_done_and_forgotten(bench: Bench, broken: Mend) -> None:
    [case] = late(bench)
    assert again(bench, case.tracking) == 1
    drain(bench.office)
    assert len(incidents(bench)) == 1, "the cause is still there: an incident at once"
    broken()
    drain(bench.office)
    assert len(incidents(bench)) == 1, "nobody said so"
    again(bench, case.tracking)
    assert drain(bench.office).fired == 1
    assert incidents(bench) == []
    assert case.difference is None
    with pytest.raises(NoSuchRow):
        again(bench, case.tracking)


def test_all_are_tried_again_at_once_and_who_said_so_is_on_record(bench: Bench, broken: Mend) -> None:
    late(bench, cases=3)
    broken()
    assert again(bench) == 3
    assert drain(bench.office).fired == 3
    with bench.office.store.reading() as unit:
        changes = record.changes(unit.session, table="failure")
    assert [change.by for change in changes] == ["safavi"] * 3
    assert {change.before["next_at"] for change in changes if change.before} == {None}


def test_a_case_that_was_ended_is_no_incident(bench: Bench, broken: Mend) -> None:
    [case] = late(bench)
    broken()
    case.withdraw()
    assert incidents(bench) == []
    assert again(bench) == 0
