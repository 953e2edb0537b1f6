"""`kartabl demo` on an empty database: every path, the whole diagram, replay equal."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from engine.instance.state import InstanceId
from processes.demo import show
from processes.demo.paths import PATHS
from processes.demo.show import Covered, Demonstration, Played, Shown
from tests.commands.conftest import Kartabl
from tests.processes import build
from web.commands import demo

pytestmark = pytest.mark.slow


def test_it_takes_every_service_along_its_whole_diagram(kartabl: Kartabl) -> None:
    told = kartabl("demo", "--json")
    assert (told.returncode, told.stderr) == (0, "")
    shown = json.loads(told.stdout)
    assert [service["service"] for service in shown["services"]] == list(PATHS)
    keys = {"path", "tracking", "instance", "status", "outcome", "records", "replay"}
    for service in shown["services"]:
        assert service["replay"] == "equal"
        assert [played["path"] for played in service["paths"]] == [path.name for path in PATHS[service["service"]]()]
        assert {played["replay"] for played in service["paths"]} == {"equal"}
        assert all(set(played) == keys for played in service["paths"])
    for diagram in shown["diagrams"]:
        assert diagram["missing"] == []
        assert diagram["covered"] == diagram["of"] == diagram["elements"] + diagram["flows"]
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


@pytest.mark.usefixtures("data")
def test_the_clock_is_told_and_set_forward(kartabl: Kartabl) -> None:
    before = kartabl("clock").stdout
    after = kartabl("clock", "--forward", "P1D").stdout
    assert after.splitlines()[-1][:10] > before[:10]
    assert kartabl("clock", "--forward", "tomorrow").returncode == 2


def test_in_words_it_tells_what_is_not_covered_and_of_a_case_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    going_on = Played(
        path="half_way", instance=InstanceId("c1"), tracking="123456782", status="running", outcome=None, records=3,
        difference="record 2: chain",
    )  # fmt: skip
    service = Shown(service="espresso", played=[going_on])
    covered = Covered(process="espresso", elements=5, flows=4, missing=["steam"])
    monkeypatch.setattr(show, "show", lambda _office: Demonstration(services=[service], diagrams=[covered]))
    with build.bench(tmp_path / "office.db") as made:
        assert demo.run(made.office, as_json=False) == 1
    told = capsys.readouterr().out
    assert "espresso: 8 of 9" in told
    assert "half_way" in told
    assert "record 2: chain" in told
    assert "not covered: steam" in told
