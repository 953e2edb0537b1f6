"""Cases are found by service, period, unit, person, lateness, outcome and refused commands; sorted, counted, in parts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from engine.errors import KartablError
from engine.form.digits import to_persian
from processes.audit import found as finding
from processes.audit.asked import Asked
from processes.audit.choices import choices
from processes.audit.people import meant
from tests.processes.build import ALL_MOVES, REJECT, STRANGER, ZONE, Bench, Case, actor

pytestmark = pytest.mark.databases


@pytest.fixture
def office(bench: Bench) -> dict[str, Case]:
    """Four cases: one confirmed, one rejected by a desk, one that is late, one of another unit that somebody else tried to do."""
    bench = bench
    confirmed = bench.asked(*ALL_MOVES)
    rejected = bench.at_desk("paraph_letter")
    rejected.do("paraph_letter", REJECT)
    late = bench.at_desk("paraph_letter")
    late.work("PT9H")
    bench.hands.time = bench.hands.time.replace(day=bench.hands.time.day + 2)
    other = bench.ask("nouri")
    with suppress(KartablError):
        bench.office.claim(actor(STRANGER), other.instance, other.task("draft_letter").id)
    return {"confirmed": confirmed, "rejected": rejected, "late": late, "other": other}


def names(office: dict[str, Case], asked: Asked) -> list[str]:
    """Return the names of the cases that are found, as they are sorted."""
    by_instance = {case.instance: name for name, case in office.items()}
    bench = next(iter(office.values())).bench
    with bench.office.store.reading() as unit:
        shown = finding.found(unit, asked, ZONE, offset=0, limit=10)
        assert [line.instance for line in finding.every(unit, asked, ZONE)] == [line.instance for line in shown]
        assert finding.totals(unit.session, asked, ZONE).cases == len(shown)
    return [by_instance[line.instance] for line in shown]


def test_cases_are_found_by_all_that_is_asked(office: dict[str, Case]) -> None:
    day = office["confirmed"].row.asked_at.date()
    later = office["other"].row.asked_at.date()
    for asked, expected in [
        (Asked(), {"confirmed", "rejected", "late", "other"}),
        (Asked(service="office_automation_inbox"), {"confirmed", "rejected", "late", "other"}),
        (Asked(service="sajad_inbox"), set()),
        (Asked(unit="finance"), {"other"}),
        (Asked(since=later), {"other"}),
        (Asked(until=day), {"confirmed", "rejected", "late"}),
        (Asked(since=day, until=day, dated_by="ended"), {"confirmed", "rejected"}),
        (Asked(late="delay"), {"late"}),
        (Asked(late="breach"), set()),
        (Asked(late="neither"), {"confirmed", "rejected", "other"}),
        (Asked(outcome="open"), {"late", "other"}),
        (Asked(outcome="confirmed"), {"confirmed"}),
        (Asked(outcome="lapsed"), set()),
        (Asked(outcome="otherwise"), {"rejected"}),
        (Asked(outcome=str(office["rejected"].row.outcome)), {"rejected"}),
        (Asked(refused=True), {"other"}),
        (Asked(unit="roads", outcome="open"), {"late"}),
        (Asked(tracking=to_persian(office["late"].tracking)), {"late"}),
        (Asked(tracking=f"{office['late'].tracking[:3]} {office['late'].tracking[3:7]}"), {"late"}),
        (Asked(tracking="%"), set()),
    ]:
        assert set(names(office, asked)) == expected, asked


def test_a_period_is_of_days_where_the_office_is(office: dict[str, Case]) -> None:
    """Half past nine in the evening in Greenwich is already the next day in Tehran."""
    case = office["other"]
    with case.office.store.writing() as unit:
        row = unit.session.merge(case.row)
        row.asked_at = row.asked_at.replace(hour=21, minute=30)
    day = case.row.asked_at.date()
    assert "other" not in names(office, Asked(until=day))
    assert names(office, Asked(since=date.fromordinal(day.toordinal() + 1))) == ["other"]


def test_cases_are_found_by_a_person_as_what_he_or_she_had_to_do_with_it(office: dict[str, Case]) -> None:
    for asked, expected in [
        (Asked(person="nouri"), {"other"}),
        (Asked(person="moradi"), {"confirmed", "rejected"}),
        (Asked(person="moradi", capacity="requester"), set()),
        (Asked(person="moradi", capacity="actor"), {"confirmed", "rejected"}),
        (Asked(person="moradi", capacity="principal"), set()),
        (Asked(person="مرادي"), {"confirmed", "rejected"}),
        (Asked(person="no such name"), set()),
    ]:
        assert set(names(office, asked)) == expected, asked


def test_they_are_sorted_by_every_column_both_ways(office: dict[str, Case]) -> None:
    assert names(office, Asked(order="-asked")) == ["other", "late", "rejected", "confirmed"]
    assert names(office, Asked(order="asked")) == ["confirmed", "rejected", "late", "other"]
    assert names(office, Asked(order="-refused"))[0] == "other"
    assert set(names(office, Asked(order="-ended"))[2:]) == {"late", "other"}, "what has not ended comes last"
    assert set(names(office, Asked(order="ended"))[2:]) == {"late", "other"}
    for order in ("service", "unit", "moved", "breached"):
        assert len(names(office, Asked(order=f"-{order}"))) == 4


def test_what_was_found_is_counted_and_read_in_parts(office: dict[str, Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "AT_ONCE", 1)
    assert len(names(office, Asked())) == 4
    bench = office["late"].bench
    with bench.office.store.reading() as unit:
        sums = finding.totals(unit.session, Asked(), ZONE)
        rest = finding.found(unit, Asked(), ZONE, offset=3, limit=10)
    assert (sums.cases, sums.open, sums.confirmed, sums.lapsed, sums.otherwise) == (4, 2, 1, 0, 1)
    assert (sums.delayed, sums.breached, sums.with_refused) == (1, 0, 1)
    assert sums.records == sum(len(case.records) for case in office.values())
    assert [line.tracking for line in rest] == [office["confirmed"].tracking]


def test_ends_that_are_called_the_same_are_one_choice(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        offered = choices(unit)
    assert len({words for _, words in offered.ends}) == len(offered.ends)
    assert {"office_automation_inbox", "site_builder_access"} <= {key for key, _ in offered.services}


def test_a_name_is_understood_in_either_language_and_spelling(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        for typed, expected in [
            ("sarabi", {"sarabi"}),
            ("سرابی مریم", {"sarabi"}),
            ("maryam", {"sarabi"}),
            (" ", set()),
        ]:
            assert set(meant(unit.session, typed)) == expected, typed


def test_an_order_that_is_none_is_the_usual_one(office: dict[str, Case]) -> None:
    assert names(office, replace(Asked(), order="-nonsense"))[0] == "other"
