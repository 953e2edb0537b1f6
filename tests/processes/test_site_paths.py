"""The site builder's own paths: together over its whole diagram, and each replays; its stories keep the register's rule."""

from __future__ import annotations

import pytest

from processes.demo import months, show
from processes.demo.paths.site_builder_access import SERVICE, paths, stories
from tests.processes.build import Bench
from tests.processes.test_site_experts import rows

pytestmark = pytest.mark.slow


def test_the_paths_go_over_the_whole_diagram_and_replay(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "PATHS", {SERVICE: paths})
    [shown], [own, *_] = (told := show.show(bench.office)).services, told.diagrams
    assert (own.process, own.missing) == (SERVICE, [])
    assert [played for played in shown.played if played.difference] == []
    assert [row.person_id for row in rows(bench) if row.until is None] == []


def test_the_stories_can_be_told_at_once_and_leave_experts(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "PATHS", {})
    monkeypatch.setattr(months, "STORIES", {SERVICE: stories})
    cases = sum(len(story.past) + len(story.today) for story in stories())
    assert months.tell(bench.office, cases=cases) == cases
    standing = {(row.unit_id, row.since is not None) for row in rows(bench) if row.until is None}
    assert standing >= {("relations", True), ("relations", False), ("roads", True), ("transport", False), ("it", False)}
