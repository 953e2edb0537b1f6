"""What a command says that could not do what it was asked: one sentence, in the reader's language, with what is to be done."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.commands.conftest import Kartabl, environment
from tests.postgres import Server

AWAY = "postgresql+psycopg://kartabl:a-secret@127.0.0.1:1/kartabl"
ALL = [
    ["cases"],
    ["replay", "--all"],
    ["files"],
    ["incidents"],
    ["reindex"],
    ["diagrams"],
    ["clock"],
    ["clock", "999"],
    ["deploy", "--list"],
    ["administrator", "sadr"],
    ["backup", "office.backup"],
    ["db", "copy", "sqlite:///there.sqlite"],
    ["worker"],
    ["run"],
    ["serve"],
    ["demo"],
]


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_says_alike_that_the_database_is_away(kartabl: Kartabl, words: list[str]) -> None:
    given = {"DATABASE_URL": AWAY, "DATABASE_CONNECT": "1"}
    answer = kartabl(*words, **given)
    assert (answer.returncode, answer.stdout) == (1, "")
    [line] = answer.stderr.splitlines()
    assert line.startswith(
        "Expected the database at postgresql+psycopg://kartabl@127.0.0.1:1/kartabl to answer, but found: "
    )
    for told in ("Connection refused", "See that it runs", "`kartabl doctor` tells more"):
        assert told in line
    assert "a-secret" not in line
    assert "OperationalError" not in line


def test_it_says_so_in_the_language_of_the_terminal(kartabl: Kartabl, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fa_IR.UTF-8")
    told = kartabl("cases", DATABASE_URL=AWAY, DATABASE_CONNECT="1").stderr
    assert told.startswith(
        "انتظار می‌رفت پایگاه دادهٔ \u2066postgresql+psycopg://kartabl@127.0.0.1:1/kartabl\u2069 پاسخ دهد"
    )
    assert "Connection refused" in told
    monkeypatch.setenv("LC_MESSAGES", "en_US.UTF-8")
    assert kartabl("cases", DATABASE_URL=AWAY, DATABASE_CONNECT="1").stderr.startswith("Expected")


def test_a_command_that_is_asked_for_a_language_refuses_in_it(kartabl: Kartabl, data: Path) -> None:
    told = kartabl("clock", "999", "--lang", "fa")
    assert (told.returncode, "۹۹۹" in told.stderr, "Expected" in told.stderr) == (1, True, False)
    assert "Expected" in kartabl("clock", "999", "--lang", "en").stderr


@pytest.mark.postgres
def test_a_database_that_refuses_says_why(kartabl: Kartabl, postgres: Server) -> None:
    url = f"{postgres.new_database()}_gone"
    told = kartabl("cases", DATABASE_URL=url)
    assert (told.returncode, "does not exist" in told.stderr, len(told.stderr.splitlines())) == (1, True, 1)


@pytest.mark.postgres
def test_a_database_in_which_no_table_may_be_made_says_whose_it_should_be(kartabl: Kartabl, postgres: Server) -> None:
    url = postgres.new_database()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS guest")
        connection.execute("CREATE ROLE guest LOGIN")
    told = kartabl("cases", DATABASE_URL=url.replace("kartabl@", "guest@"))
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1), told.stderr
    for said in ("permission denied", "//guest@", "KARTABL_DATABASE_URL names Kartabl's own and its owner"):
        assert said in told.stderr


def not_a_database(file: Path) -> None:
    file.write_text("what somebody wrote " * 500)


def without_a_table(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE case_file")


@pytest.mark.parametrize("break_it", [not_a_database, without_a_table])
def test_a_database_that_is_not_kartabls_is_said_to_be_none(
    kartabl: Kartabl, data: Path, break_it: Callable[[Path], None]
) -> None:
    break_it(data / "kartabl.sqlite")
    told = kartabl("cases")
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1), told.stderr
    assert f"sqlite:///{data / 'kartabl.sqlite'} to have Kartabl's tables" in told.stderr


def test_of_two_databases_the_one_that_is_away_is_named(kartabl: Kartabl, data: Path) -> None:
    told = kartabl("db", "copy", AWAY)
    assert (told.returncode, "at postgresql+psycopg://kartabl@127.0.0.1:1/kartabl to answer" in told.stderr) == (
        1,
        True,
    )


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let the processes that are started meanwhile write no file of more bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [100_000, 4_000_000], ids=["of the database", "of the files"])
def test_a_backup_that_finds_no_room_says_so_and_leaves_nothing(data: Path, tmp_path: Path, room: int) -> None:
    (kept := tmp_path / "backups").mkdir()
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / "ab" / "abcd").write_bytes(os.urandom(2 * room))
    command = [sys.executable, "-c", "from web.cli import main; main()", "backup", str(kept / "office.backup")]
    with no_file_beyond(room):
        told = subprocess.run(command, env=environment(data), capture_output=True, text=True, check=False)
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1), told.stderr
    assert told.stderr.startswith(f"Expected room for a backup in {kept}, but found: ")
    assert "Make room there" in told.stderr
    assert list(kept.iterdir()) == []


WRONG = [
    (["replay"], 2, "Give one case", "یک پرونده"),
    (["incidents", "--retry", "1"], 2, "--as PERSON", "چه کسی می‌خواهد"),
    (["clock", "--forward", "soon"], 2, "but found soon", "ولی soon یافت شد"),
    (["db", "copy", "postgresql+psycopg://kartabl@host:port/x"], 1, "found none", "چنین نیست"),
    (["backup", "/nowhere/office.backup"], 1, "Expected to reach /nowhere,", "\u2066/nowhere\u2069 در دسترس"),
    (["restore", "/etc/hostname"], 1, "Expected an empty data folder", "پوشهٔ دادهٔ تهی"),
]


@pytest.mark.parametrize(("words", "code", "en", "fa"), WRONG, ids=[" ".join(words) for words, *_ in WRONG])
def test_what_a_command_is_given_wrongly_is_told_in_both_languages(
    kartabl: Kartabl, data: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, en: str, fa: str
) -> None:
    for language, told in (("en_US.UTF-8", en), ("fa_IR.UTF-8", fa)):
        monkeypatch.setenv("LC_ALL", language)
        answer = kartabl(*words)
        assert (answer.returncode, told in answer.stderr) == (code, True), answer.stderr
        assert "Traceback" not in answer.stderr


def test_what_is_no_backup_is_said_to_be_none_in_one_line(kartabl: Kartabl, tmp_path: Path) -> None:
    answer = kartabl("restore", "/etc/hostname", DATA=str(tmp_path / "new"))
    assert (answer.returncode, len(answer.stderr.splitlines())) == (1, 1), answer.stderr
    assert "/etc/hostname is none: file could not be opened successfully. Give" in answer.stderr


@pytest.mark.node
def test_a_host_that_has_no_address_is_named(kartabl: Kartabl) -> None:
    answer = kartabl("run", HOST="nowhere.invalid", DEMO_CASES="0")
    assert answer.returncode == 1
    assert "Expected to listen at nowhere.invalid:8000" in answer.stderr.splitlines()[-1]
    assert "Traceback" not in answer.stderr
