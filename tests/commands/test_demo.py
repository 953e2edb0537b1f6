"""`kartabl demo` on an empty database: every path, the whole diagram, replay equal."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from processes.demo.inbox_paths import paths
from tests.commands.conftest import Kartabl

pytestmark = pytest.mark.slow


def test_it_takes_every_service_along_its_whole_diagram(kartabl: Kartabl) -> None:
    told = kartabl("demo", "--json")
    assert (told.returncode, told.stderr) == (0, "")
    [service] = json.loads(told.stdout)["services"]
    assert service["service"] == "office_automation_inbox"
    assert service["replay"] == "equal"
    assert service["diagram"]["missing"] == []
    assert service["diagram"]["covered"] == service["diagram"]["of"]
    assert service["diagram"]["of"] == service["diagram"]["elements"] + service["diagram"]["flows"]
    assert [played["path"] for played in service["paths"]] == [path.name for path in paths()]
    assert {played["replay"] for played in service["paths"]} == {"equal"}
    keys = {"path", "tracking", "instance", "status", "outcome", "records", "replay"}
    assert all(set(played) == keys for played in service["paths"])
    assert kartabl("replay", "--all").returncode == 0


@pytest.mark.parametrize("arguments", [["demo"], ["clock", "--forward", "PT1H"]])
def test_a_real_office_gets_no_made_up_cases_and_times(kartabl: Kartabl, tmp_path: Path, arguments: list[str]) -> None:
    told = kartabl(*arguments, DEMO="no")
    assert told.returncode == 2
    assert "KARTABL_DEMO" in told.stderr
    path = tmp_path / "kartabl.sqlite"
    if path.exists():
        assert sqlite3.connect(path).execute("SELECT count(*) FROM person").fetchone() == (0,)


def test_a_setting_that_does_not_exist_is_refused_in_a_sentence(kartabl: Kartabl) -> None:
    told = kartabl("cases", PROT="80")
    assert told.returncode == 1
    assert told.stderr.startswith("Expected only settings that exist, but found KARTABL_PROT.")
    assert told.stderr.count("\n") == 1


def test_the_clock_is_told_and_set_forward(kartabl: Kartabl) -> None:
    before = kartabl("clock").stdout
    after = kartabl("clock", "--forward", "P1D").stdout
    assert after.splitlines()[-1][:10] > before[:10]
    assert kartabl("clock", "--forward", "tomorrow").returncode == 2
