"""Comments on a case: on record, sealed, proven, told; and the notices of tasks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.completion.command import Assign
from engine.completion.derived import Happening
from engine.completion.step import CaseEnded
from engine.engine import Moved
from processes import notices
from processes.permissions import NotYours
from processes.tables import DbCase, DbComment
from tests.processes.build import Bench, Case, actor
from tests.processes.test_permissions import those_who_may

TEXT = "با آقای کاظمی تماس گرفته شد"


def remark(case: Case, person: str, text: str = TEXT) -> Moved:
    """Let somebody comment."""
    return case.office.comment(actor(person), case.instance, text)


def test_a_comment_changes_nothing_and_is_on_record(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    before = case.state.digest
    moved = remark(case, "moradi")
    assert (case.state.digest, moved.derived) == (before, ())
    assert moved.record.body["command"]["type"] == "comment"
    file = case.file()
    assert [(each.who.fa, each.text) for each in file.remarks] == [("کاوه مرادی", TEXT)]
    assert (case.history()[-1].kind, case.history()[-1].said[0][1].fa) == ("comment", TEXT)
    assert case.difference is None


def test_what_is_remarked_is_kept_beside_the_history(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    remark(case, "moradi")
    assert "کاظمی" not in str(case.records[-1].body)


def test_all_who_see_the_case_comment_but_the_auditor_and_nobody_else(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    may = {"sarabi", "moradi", "tehrani", "karimi", "shams", "safavi"}
    assert those_who_may(lambda person: remark(case, person)) == may


def test_an_ended_case_takes_no_comment(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.withdraw()
    with pytest.raises(CaseEnded):
        remark(case, "sarabi")
    assert case.file().remarks == []


def test_r14_who_sees_it_for_an_absent_one_remarks_so(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    bench.absent("moradi", "kazemi")
    remark(case, "kazemi")
    with case.office.store.reading() as unit:
        row = unit.session.get_one(DbComment, (case.instance, case.records[-1].seq))
        assert (row.person_id, row.on_behalf_of) == ("kazemi", "moradi")
    assert case.difference is None


def test_a_forged_comment_is_found(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    remark(case, "moradi")
    with case.office.store.writing() as unit:
        unit.session.get_one(DbComment, (case.instance, case.records[-1].seq)).text = "چیز دیگری"
    assert case.difference is not None
    assert "comment" in str(case.difference)


def test_the_requester_and_who_has_work_are_told_of_a_comment_and_nobody_of_his_own(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.office.claim(actor("moradi"), case.instance, case.task("paraph_letter").id)
    remark(case, "karimi")
    assert (bench.told("sarabi"), bench.told("moradi"), bench.told("karimi")) == (
        [("comment", "")],
        [("comment", "")],
        [],
    )
    remark(case, "sarabi")
    assert (len(bench.told("sarabi")), len(bench.told("moradi"))) == (1, 2)
    with pytest.raises(NotYours):
        remark(case, "nouri")
    assert len(bench.told("sarabi")) == 1


def test_a_task_that_somebody_else_gave_is_told_and_one_s_own_is_not(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    assert bench.told_all("sarabi") == []  # the draft was his own doing
    case.office.claim(actor("moradi"), case.instance, case.task("paraph_letter").id)
    assert bench.told_all("moradi") == []
    case.do("paraph_letter", {"decision": "return", "reason": "کامل نیست"})
    [(kind, element)] = bench.told_all("sarabi")
    assert (kind, element.rpartition("/")[2]) == ("assigned", "correct_letter")


@pytest.mark.parametrize(("asked", "told"), [("sarabi", ["question"]), ("tehrani", ["assigned"])])
def test_whom_the_diagram_tells_of_a_task_is_told_once(bench: Bench, asked: str, told: list[str]) -> None:
    case = bench.at_desk("paraph_letter")
    question = {"message": "notice", "element": "asked", "properties": {"notice": "question", "recipient": asked}}
    opened = {"task": "9.1", "element": "answer", "assignee": "sarabi"}
    step = replace(
        remark(case, "karimi"), derived=(Happening("sent", question), Happening("opened", opened)), command=claim(case)
    )
    with case.office.store.writing() as unit:
        notices.send(unit.session, step, unit.session.get_one(DbCase, case.instance))
    assert [kind for kind, _ in bench.told_all("sarabi") if kind != "comment"] == told


def claim(case: Case) -> Assign:
    """Return a command of somebody else."""
    return Assign(actor=actor("karimi"), at=case.bench.hands.time, task="1.1", assignee=None)
