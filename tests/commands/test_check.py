"""`kartabl check`: all faults of diagrams at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from processes.deployment import SHIPPED
from web.cli import cli

SERVICE = SHIPPED / "office_automation_inbox.bpmn"
PATH = SHIPPED / "called" / "letter_path.bpmn"


def check(*arguments: Path | str) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli, ["check", *map(str, arguments)])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of a shipped diagram with three faults."""
    shutil.copytree(SHIPPED / "forms", tmp_path / "forms")
    text = PATH.read_text("utf-8")
    for old, new in (
        ('camunda:formKey="desk_paraph"', 'camunda:formKey="no_such_form"'),
        ("correcting = true", "correcting = = 3"),
        ('camunda:candidateGroups="hr_director"', 'camunda:candidateGroups="wizards"'),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "broken.bpmn"
    path.write_text(text, "utf-8")
    return path


def test_what_is_shipped_has_no_errors() -> None:
    diagrams = sorted(SHIPPED.rglob("*.bpmn"))
    assert check(*diagrams).output == f"{len(diagrams)} checked: no errors\n"


def test_all_faults_at_once_with_file_and_line(broken: Path) -> None:
    done = check(broken)
    assert done.exit_code == 1
    for found in ("no_such_form", "wizards", "correcting = = 3"):
        assert found in done.output
    wrong = [line for line in done.output.splitlines() if ": error: " in line]
    assert len(wrong) >= 3
    assert all(line.startswith(f"{broken}:") for line in wrong)
    assert all(int(line.removeprefix(f"{broken}:").partition(":")[0]) > 1 for line in wrong)


def test_as_json_in_both_languages(broken: Path) -> None:
    done = check(broken, "--json")
    told = json.loads(done.output)
    assert (done.exit_code, told["ok"], told["checked"]) == (1, False, 1)
    assert {"file", "line", "element", "name", "severity", "code", "fa", "en"} <= set(told["faults"][0])
    assert json.loads(check(SERVICE, "--json").output)["ok"] is True


def test_in_persian(broken: Path) -> None:
    assert "انتظار" in check(broken, "--language", "fa").output


@pytest.mark.parametrize(
    "content", [b"", b"not XML", b"<a/>", b"\xff\xfe\x00", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_a_file_that_cannot_be_read_is_said_and_the_others_are_checked(
    broken: Path, tmp_path: Path, content: bytes
) -> None:
    unreadable = tmp_path / "unreadable.bpmn"
    unreadable.write_bytes(content)
    done = check(unreadable, broken, SERVICE)
    assert done.exit_code == 1
    assert "unreadable.bpmn" in done.output
    assert "wizards" in done.output
    assert "3 checked: faulty" in done.output
    assert not isinstance(done.exception, Exception) or isinstance(done.exception, SystemExit)


def test_a_form_that_cannot_be_read_is_said(broken: Path) -> None:
    (broken.parent / "forms" / "desk_order.form").write_text("{", "utf-8")
    done = check(broken)
    assert done.exit_code == 1
    assert "desk_order" in done.output


def test_a_file_that_is_not_there_is_not_understood() -> None:
    assert check("no-such.bpmn").exit_code == 2
    assert check().exit_code == 2
