"""Builders for tests of support: cases of the three services, step by step."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from processes.demo.paths.support import BUG, GUIDANCE, REVISION, turn
from processes.demo.play import Do, Move, Wait
from processes.registration import Registration
from processes.tables import DbContract, DbContractSystem
from tests.processes.build import Bench, Case, actor, raw

REQUESTS = {"support_guidance": GUIDANCE, "support_process_change": REVISION, "support_bug_fix": BUG}
TURNS_AT = {
    "support_guidance": "guide_in_unit",
    "support_process_change": "hand_over_revision",
    "support_bug_fix": "triage",
}
"""Where an expert of each kind may turn a case."""
WITHOUT_LOGIN, WITHOUT_CONTRACT = {"system": "site_builder", "part": ""}, {"system": "attendance", "part": ""}


def asked(
    bench: Bench,
    service: str,
    *moves: Move,
    person: str = "kazemi",
    register: Registration | None = None,
    **changed: str,
) -> Case:
    """Return a case of a service of support, asked for or registered by somebody of the roads, that has made these moves."""
    outcome = bench.office.request_sheet(person, service).validate(raw({**REQUESTS[service], **changed}))
    assert outcome.ok, outcome.faults
    moved = bench.office.ask(actor(person), service, outcome.values, registration=register)
    case = Case(bench=bench, instance=moved.instance, tracking=str(moved.command.facts["tracking"]))
    go(case, *moves)
    return case


def go(case: Case, *moves: Move) -> None:
    """Make moves in a case."""
    for move in moves:
        if isinstance(move, Wait):
            case.work(move.amount)
        elif isinstance(move, Do):
            case.do(move.element, move.values, move.by)


def turned(case: Case, service: str, to: str) -> None:
    """Let an expert of one kind of support turn a case into another."""
    if service == "support_process_change" and case.open == ["authorise"]:
        case.do("authorise", {"decision": "authorise", "note": ""})
    go(case, turn(TURNS_AT[service], to))
    if to == "support_process_change":
        assert case.open in (["describe_revision"], ["authorise"])


def contract_ends(bench: Bench, system: str, on: date) -> None:
    """Let the contract for a system end with a day."""
    with bench.office.store.writing() as unit:
        query = select(DbContract).join(DbContractSystem, DbContractSystem.contract_id == DbContract.id)
        contract = unit.session.scalars(query.where(DbContractSystem.system_id == system)).one()
        contract.until = on


def today(bench: Bench, later: int = 0) -> date:
    """Return the office's day, or one so many days later."""
    with bench.office.store.reading() as unit:
        return bench.office.day(unit.session) + timedelta(days=later)
