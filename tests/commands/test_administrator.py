"""`kartabl administrator`: a real office begins with nobody, and its operator names the first who may add others."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.conftest import Kartabl
from web.account import hasher

NAMES = ("--name-fa", "نگار صدر", "--name-en", "Negar Sadr")


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "kartabl.sqlite")) as database:
        return database.execute(query).fetchall()


def password(folder: Path, said: str) -> str:
    """Return the password that was printed, which signs in."""
    found = re.search(r": (\w{4}(-\w{4}){3})$", said.strip())
    assert found is not None
    [(hashed,)] = asked(folder, "SELECT password FROM person WHERE id = 'sadr'")
    assert hasher.verify(str(hashed), found[1])
    return found[1]


def test_a_new_office_gets_its_first_administrator_on_record(kartabl: Kartabl, tmp_path: Path) -> None:
    answer = kartabl("administrator", "sadr", *NAMES, "--code", "210", DEMO="no")
    assert answer.returncode == 0, answer.stderr
    password(tmp_path, answer.stdout)
    assert asked(tmp_path, "SELECT name, person_id FROM role") == [("administrator", "sadr")]
    assert asked(tmp_path, "SELECT id, code FROM unit") == [("it", "210")]
    changes = asked(tmp_path, 'SELECT "table", "by" FROM change ORDER BY id')
    assert changes == [("unit", "sadr"), ("person", "sadr"), ("role", "sadr"), ("person", "sadr")]


def test_an_administrator_gets_a_new_password_and_nothing_else(kartabl: Kartabl, tmp_path: Path) -> None:
    first = password(tmp_path, kartabl("administrator", "sadr", *NAMES, DEMO="no").stdout)
    assert password(tmp_path, kartabl("administrator", "sadr", DEMO="no").stdout) != first
    assert len(asked(tmp_path, "SELECT id FROM role")) == 1


def test_there_is_no_second_one_by_this_way(kartabl: Kartabl, tmp_path: Path) -> None:
    kartabl("administrator", "sadr", *NAMES, DEMO="no")
    answer = kartabl("administrator", "rad", *NAMES, DEMO="no")
    assert (answer.returncode, "but sadr is one" in answer.stderr) == (1, True)
    assert asked(tmp_path, "SELECT id FROM person") == [("sadr",)]


@pytest.mark.parametrize(
    ("named", "told"), [(("sadr",), "Expected words for"), (("Sadr!", *NAMES), "Expected a key of small Latin letters")]
)
def test_who_cannot_be_added_is_refused_in_a_sentence(
    kartabl: Kartabl, tmp_path: Path, named: tuple[str, ...], told: str
) -> None:
    answer = kartabl("administrator", *named, DEMO="no")
    assert (answer.returncode, told in answer.stderr) == (1, True)
    assert asked(tmp_path, "SELECT id FROM unit") == []
