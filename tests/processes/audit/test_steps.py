"""Stepping through a case: what is to be seen of each step and what is told of it, from running it again; no more than is proven."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from engine.digest import canonical
from engine.form import Words
from engine.store.learning import COMMON
from engine.store.packing import pack_record
from processes import reading
from processes.audit.records import CaseRecords, case_records
from processes.audit.steps import Steps, steps
from processes.erasure import erase
from tests.processes.build import ALL_MOVES, ORIGIN, RETURN, STRANGER, Bench, Case, actor, correction

pytestmark = pytest.mark.databases

AUDITOR = "rahimi"


def stepped(case: Case) -> Steps:
    with case.office.store.reading() as unit:
        who = case.bench.member(AUDITOR)
        return steps(unit, who, reading.find(unit, who, case.tracking), origin=ORIGIN)


TRIGGERS = {
    "sqlite": ("record_no_update", "record_no_delete", "record_no_replace"),
    "postgresql": ("record_append_only ON record",),
}


def recorded(case: Case) -> CaseRecords:
    with case.office.store.reading() as unit:
        who = case.bench.member(AUDITOR)
        found = reading.find(unit, who, case.tracking)
        return case_records(unit, who, found, origin=ORIGIN, files=case.office.files.store)


def forge(case: Case, statement: str, **given: object) -> None:
    """Change a row as somebody with the database's password does; the triggers are out of the way."""
    with case.office.store.writing() as unit:
        for trigger in TRIGGERS[unit.session.get_bind().dialect.name]:
            unit.session.execute(text(f"DROP TRIGGER {trigger}"))
        unit.session.execute(text(statement), given)


def forge_body(case: Case, seq: int, change: Callable[[bytes], bytes]) -> None:
    """Change the body of a record and pack it again."""
    record = case.records[seq - 1]
    forged = pack_record(
        change(canonical(record.body)), canonical(list(record.derived)), instance=case.instance, words=COMMON
    )
    forge(case, "UPDATE record SET words = NULL, packed = :packed WHERE seq = :seq", packed=forged, seq=seq)


def test_every_record_is_a_step_and_the_last_stands_where_the_case_does(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    found = stepped(case)
    assert [step.entry.seq for step in found.steps] == [record.seq for record in case.records]
    assert all(step.proven for step in found.steps)
    standing = {f"{process}/{id}" for process, ids in found.steps[-1].tokens.items() for id in ids}
    assert {task.element for task in case.state.tasks.values()} <= standing
    assert (found.chain, found.replay) == (None, None)


def test_each_step_is_seen_in_the_diagram_where_something_opened_or_went(bench: Bench) -> None:
    found = stepped(bench.asked(*ALL_MOVES))
    seen = list(dict.fromkeys(step.process for step in found.steps))
    assert seen == ["letter_path", "inbox_creation", "confirmation", "office_automation_inbox"]
    assert next(id for id, _ in found.diagrams) == "office_automation_inbox"
    assert {id for id, _ in found.diagrams} == set(seen)
    assert "draft_letter" in found.steps[0].tokens["letter_path"]
    assert "letter" in found.steps[0].tokens["office_automation_inbox"], "the activity that calls it is marked too"
    assert found.steps[-1].tokens == {}


def test_each_pass_of_a_loop_is_a_step_of_its_own_and_says_which_it_is(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    for _ in range(2):
        case.do("paraph_letter", RETURN)
        case.do("correct_letter", correction())
    opened = [(one.about.en, one.times) for step in stepped(case).steps for one in step.told if one.what == "opened"]
    assert [times for name, times in opened if name == "Initial the letter"] == [1, 2, 3]


def test_what_followed_is_told_with_whom_and_until_when(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    step = stepped(case).steps[-1]
    told = {one.what: one for one in step.told}
    assert told["closed_completed"].about.en == "Draft the letter"
    assert [who.en for who in told["opened"].whom] == ["Unit's deputy director-general"]
    assert told["job_set"].until == step.entry.at + timedelta(days=1)  # eight working hours later
    case.work("PT8H")
    late = {one.what: one for one in stepped(case).steps[-1].told}
    assert {"job_fired", "noticed"} <= late.keys()
    assert [who.en for who in late["noticed"].whom] == ["Unit's director-general"]
    assert late["noticed"].more == "delay"


def test_data_are_told_before_and_after_in_the_words_of_the_forms(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.do("paraph_letter", RETURN)
    case.do("correct_letter", correction(letter_subject="درخواست تازه"))
    changes = {change.label.en: change for change in stepped(case).steps[-1].data}
    assert changes["Subject"].before is not None
    assert changes["Subject"].before.fa != changes["Subject"].after.fa == "درخواست تازه"


def test_what_stood_before_is_told_as_the_desk_said_it_that_answered_last(bench: Bench) -> None:
    said: list[Words | None] = [None]
    told: list[tuple[Words | None, Words | None]] = []
    for step in stepped(bench.asked(*ALL_MOVES)).steps:
        told += [(change.before, said[-1]) for change in step.data if change.label.en == "Decision"]
        said += [words for label, words in step.entry.said if label.en == "Decision"]
    assert len({words.en for words in said if words}) > 4, "one key, under which each desk answers in its own words"
    assert len(told) > 2
    assert all(before == last for before, last in told)


def test_what_stood_empty_is_told_as_nothing(bench: Bench) -> None:
    changes = [change for step in stepped(bench.asked(*ALL_MOVES)).steps for change in step.data]
    assert any(change.before is None for change in changes)
    assert all(
        "None" not in (words.fa, words.en) for change in changes for words in (change.before, change.after) if words
    )


def test_a_refused_command_is_a_step_in_which_the_case_stays(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    try:
        bench.office.claim(actor(STRANGER), case.instance, case.task("paraph_letter").id)
    except Exception as refusal:
        said = str(refusal)
    before, step = stepped(case).steps[-2:]
    assert step.entry.refused is not None
    assert step.entry.refused.en == said
    assert (step.entered, step.flows, step.told, step.data) == ({}, {}, [], [])
    assert step.tokens == before.tokens
    assert step.proven
    line = recorded(case).records[-1]
    assert (line.refused_by, line.code, line.actor, line.authn) == ("host", "NotYours", STRANGER, "test")


def test_erased_values_are_said_so_and_the_case_is_still_proven(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    with case.office.store.writing() as unit:
        erase(unit, case.office.files.store, case.instance, list(unit.personal(case.instance)))
    found = stepped(case)
    assert all(step.proven for step in found.steps)
    assert "erased" in {words.en for _, words in found.steps[0].entry.said}
    assert "erased" in {change.after.en for change in found.steps[0].data}
    records = recorded(case)
    assert records.verdict.ok
    assert records.verdict.erased > 0


def test_nothing_is_shown_of_what_is_not_proven(bench: Bench) -> None:
    case = bench.asked(*ALL_MOVES)
    forge_body(case, 3, lambda body: body.replace(b'"decision":"', b'"decision":"un'))
    found = stepped(case)
    assert found.chain is not None
    assert found.replay is not None
    assert [step.proven for step in found.steps[:3]] == [True, True, False]
    assert all(not step.proven and not step.told and not step.entered for step in found.steps[2:])
    assert [step.again for step in found.steps[1:4]] == ["good", "bad", "beyond"]
    assert len(found.steps) == len(case.records)


def test_records_name_the_version_they_ran_on_and_their_verdict(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    found = recorded(case)
    assert [(used.service, used.version) for used in found.versions] == [("office_automation_inbox", 1)]
    assert found.head == found.records[-1].hash
    assert all(line.proven for line in found.records)
    forge(case, "UPDATE record SET hash = '00' WHERE seq = 2")
    broken = recorded(case)
    assert [line.chained for line in broken.records] == ["good", "bad"]


def test_records_that_cannot_be_read_leave_the_verdict(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    forge_body(case, 2, lambda _body: b"{}")
    assert not recorded(case).verdict.ok
    assert recorded(case).records[1].entry is None
