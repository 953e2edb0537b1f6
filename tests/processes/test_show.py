"""The demonstration: every path of every service is played, together over the whole diagram, and replays."""

from __future__ import annotations

import pytest

from processes.demo import show
from processes.demo.paths import PATHS
from processes.demo.paths.office_automation_inbox import SERVICE, paths
from processes.demo.play import CannotPlay, Do, Path, Player
from processes.demo.show import prepare
from tests.processes.build import Bench

pytestmark = pytest.mark.databases


@pytest.mark.slow
def test_all_paths_cover_every_diagram_and_replay(bench: Bench) -> None:
    shown = show.show(bench.office)
    assert [service.service for service in shown.services] == list(PATHS)
    assert [(one.process, one.missing) for one in shown.diagrams if one.missing] == []
    assert [played for service in shown.services for played in service.played if played.difference] == []
    assert shown.whole
    for service in shown.services:
        assert [played.path for played in service.played] == [path.name for path in PATHS[service.service]()]
        assert {played.status for played in service.played} == {"completed"}


def test_without_a_path_what_only_it_goes_over_is_missing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "PATHS", {SERVICE: lambda: [path for path in paths() if path.name == "plain"]})
    shown = show.show(bench.office)
    missing = {place for one in shown.diagrams for place in one.missing}
    assert {"withdrawal_closes", "handle_breach"} <= missing
    assert not shown.whole


def test_only_an_empty_office_is_filled(bench: Bench) -> None:
    assert prepare(bench.office) is False


def test_a_path_that_does_not_go_says_where(bench: Bench) -> None:
    path = Path(name="astray", service=paths()[0].service, requester="sarabi", request=paths()[0].request,
                moves=[Do("sign_reply", {})])  # fmt: skip
    with pytest.raises(CannotPlay, match=r"astray.*sign_reply.*draft_letter"):
        Player(bench.office, bench.hands.time).play(path)
