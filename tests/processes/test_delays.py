"""Delays (R3): each desk's goes to its own superior; of the stated time a reminder, then a breach that somebody handles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from processes import clock
from processes.clock import ClockBackwards
from processes.demo.play import short
from processes.office import open_office
from processes.told import mark_read, unread
from tests.processes.build import MONDAY, ON_BY_DESK, ORIGIN, ZONE, Bench, Case, actor, letter

SUPERIOR = {
    "paraph_letter": "tehrani",
    "sign_letter": "moradi",
    "refer_to_admin": "azadi",
    "approve_admin": "hosseini",
    "refer_to_it": "azadi",
    "order_creation": "shams",
    "sign_reply": "shams",
}
"""Who is told that a desk is late, in a case of the roads."""
EXTEND = {"breach_action": "extend", "breach_by": "PT2H", "breach_note": "تا عصر"}
REASSIGN = {"breach_action": "reassign", "expert": "ziaei", "breach_note": "باقری در مأموریت است"}


def kinds(case: Case) -> list[str]:
    """Return the kinds of the commands on record."""
    return [record.body["command"]["type"] for record in case.records]


@pytest.mark.parametrize("desk", SUPERIOR)
def test_a_desk_s_delay_is_told_to_its_own_superior_once(bench: Bench, desk: str) -> None:
    case = bench.at_desk(desk)
    case.work("PT7H59M")
    assert bench.told(SUPERIOR[desk]) == []
    case.work("PT1M")
    case.wait(days=1)
    everybody = [*SUPERIOR.values(), "ghasemi", "jafari", "rostami", "farhadi", "sarabi", "safavi"]
    assert {who: bench.told(who) for who in everybody if bench.told(who)} == {
        SUPERIOR[desk]: [("delay", f"{desk}_delay_told")]
    }
    assert case.open == [desk]


def test_a_desk_that_is_in_time_is_told_on_to_nobody(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.go_on("paraph_letter")
    case.work("PT7H")
    assert bench.told("tehrani") == []


def test_the_expert_is_reminded_at_the_lower_bound_from_the_order_on(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT59M")
    assert bench.told("bagheri") == []
    case.work("PT1M")
    assert bench.told("bagheri") == [("reminder", "expert_reminded")]
    assert bench.told("ziaei") == []


def test_at_the_upper_bound_the_deputy_handles_the_breach_while_the_work_goes_on(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT2H")
    assert case.open == ["create_inbox", "handle_breach"]
    assert [short(line.element) for line in bench.tray("shams").of_my_roles] == ["handle_breach"]
    assert bench.told("shams") == [("breach", "breach_told")]
    case.do("handle_breach", EXTEND)
    assert case.open == ["create_inbox"]
    assert case.task("create_inbox").assignee == "bagheri"


def test_another_expert_gets_the_work_in_the_transaction_of_the_decision(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT2H")
    case.do("handle_breach", REASSIGN)
    decided, given = case.records[-2:]
    assert kinds(case)[-2:] == ["complete", "assign"]
    assert given.body["command"]["assignee"] == "ziaei"
    assert given.body["actor"] == decided.body["actor"]
    assert given.body["at"] == decided.body["at"]
    assert [short(line.element) for line in bench.tray("ziaei").mine] == ["create_inbox"]
    assert bench.tray("bagheri").mine == []
    entry = case.history()[-1]
    assert (entry.kind, entry.given_to and entry.given_to.en) == ("assign", "Mina Ziaei")
    assert case.difference is None


def test_the_work_given_to_who_has_it_already_is_not_given_again(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT2H")
    case.do("handle_breach", {**REASSIGN, "expert": "bagheri"})
    assert kinds(case)[-1] == "complete"
    assert case.task("create_inbox").assignee == "bagheri"


def test_r3_a_breach_that_nobody_handles_is_told_to_the_director(bench: Bench) -> None:
    """R3: the escalation has a superior too."""
    case = bench.at_desk("create_inbox")
    case.work("PT2H")
    case.work("PT8H")
    assert bench.told("karimi") == [("delay", "handle_breach_delay_told")]
    assert case.open == ["create_inbox", "handle_breach"]


def test_work_done_while_the_breach_is_open_takes_the_breach_with_it(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT2H")
    case.go_on("create_inbox")
    assert case.open == ["sign_reply"]
    assert bench.tray("shams").of_my_roles == []


def test_after_reassignment_and_rework_the_new_expert_is_reminded(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT2H")
    case.do("handle_breach", REASSIGN)
    case.go_on("create_inbox")
    case.do("sign_reply", {"decision": "rework", "reason": "ناقص است"})
    assert case.task("create_inbox").assignee == "ziaei"
    case.work("PT1H")
    assert bench.told("ziaei") == [("reminder", "expert_reminded")]


def test_the_reminder_goes_to_whoever_has_the_work_now(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    task = case.task("create_inbox").id
    bench.office.release(actor("bagheri"), case.instance, task)
    bench.office.claim(actor("ziaei"), case.instance, task)
    case.work("PT1H")
    assert (bench.told("ziaei"), bench.told("bagheri")) == ([("reminder", "expert_reminded")], [])
    assert case.difference is None


def test_timers_that_fell_due_while_nobody_ran_are_dated_when_they_fell_due(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    due = [bench.later(amount) for amount in ("PT1H", "PT2H", "PT10H")]
    bench.hands.time += timedelta(days=3)
    restarted = open_office(
        case.office.store, origin=ORIGIN, time_zone=ZONE, files=bench.office.files, now=bench.hands.now
    )
    assert restarted.fire_due() == 1
    fired = [record.body["at"] for record in case.records[-3:]]
    assert fired == [at.isoformat() for at in due]
    assert restarted.fire_due() == 0
    assert case.difference is None


def test_a_command_finds_what_is_late_fired_before_it(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    bench.hands.time = bench.later("PT9H")
    case.do("paraph_letter", ON_BY_DESK["paraph_letter"])
    assert kinds(case)[-2:] == ["fire_timer", "complete"]
    assert bench.told("tehrani") == [("delay", "paraph_letter_delay_told")]


def test_everything_that_is_due_fires_at_once_however_much_it_is(bench: Bench) -> None:
    cases = [bench.asked() for _ in range(3)]
    for case in cases:
        case.do("draft_letter", letter())
    assert bench.office.fire_due() == 0
    bench.hands.time = bench.later("PT9H")
    assert bench.office.fire_due() == 3
    assert bench.told("tehrani") == [("delay", "paraph_letter_delay_told")] * 3


def test_a_notice_is_new_until_it_is_read_by_each(bench: Bench) -> None:
    case = bench.at_desk("order_creation")
    case.work("PT8H")
    shams = bench.member("shams")
    assert bench.told("karimi") == []
    with bench.office.store.writing() as unit:
        assert unread(unit.session, shams) == 1
        mark_read(unit.session, shams)
    with bench.office.store.writing() as unit:
        assert unread(unit.session, shams) == 0
        mark_read(unit.session, shams)


# -- the office's clock


def test_the_clock_goes_forward_only_and_not_for_ever(bench: Bench) -> None:
    with bench.office.store.writing() as unit:
        before = clock.now(unit.session)
        after = clock.advance(unit.session, timedelta(hours=9))
        assert timedelta(hours=9) <= after - before < timedelta(hours=9, minutes=1)
        assert clock.ahead(unit.session) == timedelta(hours=9)
        for by in (timedelta(seconds=-1), clock.FARTHEST):
            with pytest.raises(ClockBackwards):
                clock.advance(unit.session, by)
        assert clock.ahead(unit.session) == timedelta(hours=9)


def test_an_office_is_as_far_ahead_as_its_clock_was_set(bench: Bench) -> None:
    demo = open_office(bench.office.store, origin=ORIGIN, time_zone=ZONE, files=bench.office.files)
    before = demo.time()
    with bench.office.store.writing() as unit:
        clock.advance(unit.session, timedelta(days=7))
    assert demo.time() - before >= timedelta(days=7)
    assert before != MONDAY
