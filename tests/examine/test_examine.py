"""Files are examined together, here or in a process of its own, and every answer is a list of faults."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path

import pytest

from engine.diagram.xml import MAX_BYTES
from engine.examine import Examiner, File, examine, examine_bounded
from processes.deployment import FACTS
from tests.diagram.builder import Bpmn
from tests.diagram.faulty import around, simple
from tests.examine.hostile import HOSTILE

FORM = json.dumps({
    "type": "default", "id": "asked", "schemaVersion": 18,
    "components": [{"type": "textfield", "id": "f", "key": "subject", "label": "موضوع", "properties": {"label_en": "Subject"}}],
}).encode()  # fmt: skip
ASKING = around(Bpmn().user_task("t", form_ref="asked").script("u", "subject"), "t", "u").xml()


def diagram(content: bytes, name: str = "p.bpmn") -> File:
    """Return a diagram's file."""
    return File(kind="diagram", name=name, content=content)


@pytest.mark.parametrize("how", [examine, examine_bounded])
def test_a_diagram_is_checked_with_the_forms_and_diagrams_beside_it(how: object) -> None:
    called = simple("q").xml()
    calling = around(Bpmn().call("c", "q").user_task("t", form_ref="asked"), "c", "t").xml()
    files = [diagram(calling), diagram(called, "q.bpmn"), File(kind="form", name="asked", content=FORM)]

    assert callable(how)
    assert {(fault.file, fault.code) for fault in how(files, groups=["clerks"], variables=[])} == {
        ("p.bpmn", "no-drawing"),
        ("q.bpmn", "no-drawing"),
    }


def test_a_faulty_form_is_a_fault_and_hides_nothing_else() -> None:
    files = [diagram(ASKING), File(kind="form", name="asked", content=b"{"), diagram(b"<x/>", "x.bpmn")]
    found = examine(files, groups=["strangers"], variables=[])

    assert {(fault.file, fault.code) for fault in found} == {
        ("asked.form", "form-unreadable"), ("x.bpmn", "unreadable"), ("p.bpmn", "group-unknown"), ("p.bpmn", "no-drawing"),
    }  # fmt: skip
    assert all(fault.en.startswith("Expected ") and "انتظار" in fault.fa for fault in found)


def test_one_child_serves_request_after_request_and_is_replaced_when_it_stopped() -> None:
    with Examiner(groups=None, variables=["unit"]) as examiner:
        assert [fault.code for fault in examiner.examine([diagram(b"")])] == ["unreadable"]
        first = examiner._child
        assert [fault.code for fault in examiner.examine([diagram(simple().xml())])] == ["no-drawing"]
        assert first is not None
        assert examiner._child is first
        first.kill()
        assert [fault.code for fault in examiner.examine([diagram(simple().xml())])] == ["exceeds-limits"]
        assert [fault.code for fault in examiner.examine([diagram(simple().xml())])] == ["no-drawing"]


def test_what_takes_too_long_is_answered_in_both_languages() -> None:
    with Examiner(groups=None, variables=[], wall=0.01) as examiner:
        [fault] = examiner.examine([diagram(simple().xml())])
    assert (fault.code, fault.severity, fault.file) == ("exceeds-limits", "error", "p.bpmn")
    assert "۵ ثانیه" in fault.fa


@pytest.mark.slow
@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_is_sent_is_answered_in_time(source: bytes) -> None:
    largest, begun = _largest(resource.RUSAGE_CHILDREN), time.perf_counter()
    found = examine_bounded([diagram(source[: MAX_BYTES + 1])], groups=None, variables=())

    assert time.perf_counter() - begun < 6  # five where no other test takes the processor
    assert found
    assert all(fault.en and fault.fa for fault in found)
    # other tests have children too; and every child begins as large as this process is
    assert _largest(resource.RUSAGE_CHILDREN) <= max(largest, _largest(resource.RUSAGE_SELF), 500 * 1024)


def _largest(whose: int) -> int:
    """Return the kilobytes that this process, or the largest child that it has had, took at most."""
    return resource.getrusage(whose).ru_maxrss


def test_the_shipped_diagrams_have_no_faults() -> None:
    folder = Path(__file__).parents[2] / "bpmn_diagrams"
    files = [diagram(path.read_bytes(), path.name) for path in folder.rglob("*.bpmn")]
    forms = [File(kind="form", name=path.stem, content=path.read_bytes()) for path in folder.glob("forms/*.form")]
    tables = [
        File(kind="decision", name=path.name, content=path.read_bytes()) for path in folder.glob("decisions/*.dmn")
    ]

    assert [fault.en for fault in examine([*files, *forms, *tables], groups=None, variables=FACTS)] == []
