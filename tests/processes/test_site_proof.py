"""The register of site experts in the proof: whatever somebody changes in it is named by the case that says otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.store.keys import number_of
from processes.demo.paths.site_builder_access import ORDERED, REVOKE, ROADS, SIGN, TRAIN, give, introduce, replace
from tests.processes import build
from tests.processes.test_proof import Forger
from tests.processes.test_site_experts import ESTABLISHED, begun

FORGED = [
    ("UPDATE site_expert SET person_id = 'amini' WHERE id = 1", "first", "site_expert 1 person_id"),
    ("UPDATE site_expert SET unit_id = 'it' WHERE id = 2", "second", "site_expert 1 unit_id"),
    ("UPDATE site_expert SET since = 0 WHERE id = 1", "first", "site_expert 1 since"),
    ("UPDATE site_expert SET introduced_at = 0 WHERE id = 1", "first", "site_expert 1 introduced_at"),
    ("UPDATE site_expert SET until = 0 WHERE id = 1", "second", "site_expert of {first}/1 until"),
    ("UPDATE site_expert SET until = NULL, ended_by = NULL, since = NULL WHERE id = 1", "second", "site_expert of {first}/1: a row"),
    ("UPDATE site_expert SET ended_by = {first} WHERE id = 1", "first", "site_expert 1 ended_by"),
    ("UPDATE site_expert SET ended_by = NULL WHERE id = 1", "first", "site_expert 1 until"),
    ("UPDATE site_expert SET until = since, ended_by = {first} WHERE id = 2", "first", "site_expert of {second}/1: no row"),
    ("UPDATE site_expert SET since = 'soon'", "first", "rows of site_expert that can be read"),
    ("DELETE FROM site_expert WHERE id = 2", "second", "site_expert 1: a row"),
    (
        "INSERT INTO site_expert VALUES (3, 'it', 'amini', {second}, 0, NULL, 0, NULL)",
        "second",
        "site_expert 2: no row",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def two(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Forger]:
    """A case that introduced an expert, and one that replaced him."""
    path = tmp_path_factory.mktemp("two") / "office.db"
    with build.copied(prepared, path) as made:
        first = begun(made, introduce(ROADS), [*ESTABLISHED, SIGN])
        second = begun(made, replace(ROADS), [*ORDERED, REVOKE, TRAIN, give(ROADS)])
        return {"first": Forger(path, first.instance), "second": Forger(path, second.instance)}


@pytest.mark.parametrize(("statement", "case", "told"), FORGED)
def test_a_forged_register_is_named(
    two: dict[str, Forger], tmp_path: Path, statement: str, case: str, told: str
) -> None:
    path = Path(shutil.copyfile(two["first"].path, tmp_path / "office.db"))
    forgers = {name: Forger(path, one.instance) for name, one in two.items()}
    names = {name: one.instance for name, one in forgers.items()}
    assert all(one.verdict().ok for one in forgers.values())

    forgers[case].run(statement.format(**{name: number_of(instance) for name, instance in names.items()}))

    verdict = forgers[case].verdict()
    assert not verdict.ok
    assert any(told.format(**names) in str(one) for one in verdict.differences), verdict.differences
