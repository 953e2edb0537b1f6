"""What a command says that could not do what it was asked: one sentence, in the reader's language, with what is to be done."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.commands.conftest import Kartabl, environment, nobody_in_particular
from tests.postgres import Server
from web import logs, settings
from web.cli import cli
from web.refused import language_of, sentence

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
    ["demo"],
]
SERVERS = [["run"], ["serve"]]


@pytest.fixture(autouse=True)
def unlogged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the log of this process as it is: a command that is asked in it would take it over."""
    monkeypatch.setattr(logs, "set_up", lambda _settings: None)


def asked(folder: Path, words: list[str], **given: str) -> Result:
    """Return what a command gives that is asked in this process: starting one takes longer than what it does."""
    settings = {f"KARTABL_{name}": value for name, value in given.items()}
    return CliRunner().invoke(cli, words, env=environment(folder, **settings))


def is_away(code: int, told: str) -> bool:
    """Return whether a command said that the database is away, which one, and what to do, in one line."""
    assert code == 1, told
    [line] = told.splitlines()
    place = "postgresql+psycopg://kartabl@127.0.0.1:1/kartabl"
    assert line.startswith(f"Expected the database at {place} to answer, but found: ")
    for said in ("Connection refused. See that it runs", "`kartabl doctor` tells more"):
        assert said in line
    return "a-secret" not in line and "OperationalError" not in line


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_says_alike_that_the_database_is_away(tmp_path: Path, words: list[str]) -> None:
    answer = asked(tmp_path, words, DATABASE_URL=AWAY, DATABASE_CONNECT="1")
    assert is_away(answer.exit_code, answer.output)


@pytest.mark.node
@pytest.mark.slow
@pytest.mark.parametrize("words", SERVERS, ids=" ".join)
def test_a_server_says_so_too(kartabl: Kartabl, words: list[str]) -> None:
    answer = kartabl(*words, DATABASE_URL=AWAY, DATABASE_CONNECT="1")
    assert is_away(answer.returncode, answer.stderr)


def test_it_says_so_in_the_language_of_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> str:
        return asked(tmp_path, ["cases"], DATABASE_URL=AWAY, DATABASE_CONNECT="1").output

    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fa_IR.UTF-8")
    place = "\u2066postgresql+psycopg://kartabl@127.0.0.1:1/kartabl\u2069"
    assert told().startswith(f"انتظار می‌رفت پایگاه دادهٔ {place} پاسخ دهد")
    assert "Connection refused" in told()
    monkeypatch.setenv("LC_MESSAGES", "en_US.UTF-8")
    assert told().startswith("Expected")


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ({}, "en"),
        ({"LANG": "fa_IR.UTF-8"}, "fa"),
        ({"LANG": "fa"}, "fa"),
        ({"LANG": "fat_XX"}, "en"),
        ({"LANG": "fa_IR", "LC_MESSAGES": "C"}, "en"),
        ({"LANGUAGE": "fa"}, "fa"),
        ({"LANGUAGE": "fa_IR:en", "LC_ALL": "en_US.UTF-8"}, "fa"),
        ({"LANGUAGE": "en:fa", "LC_ALL": "fa_IR.UTF-8"}, "en"),
        ({"LANGUAGE": "ku:fa", "LANG": "en_US"}, "fa"),
        ({"LANGUAGE": "de", "LANG": "fa_IR"}, "en"),
        ({"LANGUAGE": "", "LANG": "fa_IR"}, "fa"),
    ],
    ids=str,
)
def test_the_language_of_a_terminal_is_what_gettext_makes_of_it(given: dict[str, str], language: str) -> None:
    assert language_of(given) == language


def test_a_folder_that_is_not_to_be_written_is_named_itself() -> None:
    elsewhere = Path(mkdtemp(prefix="kartabl-refused-"))
    elsewhere.chmod(0o500)
    with nobody_in_particular(elsewhere), pytest.raises(PermissionError) as fault:
        settings.secret_key(settings.read(environment(elsewhere)))
    elsewhere.rmdir()
    told = sentence(fault.value, "en")
    assert told is not None
    assert told.startswith(f"Expected to reach {elsewhere}, but found: Permission denied.")


NOT_THERE = [["clock", "999"], ["replay", "999"]]


@pytest.mark.parametrize("words", NOT_THERE, ids=" ".join)
def test_a_case_that_is_not_there_is_nobodys_secret_from_an_operator(
    data: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    for language, said in (
        ("en_US", "Expected the tracking number or instance of a case, but found none of 999."),
        ("fa_IR", "شمارهٔ رهگیری یا شناسهٔ پرونده‌ای انتظار می‌رفت، ولی پرونده‌ای با ۹۹۹ نیست."),
    ):
        monkeypatch.setenv("LC_ALL", language)
        told = asked(data, words)
        assert (told.exit_code, told.output.startswith(said)) == (1, True), told.output
        assert "kartabl cases" in told.output


def test_a_command_that_is_asked_for_a_language_refuses_in_it(data: Path) -> None:
    told = asked(data, ["clock", "999", "--lang", "fa"])
    assert (told.exit_code, "۹۹۹" in told.output, "Expected" in told.output) == (1, True, False)
    assert "Expected" in asked(data, ["clock", "999", "--lang", "en"]).output


@pytest.mark.postgres
def test_a_database_that_refuses_says_why(tmp_path: Path, postgres: Server) -> None:
    told = asked(tmp_path, ["cases"], DATABASE_URL=f"{postgres.new_database()}_gone")
    assert (told.exit_code, "does not exist" in told.output, len(told.output.splitlines())) == (1, True, 1)


@pytest.mark.postgres
def test_a_database_in_which_no_table_may_be_made_says_whose_it_should_be(tmp_path: Path, postgres: Server) -> None:
    url = postgres.new_database()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS guest")
        connection.execute("CREATE ROLE guest LOGIN")
    told = asked(tmp_path, ["administrator", "sadr"], DATABASE_URL=url.replace("kartabl@", "guest@"))
    assert (told.exit_code, len(told.output.splitlines())) == (1, 1), told.output
    for said in ("permission denied", "//guest@", "KARTABL_DATABASE_URL names Kartabl's own and its owner"):
        assert said in told.output


FOREIGN = [["cases"], ["replay", "--all"], ["incidents"]]


def is_anothers(answer: Result, place: str) -> bool:
    """Return whether a command said that a database is something else's, and what to do, in one line."""
    assert (answer.exit_code, len(answer.output.splitlines())) == (1, 1), answer.output
    assert answer.output.startswith(
        f"Expected in {place} a database that is empty or Kartabl's own, but found person there"
    )
    return "Name Kartabl's own, or an empty one (KARTABL_DATABASE_URL)" in answer.output


@pytest.mark.parametrize("words", FOREIGN, ids=" ".join)
def test_a_database_of_something_else_is_said_to_be_that(tmp_path: Path, words: list[str]) -> None:
    with closing(sqlite3.connect(tmp_path / "kartabl.sqlite")) as database, database:
        database.execute("CREATE TABLE person (a INTEGER)")
    assert is_anothers(asked(tmp_path, words), f"sqlite:///{tmp_path / 'kartabl.sqlite'}")
    with closing(sqlite3.connect(tmp_path / "kartabl.sqlite")) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("person",)]


@pytest.mark.postgres
def test_so_is_one_in_postgresql_whoever_is_to_live_there(data: Path, tmp_path: Path, postgres: Server) -> None:
    url = postgres.new_database()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE person (a int)")
    assert is_anothers(asked(tmp_path, ["cases"], DATABASE_URL=url), url)
    assert is_anothers(asked(data, ["db", "copy", url]), url)


@pytest.mark.postgres
def test_a_name_that_something_else_has_taken_is_said_to_be_taken(tmp_path: Path, postgres: Server) -> None:
    url = postgres.new_database()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE VIEW person AS SELECT 1 AS a")
    told = asked(tmp_path, ["administrator", "sadr"], DATABASE_URL=url)
    assert (told.exit_code, len(told.output.splitlines())) == (1, 1), told.output
    assert 'relation "person" already exists' in told.output


def not_a_database(file: Path) -> None:
    file.write_text("what somebody wrote " * 500)


def without_a_table(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE case_file")


@pytest.mark.parametrize("break_it", [not_a_database, without_a_table])
def test_a_database_that_is_not_kartabls_is_said_to_be_none(data: Path, break_it: Callable[[Path], None]) -> None:
    break_it(data / "kartabl.sqlite")
    told = asked(data, ["cases"])
    assert (told.exit_code, len(told.output.splitlines())) == (1, 1), told.output
    assert f"sqlite:///{data / 'kartabl.sqlite'} to have Kartabl's tables" in told.output


def test_of_two_databases_the_one_that_is_away_is_named(data: Path) -> None:
    told = asked(data, ["db", "copy", AWAY])
    assert is_away(told.exit_code, told.output)


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
    (["files", "--sweep", "--missing"], 2, "Give --sweep, or --missing", "یا --sweep بدهید"),
    (["incidents", "--retry", "1"], 2, "--as PERSON", "چه کسی می‌خواهد"),
    (["clock", "--forward", "soon"], 2, "but found soon", "ولی soon یافت شد"),
    (["db", "copy", "postgresql+psycopg://kartabl@host:port/x"], 1, "found none", "چنین نیست"),
    (["backup", "/nowhere/office.backup"], 1, "Expected to reach /nowhere,", "\u2066/nowhere\u2069 در دسترس"),
    (["restore", "/etc/hostname"], 1, "Expected an empty data folder", "پوشهٔ دادهٔ تهی"),
]


@pytest.mark.parametrize(("words", "code", "en", "fa"), WRONG, ids=[" ".join(words) for words, *_ in WRONG])
def test_what_a_command_is_given_wrongly_is_told_in_both_languages(
    data: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, en: str, fa: str
) -> None:
    for language, told in (("en_US.UTF-8", en), ("fa_IR.UTF-8", fa)):
        monkeypatch.setenv("LC_ALL", language)
        answer = asked(data, words)
        assert (answer.exit_code, told in answer.output) == (code, True), answer.output


def test_a_setting_is_quoted_as_it_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fa_IR.UTF-8")
    told = asked(tmp_path, ["cases"], PORT="99999")
    assert "عددی از ۱ تا ۶۵۵۳۵ انتظار می‌رفت، ولی «\u206699999\u2069» یافت شد" in told.output


def test_what_is_no_backup_is_said_to_be_none_in_one_line(tmp_path: Path) -> None:
    answer = asked(tmp_path, ["restore", "/etc/hostname"], DATA=str(tmp_path / "new"))
    assert (answer.exit_code, len(answer.output.splitlines())) == (1, 1), answer.output
    assert "/etc/hostname is none: it is no gzip file. Give" in answer.output


@pytest.mark.node
@pytest.mark.slow
def test_a_host_that_has_no_address_is_named(kartabl: Kartabl) -> None:
    answer = kartabl("run", HOST="nowhere.invalid", DEMO_CASES="0")
    assert answer.returncode == 1
    assert "Expected to listen at nowhere.invalid:8000" in answer.stderr.splitlines()[-1]
    assert "Traceback" not in answer.stderr
