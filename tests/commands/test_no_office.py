"""Where there is no office no command makes one by looking: it says so, in one line, and names what it was given."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
from click.testing import Result

from tests.commands.conftest import Here, Kartabl
from tests.postgres import Server

LOOKING = [
    ["cases"],
    ["replay", "--all"],
    ["files"],
    ["files", "--sweep"],
    ["files", "--missing"],
    ["incidents"],
    ["incidents", "--retry-all", "--as", "safavi"],
    ["reindex"],
    ["diagrams"],
    ["diagrams", "--difference", "a:1", "a:2"],
    ["clock"],
    ["clock", "999"],
    ["clock", "--forward", "PT1H"],
    ["deploy", "--list"],
    ["deploy", "--shipped", "--as", "safavi", "--reason", "x"],
    ["backup", "office.backup"],
    ["db", "copy", "sqlite:///there.sqlite"],
    ["worker"],
]


def is_refused(answer_code: int, told: str, *, folder: Path, database: str) -> bool:
    [line] = told.splitlines()
    names = f"Expected an office in the data folder {folder} and the database {database}, but found none there."
    return answer_code == 1 and line.startswith(names) and "KARTABL_DATA" in line and "`kartabl run`" in line


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_where_no_data_folder_is_none_is_made(here: Here, tmp_path: Path, words: list[str]) -> None:
    answer = here(*words, DATA=str(tmp_path / "typo"))
    url = f"sqlite:///{tmp_path / 'typo' / 'kartabl.sqlite'}"
    assert is_refused(answer.exit_code, answer.output, folder=tmp_path / "typo", database=url), answer.output
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_without_a_database_gets_none(here: Here, tmp_path: Path) -> None:
    assert is_refused(*told(here("cases")), folder=tmp_path, database=f"sqlite:///{tmp_path / 'kartabl.sqlite'}")
    assert list(tmp_path.iterdir()) == []


def test_a_database_with_nothing_of_kartabl_s_stays_as_it_is(here: Here, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "kartabl.sqlite") as database:
        database.execute("CREATE TABLE photograph (a int)")
    answer = here("replay", "--all")
    assert is_refused(*told(answer), folder=tmp_path, database=f"sqlite:///{tmp_path / 'kartabl.sqlite'}")
    with sqlite3.connect(tmp_path / "kartabl.sqlite") as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("photograph",)]


@pytest.mark.postgres
def test_an_empty_postgresql_stays_empty(here: Here, tmp_path: Path, postgres: Server) -> None:
    url = postgres.new_database()
    answer = here("backup", str(tmp_path / "office.tar.gz"), DATABASE_URL=url)
    assert is_refused(*told(answer), folder=tmp_path, database=url)
    assert list(tmp_path.iterdir()) == []
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


@pytest.mark.postgres
def test_a_data_folder_that_is_not_there_is_not_made_beside_a_database_that_is(
    here: Here, kartabl: Kartabl, tmp_path: Path, postgres: Server
) -> None:
    """A backup from there would have neither files nor key."""
    url = postgres.new_database()
    names = ("--name-fa", "نگار صدر", "--name-en", "Negar Sadr")
    assert kartabl("administrator", "sadr", *names, DATABASE_URL=url, DEMO="no").returncode == 0
    answer = here("backup", str(tmp_path / "office.tar.gz"), DATABASE_URL=url, DATA=str(tmp_path / "typo"))
    assert is_refused(*told(answer), folder=tmp_path / "typo", database=url)
    assert not (tmp_path / "typo").exists()


def test_it_is_said_in_persian_too(here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fa_IR.UTF-8")
    answer = here("cases", DATA=str(tmp_path / "typo"))
    assert answer.output.startswith(f"دفتری در پوشهٔ دادهٔ \u2066{tmp_path / 'typo'}\u2069 و پایگاه دادهٔ")
    assert "چیزی ساخته نشد" in answer.output


def test_two_files_are_compared_without_an_office(here: Here, tmp_path: Path) -> None:
    for name in ("a.bpmn", "b.bpmn"):
        (tmp_path / name).write_text('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')
    answer = here("diagrams", "--difference", str(tmp_path / "a.bpmn"), str(tmp_path / "b.bpmn"))
    assert (answer.exit_code, "nothing differs" in answer.output) == (0, True), answer.output
    assert {each.name for each in tmp_path.iterdir()} == {"a.bpmn", "b.bpmn"}


def told(answer: Result) -> tuple[int, str]:
    return answer.exit_code, answer.output
