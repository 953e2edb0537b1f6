"""A small service with clocks for tests: a layer that may ask or get more time, then the contractor, who agrees a date."""

from __future__ import annotations

from pathlib import Path

from processes.change import deploy_files, uploaded
from processes.demo.play import Do
from tests.behaviour.calendars import OFFICE
from tests.processes.build import Bench, Case, actor
from tests.processes.calendars.build import save
from tests.processes.shelf import OWNER

HERE = Path(__file__).parent
QUESTION = "کدام گزارش؟"
ASK = Do("work", {"decision": "ask", "question": QUESTION})
ANSWER = Do("answer", {"answer": "گزارش ماهانه"})
LONGER = Do("work", {"decision": "longer", "more_time": "true"})
DONE = Do("work", {"decision": "done"})


def go(case: Case, *moves: Do) -> Case:
    """Let a case make moves."""
    for move in moves:
        case.do(move.element, move.values)
    return case


def waited(case: Case) -> Case:
    """Let a case ask after two hours, wait three for the answer, and get more time."""
    case.wait(hours=2)
    go(case, ASK).wait(hours=3)
    return go(case, ANSWER, LONGER)


def ship(bench: Bench) -> None:
    """Deploy the service."""
    files = [path for path in sorted(HERE.iterdir()) if path.suffix in (".bpmn", ".form")]
    deploy_files(bench.office, OWNER, [uploaded(path.name, path.read_bytes()) for path in files], reason="برای آزمون")


def begun(bench: Bench) -> Case:
    """Return a new case of the service, which counts by the calendar `OFFICE`."""
    ship(bench)
    save(bench, lambda _: OFFICE)
    moved = bench.office.ask(actor("sarabi"), "clocked", {})
    return Case(bench=bench, instance=moved.instance, tracking=str(moved.command.facts["tracking"]))
