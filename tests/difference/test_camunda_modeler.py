"""A diagram that Camunda Modeler saved again is the same diagram, and is deployed like any other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine.difference import difference
from processes.change import check_files, deploy_files, uploaded
from processes.deployment import SHIPPED
from tests.processes import build
from tests.processes.shelf import OWNER

pytestmark = [pytest.mark.node, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
DIAGRAMS = sorted(SHIPPED.rglob("*.bpmn"))


def resaved(content: bytes) -> bytes:
    """Return a diagram as the modeler writes it, its attributes in another order."""
    command = [sys.executable, "tools/node.py", "node", "tests/difference/resave.mjs"]
    written = subprocess.run(command, input=content, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout
    return re.sub(rb'(<bpmn:userTask )(id="[^"]*") (name="[^"]*")', rb"\1\3 \2", written)


@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.stem)
def test_saving_it_again_changes_nothing_that_counts(path: Path) -> None:
    before = path.read_bytes()
    after = resaved(before)
    assert after != before
    assert b'exporter="Camunda Modeler"' in after
    found = difference("diagram", path.name, before, after)
    assert found.changes == ()


def test_it_deploys_as_a_version_of_the_same_service(tmp_path: Path) -> None:
    home = SHIPPED / "office_automation_inbox.bpmn"
    again = uploaded("office_automation_inbox (3).bpmn", resaved(home.read_bytes()))
    (tmp_path / "prepared").mkdir()
    with build.copied(build.database(tmp_path / "prepared"), tmp_path / "office.db") as bench:
        plan = check_files(bench.office, OWNER, [again])
        assert plan.faults == ()
        [version] = deploy_files(bench.office, OWNER, [again], reason="دوباره ذخیره شد")
        assert (version.service, version.version) == (home.stem, 2)
        assert bench.at_desk("paraph_letter").difference is None
