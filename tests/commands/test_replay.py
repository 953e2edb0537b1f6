"""`kartabl replay` and `kartabl cases` on an office whose database somebody touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.digest import canonical, digest
from engine.history.record import chain, genesis
from engine.store.keys import id_of
from processes.tracking import is_tracking
from tests.commands.conftest import SOME, Kartabl
from tests.processes import build
from tests.processes.build import ORIGIN
from tests.store.forged import lend_packing

pytestmark = pytest.mark.slow


class Insider:
    """Somebody with the database's password, who drops the triggers that guard the records."""

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)
        for (name,) in self.database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self.database.execute(f'DROP TRIGGER "{name}"')
        lend_packing(self.database)

    def case(self) -> tuple[int, str]:
        """Return the instance's number and the tracking number of the case asked for first."""
        query = "SELECT instance, tracking FROM case_file ORDER BY asked_at, instance LIMIT 1"
        instance, tracking = self.database.execute(query).fetchone()
        return int(instance), str(tracking)

    def bodies(self, instance: int) -> list[dict[str, Any]]:
        """Return the bodies of a case's records."""
        query = "SELECT body_of(words, instance, packed) FROM record WHERE instance = ? ORDER BY seq"
        return [json.loads(body) for (body,) in self.database.execute(query, [instance])]

    def derived(self, instance: int, seq: int) -> list[Any]:
        """Return what followed from a record."""
        query = "SELECT derived_of(words, instance, packed) FROM record WHERE instance = ? AND seq = ?"
        [(derived,)] = self.database.execute(query, [instance, seq])
        return list(json.loads(derived))

    def put(self, instance: int, seq: int, body: dict[str, Any], derived: list[Any] | None = None) -> None:
        """Write the body of a record, with what followed where that is another too."""
        followed = self.derived(instance, seq) if derived is None else derived
        statement = "UPDATE record SET packed = record_of(words, instance, ?, ?) WHERE instance = ? AND seq = ?"
        self.run(statement, canonical(body).decode(), canonical(followed).decode(), instance, seq)

    def rebuild(self, instance: int) -> None:
        """Chain all records anew, and the case's head with them."""
        head = genesis(ORIGIN, str(id_of(instance))).hash
        for seq, body in enumerate(self.bodies(instance), 1):
            head = chain(head, body)
            self.run("UPDATE record SET hash = ? WHERE instance = ? AND seq = ?", bytes.fromhex(head), instance, seq)
        self.run("UPDATE instance SET head = ? WHERE id = ?", bytes.fromhex(head), instance)

    def run(self, statement: str, *values: object) -> None:
        """Change the database."""
        self.database.execute(statement, values)
        self.database.commit()


def change_actor(insider: Insider, instance: int) -> int:
    """Let somebody else have drafted."""
    body = insider.bodies(instance)[1]
    body["actor"]["id"] = "amini"
    insider.put(instance, 2, body)
    return 2


def change_derived(insider: Insider, instance: int) -> int:
    """Let the draft have had other consequences."""
    insider.put(instance, 2, insider.bodies(instance)[1], insider.derived(instance, 2)[:-1])
    return 2


def remove_last(insider: Insider, instance: int) -> int:
    """Forget the last step."""
    last = len(insider.bodies(instance))
    insider.run("DELETE FROM record WHERE instance = ? AND seq = ?", instance, last)
    return last - 1


def turn_a_decision(insider: Insider, instance: int) -> int:
    """Turn an approval into a rejection, and chain everything anew to hide it."""
    for seq, body in enumerate(insider.bodies(instance), 1):
        if body["command"].get("values", {}).get("decision") == "approve":
            body["command"]["values"]["decision"] = "reject"
            insider.put(instance, seq, body)
            insider.rebuild(instance)
            return seq
    raise AssertionError("no decision")


def turn_a_decision_and_its_consequences(insider: Insider, instance: int) -> int:
    """Also let nothing have followed from it, with the digest that fits."""
    seq = turn_a_decision(insider, instance)
    body = insider.bodies(instance)[seq - 1]
    body["derived_sha256"] = digest([])
    insider.put(instance, seq, body, [])
    insider.rebuild(instance)
    return seq


def change_where_it_stands(insider: Insider, instance: int) -> int:
    """Leave the history alone, and change a variable of the case as it stands."""
    query = "SELECT state_text(words, id, state) FROM instance WHERE id = ?"
    [(written,)] = insider.database.execute(query, [instance])
    state = json.loads(written)
    state["variables"]["position"] = "مدیرکل"
    insider.run("UPDATE instance SET state = state_of(words, id, ?) WHERE id = ?", canonical(state).decode(), instance)
    return len(insider.bodies(instance))


CHANGES: list[Callable[[Insider, str], int]] = [
    change_actor,
    change_derived,
    remove_last,
    turn_a_decision,
    turn_a_decision_and_its_consequences,
    change_where_it_stands,
]


def test_an_honest_office_replays(data: Path, kartabl: Kartabl) -> None:
    told = kartabl("replay", "--all")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.endswith("all equal\n")
    assert told.stdout.startswith(f"{len(SOME)} cases")
    found = json.loads(kartabl("replay", "--all", "--json").stdout)
    assert found["verdict"] == "equal"
    assert [case["verdict"] for case in found["cases"]] == ["equal"] * len(SOME)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_at_its_record(data: Path, kartabl: Kartabl, change: Callable[[Insider, str], int]) -> None:
    insider = Insider(data / "kartabl.sqlite")
    instance, tracking = insider.case()
    seq = change(insider, instance)
    told = kartabl("replay", tracking)
    assert told.returncode == 1
    assert f"{tracking}: record {seq}: " in told.stdout
    assert "Traceback" not in told.stderr


def test_of_all_cases_only_the_changed_one_differs(data: Path, kartabl: Kartabl) -> None:
    insider = Insider(data / "kartabl.sqlite")
    instance, tracking = insider.case()
    change_actor(insider, instance)
    told = kartabl("replay", "--all", "--json")
    found = json.loads(told.stdout)
    assert (told.returncode, found["verdict"]) == (1, "different")
    assert [case["tracking"] for case in found["cases"] if case["verdict"] != "equal"] == [tracking]


SPOILT = [
    "UPDATE instance SET state = replace(state, 'x', 'y') WHERE id = ?",
    "UPDATE instance SET state = x'00' WHERE id = ?",
    "UPDATE record SET packed = x'00' WHERE instance = ?",
    "UPDATE record SET packed = '' WHERE instance = ?",
    "UPDATE record SET packed = substr(packed, 1, length(packed) - 1) WHERE instance = ?",
    "UPDATE record SET packed = record_of(words, instance, '', '[]') WHERE instance = ?",
    "UPDATE record SET words = 7 WHERE instance = ?",
    "DELETE FROM record WHERE instance = ?",
    "DELETE FROM instance WHERE id = ?",
    "UPDATE instance SET definition = '' WHERE id = ?",
    "UPDATE case_file SET asked_at = 'once' WHERE instance = ?",
    "UPDATE case_file SET requester_id = 'amini' WHERE instance = ?",
    "UPDATE instance SET personal = touched(personal, 'person_name', 'value', 'x') WHERE id = ?",
    "UPDATE instance SET personal = x'00' WHERE id = ?",
]


@pytest.mark.parametrize("statement", SPOILT)
def test_a_spoilt_case_keeps_no_other_from_its_verdict(data: Path, kartabl: Kartabl, statement: str) -> None:
    insider = Insider(data / "kartabl.sqlite")
    instance, tracking = insider.case()
    insider.run(statement, instance)
    told = kartabl("replay", "--all", "--json")
    assert (told.returncode, told.stderr) == (1, "")
    cases = json.loads(told.stdout)["cases"]
    assert len(cases) == len(SOME)
    assert [case["tracking"] for case in cases if case["verdict"] != "equal"] == [tracking]


def test_a_number_that_two_letters_have_is_found_where_all_cases_are_proven(data: Path, kartabl: Kartabl) -> None:
    Insider(data / "kartabl.sqlite").run("UPDATE number SET last = last - 1 WHERE unit_id = 'roads'")
    with build.bench(data / "kartabl.sqlite") as made:
        case = made.at_desk("refer_to_admin")
        number, proven = case.letters[0].number, case.difference
    assert proven is None, "by itself it proves: only whoever sees both knows"
    told = kartabl("replay", "--all")
    assert (told.returncode, told.stderr) == (1, "")
    [line] = [line for line in told.stdout.splitlines() if line.startswith(f"letter {number}: expected one letter")]
    assert case.tracking in line
    assert told.stdout.endswith("0 different, 1 numbers of letters given twice\n")
    found = json.loads(kartabl("replay", "--all", "--json").stdout)
    assert found["verdict"] == "different"
    [(twice, cases)] = found["numbers_given_twice"].items()
    assert (twice, len(cases)) == (number, 2)


def test_a_definition_that_cannot_be_read_is_the_difference_of_its_cases(data: Path, kartabl: Kartabl) -> None:
    Insider(data / "kartabl.sqlite").run("UPDATE source SET content = replace(content, 'process', 'x')")
    told = kartabl("replay", "--all")
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout.count("a definition that can be read") == len(SOME)


def test_a_case_without_its_line_in_the_office_s_list_goes_by_its_instance(data: Path, kartabl: Kartabl) -> None:
    insider = Insider(data / "kartabl.sqlite")
    instance, _ = insider.case()
    insider.run("DELETE FROM case_file WHERE instance = ?", instance)
    told = kartabl("replay", "--all")
    assert told.returncode == 1
    assert f"{id_of(instance)}: " in told.stdout
    assert f"case_file {id_of(instance)}: a row, but found none" in told.stdout


def test_erased_values_are_told_and_no_difference(data: Path, kartabl: Kartabl) -> None:
    insider = Insider(data / "kartabl.sqlite")
    instance, tracking = insider.case()
    insider.run("UPDATE instance SET personal = dropped(personal, 'person_name') WHERE id = ?", instance)
    told = kartabl("replay", "--all")
    assert told.returncode == 0
    assert f"{tracking}: proven, erased 1\n" in told.stdout
    cases = json.loads(kartabl("replay", "--all", "--json").stdout)["cases"]
    assert {case["tracking"]: case["erased"] for case in cases if case["erased"]} == {tracking: 1}


def test_a_case_is_named_by_its_instance_too_and_must_exist(data: Path, kartabl: Kartabl) -> None:
    instance, _ = Insider(data / "kartabl.sqlite").case()
    assert kartabl("replay", str(id_of(instance))).returncode == 0
    missing = kartabl("replay", "123")
    assert missing.returncode == 1
    assert "123" in missing.stderr
    assert "Traceback" not in missing.stderr


@pytest.mark.parametrize("arguments", [["replay"], ["replay", "1", "--all"], ["no-such-command"]])
def test_what_cannot_be_understood_is_exit_code_2(data: Path, kartabl: Kartabl, arguments: list[str]) -> None:
    assert kartabl(*arguments).returncode == 2


def test_cases_are_listed_with_their_tracking_numbers(data: Path, kartabl: Kartabl) -> None:
    cases = json.loads(kartabl("cases", "--json").stdout)["cases"]
    assert len(cases) == len(SOME)
    assert all(is_tracking(case["tracking"]) for case in cases)
    assert {case["status"] for case in cases} == {"completed"}
    assert {case["outcome"] for case in cases} == {"request_closed", "withdrawn"}
    plain = kartabl("cases").stdout
    assert [case["tracking"] for case in cases] == [line.split()[0] for line in plain.splitlines()]
