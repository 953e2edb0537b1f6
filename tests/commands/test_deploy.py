"""`kartabl deploy` and `kartabl diagrams`: files as an owner, what is shipped, versions and their differences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from processes.deployment import SHIPPED
from tests.commands.conftest import Kartabl

pytestmark = pytest.mark.slow  # each check starts a process of its own
SERVICE = "office_automation_inbox"


@pytest.fixture
def changed(data: Path) -> Path:
    """The inbox's diagram with another name of its end, beside an office."""
    text = (SHIPPED / f"{SERVICE}.bpmn").read_text("utf-8")
    path = data / f"{SERVICE}.bpmn"
    path.write_text(text.replace('name="درخواست بسته شد"', 'name="پایان درخواست"'), "utf-8")
    return path


def test_an_owner_deploys_and_sees_the_versions_and_what_differs(changed: Path, kartabl: Kartabl) -> None:
    told = kartabl("deploy", str(changed), "--as", "safavi", "--reason", "نام بهتر")
    assert (told.returncode, told.stdout) == (0, f"{SERVICE} version 2\n"), told.stderr
    versions = json.loads(kartabl("diagrams", "--json").stdout)["versions"]
    assert [(each["version"], each["by"], each["reason"]) for each in versions if each["service"] == SERVICE] == [
        (2, "safavi", "نام بهتر"),
        (1, "kartabl", "as shipped"),
    ]
    assert SERVICE in kartabl("diagrams").stdout
    line = "changed end event “Request closed”, name: درخواست بسته شد → پایان درخواست"
    by_version = kartabl("diagrams", "--difference", f"{SERVICE}:1", f"{SERVICE}:2").stdout
    by_file = kartabl("diagrams", "--difference", str(SHIPPED / f"{SERVICE}.bpmn"), str(changed)).stdout
    assert by_version == by_file == f"{SERVICE}.bpmn:\n  {line}\n"
    again = kartabl("deploy", str(changed), "--as", "safavi", "--reason", "again")
    assert (again.returncode, "nothing differs" in again.stderr) == (1, True)
    assert "Nothing newer is shipped" in kartabl("deploy", "--list").stdout
    assert "Nothing newer is shipped" in kartabl("deploy", "--shipped", "--as", "safavi", "--reason", "x").stdout


def test_faults_are_told_and_nothing_is_deployed(changed: Path, kartabl: Kartabl) -> None:
    changed.write_text(changed.read_text("utf-8").replace('formKey="inbox_request"', 'formKey="none"'), "utf-8")
    told = kartabl("deploy", str(changed), "--as", "safavi", "--reason", "x")
    assert told.returncode == 1
    assert "[form-unknown]" in told.stdout
    assert "Nothing was deployed" in told.stdout
    assert "version 2" not in kartabl("diagrams").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--as", "karimi", "--reason", "x"], 1, "Who may: Process owner"),
        (["--as", "safavi"], 2, "who deploys and why"),
        (["--as", "safavi", "--reason", " "], 1, "Expected a reason"),
        (["--shipped", "--as", "safavi", "--reason", "x"], 2, "Give files, or --shipped"),
    ],
)
def test_what_is_missing_is_said(changed: Path, kartabl: Kartabl, arguments: list[str], code: int, told: str) -> None:
    answer = kartabl("deploy", str(changed), *arguments)
    assert answer.returncode == code
    assert told in answer.stderr


@pytest.mark.parametrize("pair", [("a:1", "b:2"), ("a", "b"), ("x.bpmn", "y.bpmn")])
def test_what_cannot_be_compared_is_said(data: Path, kartabl: Kartabl, pair: tuple[str, str]) -> None:
    answer = kartabl("diagrams", "--difference", *pair)
    assert answer.returncode == 1
    assert "Expected two versions" in answer.stderr
