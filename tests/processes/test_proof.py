"""The proof notices whatever somebody changes beside the history, and says which row and field it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.instance.state import InstanceId
from engine.store.keys import number_of
from processes.proof import Verdict, prove
from tests.processes import build
from tests.processes.build import ALL_MOVES, ORIGIN, RETURN, correction
from tests.store.forged import lend_packing

BODY = "body_of(words, instance, packed)"
FORGED = [
    ("UPDATE instance SET status = 'withdrawn'", "instance {case} status"),
    ("UPDATE instance SET started_at = 0", "instance {case} started_at"),
    ("UPDATE instance SET moved_at = 'soon'", "the state of case {case}"),
    ("UPDATE instance SET open = '[]'", "instance {case} open"),
    ("DELETE FROM case_file", "case_file {case}: a row"),
    ("UPDATE case_file SET requester_id = 'amini'", "case_file {case} requester_id"),
    ("UPDATE case_file SET unit_id = 'it'", "case_file {case} unit_id"),
    ("UPDATE case_file SET outcome = 'request_rejected'", "case_file {case} outcome"),
    ("UPDATE case_file SET closing = 'lapsed'", "case_file {case} closing"),
    ("UPDATE case_file SET ended_at = NULL", "case_file {case} ended_at"),
    ("UPDATE case_file SET tracking = '1'", "case_file {case} tracking"),
    ("UPDATE case_file SET breached_at = 0", "case_file {case} breached_at"),
    ("UPDATE case_file SET delayed_at = 0", "case_file {case} delayed_at"),
    ("DELETE FROM actor WHERE person_id = 'sarabi'", "actor sarabi: a row"),
    ("UPDATE instance SET refused = 7", "instance {case} refused"),
    ("INSERT INTO actor VALUES ({case}, 'amini', 4)", "actor amini: no row"),
    ("UPDATE actor SET capacities = 7 WHERE person_id = 'sarabi'", "actor sarabi capacities: 1"),
    ("UPDATE stay SET activity = (SELECT max(id) FROM activity)", "stay 1.4 activity"),
    ("UPDATE activity SET element = 'x' WHERE element = 'sign_letter'", "element: sign_letter"),
    ("UPDATE number SET last = last - 1 WHERE unit_id = 'it'", "number it/1405 last: 1 or more"),
    ("UPDATE number SET last = 1", "number roads/1405 last: 2 or more"),
    ("UPDATE number SET year = 1404", "number roads/1405 last: 2 or more"),
    ("UPDATE number SET last = 'x'", "rows of number that can be read"),
    ("DELETE FROM number", "number it/1405 last: 1 or more"),
    (
        "UPDATE instance SET personal = touched(personal, 'person_name', 'value', 'x')",
        "record 1: personal: expected person_name: the value of",
    ),
    (
        "UPDATE instance SET personal = touched(personal, 'reply_body', 'salt', '" + "00" * 16 + "')",
        "reply_body: the value of commitment",
    ),
    (
        "UPDATE instance SET personal = touched(personal, 'person_number', 'name', 'x')",
        "record 1: personal: expected x: a commitment in the history, as to person_number",
    ),
    (
        "UPDATE instance SET personal = added(personal, 3, 'x', '1')",
        "record 3: personal: expected x: a commitment in the history, but found none",
    ),
    ("UPDATE instance SET personal = x'00'", "a personal value of case {case}"),
    ("UPDATE instance SET personal = substr(personal, 1, 40)", "a personal value of case {case}"),
    ("UPDATE instance SET personal = CAST(personal || x'0101' AS BLOB)", "a personal value of case {case}"),
    ("UPDATE instance SET personal = replace(personal, 'x', 'y')", "a state that can be read"),
    ("UPDATE instance SET state = replace(state, 'x', 'y')", "a state that can be read"),
    ("UPDATE instance SET state = x'00'", "the state of case {case}"),
    ("UPDATE instance SET state = NULL", "the case to stand at"),
    ("DELETE FROM instance", "a state that can be read"),
    ("UPDATE instance SET definition = 'x'", "instance {case} definition"),
    ("DELETE FROM definition", "a definition that can be read"),
    ("DELETE FROM source", "a definition that can be read"),
    ("UPDATE source SET content = replace(content, 'a', 'b')", "a definition that can be read"),
    ("UPDATE record SET packed = x'00' WHERE seq = 3", "a record of case {case}"),
    ("UPDATE record SET packed = substr(packed, 1, 40) WHERE seq = 3", "a record of case {case}"),
    ("UPDATE record SET packed = CAST(packed || x'00' AS BLOB) WHERE seq = 3", "a record of case {case}"),
    ("UPDATE record SET packed = record_of(words, instance, '[]', '[]') WHERE seq = 3", "a record of case {case}"),
    ("UPDATE record SET packed = record_of(words, instance, '{{}}', '[]') WHERE seq = 3", "expected"),
    (f"UPDATE record SET packed = record_of(words, instance, {BODY}, '[]') WHERE seq = 3", "record 3: chain"),
    ("UPDATE record SET packed = CAST(x'ff' AS TEXT) WHERE seq = 3", "records that can be read"),
    ("UPDATE record SET words = 7 WHERE seq = 3", "a record of case {case}"),
    ("UPDATE record SET hash = '' WHERE seq = 3", "record 3: chain"),
    ("DELETE FROM record", "record 0: head"),
]


class Forger:
    """Somebody with the database's password, in a copy of an office with a case."""

    def __init__(self, path: Path, instance: InstanceId) -> None:
        self.path, self.instance = path, instance

    def run(self, statement: str) -> None:
        """Change the database; the triggers that guard it are out of the way."""
        with closing(sqlite3.connect(self.path)) as database:
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{name}"')
            lend_packing(database)
            database.execute(statement.format(case=number_of(self.instance)))
            database.commit()

    def verdict(self) -> Verdict:
        """Return what the proof says."""
        with build.bench(self.path) as made, made.office.store.reading() as unit:
            return prove(unit, self.instance, origin=ORIGIN)


@pytest.fixture(scope="module")
def ended(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Forger:
    """A case whose letter was returned once, and which ended."""
    path = tmp_path_factory.mktemp("ended") / "office.db"
    with build.copied(prepared, path) as made:
        case = made.at_desk("order_creation")
        case.do("order_creation", RETURN)
        case.do("correct_letter", correction())
        for move in ALL_MOVES[1:]:
            case.do(move.element, move.values)
    return Forger(path, case.instance)


@pytest.fixture
def forger(ended: Forger, tmp_path: Path) -> Forger:
    """Somebody who may change a copy of it."""
    return Forger(Path(shutil.copyfile(ended.path, tmp_path / "office.db")), ended.instance)


def test_an_honest_case_is_proven_whole(forger: Forger) -> None:
    verdict = forger.verdict()
    assert (verdict.differences, verdict.erased, verdict.ok) == ([], 0, True)


@pytest.mark.parametrize(("statement", "told"), FORGED)
def test_what_was_forged_is_named(forger: Forger, statement: str, told: str) -> None:
    forger.run(statement)
    verdict = forger.verdict()
    assert not verdict.ok
    assert any(told.format(case=forger.instance) in str(one) for one in verdict.differences), verdict.differences


def test_erased_values_are_counted_and_no_difference(forger: Forger) -> None:
    forger.run("UPDATE instance SET personal = dropped(dropped(personal, 'person_name'), 'letter_body')")
    verdict = forger.verdict()
    assert verdict.differences == []
    assert verdict.erased == 4  # the name as asked and as corrected, and the bodies of both revisions


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE instance SET open = replace(open, 'create_inbox', 'sign_reply')", "sign_reply"),
        ("UPDATE instance SET open = NULL", "open"),
        (
            "INSERT INTO waiting SELECT instance, task, 'user:amini', since, until, until_by, service, step, unit_id FROM waiting LIMIT 1",
            "user:amini",
        ),
        ("UPDATE job SET due = 1893456000000000", "due"),
        ("DELETE FROM job", "a row, but found none"),
    ],
)
def test_what_is_open_is_held_against_the_history(prepared: Path, tmp_path: Path, statement: str, told: str) -> None:
    with build.copied(prepared, tmp_path / "office.db") as made:
        forger = Forger(tmp_path / "office.db", made.at_desk("create_inbox").instance)
    assert forger.verdict().ok
    forger.run(statement)
    assert any(one.part == "row" and told in str(one) for one in forger.verdict().differences)
