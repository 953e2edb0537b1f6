"""`kartabl check` names every fault of every file, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.diagram.builder import Bpmn
from tests.diagram.faulty import around
from web.commands.check import run

FACTS = {"file", "line", "element", "name", "severity", "code", "en", "fa"}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two faulty files and a sound one; the faulty ones have faults of several kinds at once."""
    drawn = around(Bpmn().task("t"), "t").xml(drawn=True)
    several = around(Bpmn(isExecutable=False).user_task("t", candidate_groups=None, due_date="soon"), "t").xml()
    contents = {"sound.bpmn": drawn, "several.bpmn": several, "no.bpmn": b"<!DOCTYPE d><d/>"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in contents]


def test_json_has_all_faults_of_all_files(files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files, as_json=True, language="en") == 1
    answer = json.loads(capsys.readouterr().out)

    assert (answer["checked"], answer["ok"]) == (3, False)
    assert all(set(fault) == FACTS for fault in answer["faults"])
    errors = {(Path(fault["file"]).name, fault["code"]) for fault in answer["faults"] if fault["severity"] == "error"}
    assert errors == {
        ("several.bpmn", "not-executable"), ("several.bpmn", "user-task-unassigned"), ("several.bpmn", "date-malformed"),
        ("no.bpmn", "unreadable"),
    }  # fmt: skip


def test_people_read_one_line_for_each_fault(files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files[1:2], as_json=False, language="fa") == 1
    *lines, last = capsys.readouterr().out.splitlines()

    assert last == "1 checked: faulty"
    assert all(line.startswith(f"{files[1]}:") and "انتظار" in line for line in lines)


def test_a_sound_file_ends_well(files: list[Path]) -> None:
    assert run(files[:1], as_json=True, language="en") == 0
