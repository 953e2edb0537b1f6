"""`kartabl doctor`, with each fault really made: it names it, says what to do, and changes nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

import psycopg
import pytest

import web.doctor.machine as looked_at
from engine.form import Words
from engine.store.sql import open_engine
from tests.commands.conftest import environment, nobody_in_particular
from tests.postgres import Server, shared
from tests.processes import build
from web import settings
from web.commands import doctor
from web.doctor.database import database
from web.doctor.finding import CHECKS, Finding
from web.workplace import RESTORING

NOBODY = "postgresql+psycopg://kartabl@127.0.0.1:1/kartabl"
REDIS = "redis://127.0.0.1:1/0"
SECRET = "redis://kartabl:a-secret@127.0.0.1:1/0"


@pytest.fixture
def folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an office that is well."""
    data.chmod(0o700)
    dist, translated = data / "dist", data / "messages.mo"
    dist.mkdir()
    (dist / "manifest.json").write_text('{"app.js": "app-1.js"}')
    (dist / "app-1.js").write_text("")
    translated.write_text("")
    monkeypatch.setattr(looked_at, "dist", dist)
    monkeypatch.setattr(looked_at, "TRANSLATIONS", translated)
    (data / "secret_key").touch(0o600)
    with closing(sqlite3.connect(data / "kartabl.sqlite")) as database, database:
        database.execute("DELETE FROM job")  # of cases told in another time, all are late by now
    return data


def look(folder: Path, *, sample: int = 3, **given: str) -> Mapping[str, Finding]:
    """Return what the doctor finds, by what was looked at, the worst of each."""
    order = ["fail", "warn", "ok"]
    ours = {"KARTABL_DEMO": "no", **{f"KARTABL_{name}": value for name, value in given.items()}}
    found = list(doctor._look(environment(folder, **ours), sample))
    return {each.check: each for each in sorted(found, key=lambda each: order.index(each.state), reverse=True)}


def state_of(folder: Path, check: str, **given: str) -> str:
    found = look(folder, **given)[check]
    assert (found.do.en == "") == (found.do.fa == "") == (found.state == "ok")
    assert found.check in CHECKS
    return found.state


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "kartabl.sqlite")) as database, database:
        database.execute(statement)


def test_of_an_office_that_is_well_nothing_is_said(folder: Path) -> None:
    found = look(folder, sample=0)
    assert {each.check for each in found.values() if each.state != "ok"} <= {"disk"}  # this machine's own
    assert len(found) >= 12


def test_a_demonstration_is_a_warning(folder: Path) -> None:
    assert state_of(folder, "settings", DEMO="yes") == "warn"


@pytest.mark.parametrize(
    ("reached", "state"),
    [({}, "ok"), ({"HOST": "::1"}, "ok"), ({"HOST": "0.0.0.0"}, "warn"), ({"PROXY": "yes"}, "warn")],
    ids=str,
)
def test_an_office_that_others_reach_should_have_a_name(folder: Path, reached: dict[str, str], state: str) -> None:
    default = settings.known["ORIGIN"].default
    assert look(folder, sample=0, ORIGIN=default, **reached)["settings"].state == state
    assert look(folder, sample=0, ORIGIN="office.example", **reached)["settings"].state == "ok"


def test_a_setting_that_cannot_be_meant_is_all_that_is_said(folder: Path) -> None:
    found = look(folder, PROT="80")
    assert (list(found), found["settings"].state) == (["settings"], "fail")


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def open_to_all(folder: Path) -> None:
    folder.chmod(0o755)


def key_for_all(folder: Path) -> None:
    (folder / "secret_key").chmod(0o644)


def no_manifest(folder: Path) -> None:
    (folder / "dist" / "manifest.json").unlink()


def half_built(folder: Path) -> None:
    (folder / "dist" / "app-1.js").unlink()


def untranslated(folder: Path) -> None:
    (folder / "messages.mo").unlink()


def no_database(folder: Path) -> None:
    (folder / "kartabl.sqlite").unlink()


def no_tables(folder: Path) -> None:
    (folder / "kartabl.sqlite").write_bytes(b"")


def half_restored(folder: Path) -> None:
    (folder / f"{RESTORING}1").mkdir()


def newer(folder: Path) -> None:
    change(folder, "UPDATE alembic_version SET version_num = 'later'")


def older(folder: Path) -> None:
    change(folder, "UPDATE alembic_version SET version_num = '0001'")  # before the office had tables


def of_another(folder: Path) -> None:
    (folder / "kartabl.sqlite").unlink()
    change(folder, "CREATE TABLE person (a INTEGER)")


def late(folder: Path) -> None:
    change(
        folder,
        "INSERT INTO job (instance, id, element, due, try_at) SELECT id, 'late', 'x', started_at, started_at FROM instance LIMIT 1",
    )


def incident(folder: Path) -> None:
    change(folder, "UPDATE instance SET status = 'running'")  # of a case that has ended it would be none
    change(
        folder,
        "INSERT INTO failure (instance, subject, element, since, attempts, code, en, fa) SELECT id, 'tokens', '', started_at, 9, '', '', '' "
        "FROM instance LIMIT 1",
    )


def nobody(folder: Path) -> None:
    change(folder, "UPDATE role SET until = since WHERE name = 'administrator'")


def random_bytes(folder: Path) -> None:
    (folder / "kartabl.sqlite").write_bytes(os.urandom(100_000))


def middle_overwritten(folder: Path) -> None:
    file = folder / "kartabl.sqlite"
    with file.open("r+b") as database:
        database.seek(file.stat().st_size // 2)
        database.write(os.urandom(file.stat().st_size // 4))


def cut_short(folder: Path) -> None:
    file = folder / "kartabl.sqlite"
    os.truncate(file, file.stat().st_size // 2)


def no_list(folder: Path) -> None:
    (folder / "dist" / "manifest.json").write_text("7")


def touched(folder: Path) -> None:
    change(folder, "UPDATE instance SET refused = refused + 1")


FAULTS: list[tuple[Callable[[Path], None], str, str]] = [
    (gone, "data folder", "fail"),
    (open_to_all, "data folder", "warn"),
    (key_for_all, "key", "fail"),
    (no_manifest, "pages", "fail"),
    (half_built, "pages", "fail"),
    (no_list, "pages", "fail"),
    (untranslated, "translations", "fail"),
    (no_database, "database", "fail"),
    (random_bytes, "database", "fail"),
    (middle_overwritten, "database", "fail"),
    (cut_short, "database", "fail"),
    (no_tables, "schema", "fail"),
    (half_restored, "data folder", "fail"),
    (newer, "schema", "fail"),
    (older, "schema", "warn"),
    (of_another, "schema", "fail"),
    (late, "timers", "fail"),
    (incident, "incidents", "warn"),
    (nobody, "people", "fail"),
    (touched, "cases", "fail"),
]


@pytest.mark.parametrize(("break_it", "check", "state"), FAULTS, ids=[fault[0].__name__ for fault in FAULTS])
def test_each_fault_is_found(folder: Path, break_it: Callable[[Path], None], check: str, state: str) -> None:
    before = look(folder, sample=0)[check].state
    break_it(folder)
    assert before == "ok"
    assert state_of(folder, check) == state


def test_looking_makes_nothing(folder: Path) -> None:
    shutil.rmtree(folder)
    look(folder)
    assert not folder.exists()


def test_looking_makes_nothing_where_the_database_lives_elsewhere(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = shutil.move(folder / "kartabl.sqlite", tmp_path_factory.mktemp("elsewhere"))
    shutil.rmtree(folder)
    found = look(folder, DATABASE_URL=f"sqlite:///{elsewhere}", sample=0)
    assert (found["schema"].state, found["data folder"].state) == ("ok", "fail")
    assert not folder.exists()


@pytest.mark.postgres
def test_more_processes_than_postgresql_has_connections_for_are_a_warning(folder: Path, at_postgres: str) -> None:
    assert state_of(folder, "connections", DATABASE_URL=at_postgres, WORKERS="2", DATABASE_POOL="14") == "ok"
    assert state_of(folder, "connections", DATABASE_URL=at_postgres, WORKERS="2", DATABASE_POOL="15") == "warn"


@pytest.mark.postgres
def test_where_workers_come_their_connections_count_too(folder: Path, at_postgres: str) -> None:
    given = {"DATABASE_URL": at_postgres, "WORKERS": "2", "DATABASE_POOL": "10"}
    assert state_of(folder, "connections", **given) == "ok"
    found = look(folder, **given, BROKER_URL=REDIS)["connections"]
    assert found.state == "warn"
    assert "2 processes of pages may take 40, and each worker 20" in found.found.en
    assert "۲ پردازهٔ صفحه‌ها تا ۴۰ و هر کارگزار تا ۲۰" in found.found.fa


@pytest.mark.postgres
def test_why_nobody_answers_is_said_as_the_server_says_it(folder: Path, at_postgres: str) -> None:
    found = look(folder, DATABASE_URL=f"{at_postgres}_gone")["database"]
    assert "does not exist" in found.found.en


def test_a_folder_that_cannot_be_written_is_found() -> None:
    elsewhere = Path(mkdtemp(prefix="kartabl-doctor-"))
    elsewhere.chmod(0o500)
    with nobody_in_particular(elsewhere):
        found = looked_at._folder(elsewhere)
    elsewhere.rmdir()
    assert found.state == "fail"


@pytest.mark.parametrize("kept", ["kartabl.sqlite", "."], ids=["file", "folder"])
def test_a_database_that_cannot_be_written_is_found(kept: str) -> None:
    elsewhere = Path(mkdtemp(prefix="kartabl-doctor-"))
    change(elsewhere, "CREATE TABLE t (a INTEGER)")
    (elsewhere / kept).chmod(0o555)
    with nobody_in_particular(elsewhere):
        found = list(database(settings.read(environment(elsewhere)), 0))
    shutil.rmtree(elsewhere)
    assert [(each.check, each.state) for each in found] == [("database", "fail")]
    assert found[0].found.en == f"{(elsewhere / kept).resolve()}: not to be written"


@pytest.mark.parametrize(
    ("check", "given"),
    [
        ("database", {"DATABASE_URL": NOBODY, "DATABASE_CONNECT": "1"}),
        ("key", {"SECRET_KEY": "too short"}),
        ("broker", {"BROKER_URL": REDIS}),
        ("limits", {"LIMITS_URL": "redis://127.0.0.1:port/1"}),
    ],
)
def test_what_the_settings_name_and_is_not_there_fails(folder: Path, check: str, given: dict[str, str]) -> None:
    assert state_of(folder, check, **given) == "fail"


def test_a_server_of_limits_that_is_away_is_a_warning(folder: Path) -> None:
    assert state_of(folder, "limits", LIMITS_URL=REDIS) == "warn"
    assert look(folder, LIMITS_URL=SECRET)["limits"].found.en.startswith("redis://127.0.0.1:1/0 does not answer")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (SECRET, "redis://127.0.0.1:1/0: Error 111 connecting to 127.0.0.1:1. Connection refused"),
        ("amqp://kartabl:a-secret@127.0.0.1:1//", "amqp://127.0.0.1:1//: [Errno 111] Connection refused"),
        ("redis://kartabl:a-secret/9@127.0.0.1:1/0", "redis://…: ValueError"),
    ],
)
def test_why_the_broker_does_not_answer_is_said_and_no_password(folder: Path, url: str, said: str) -> None:
    found = look(folder, sample=0, BROKER_URL=url)["broker"]
    assert found.found == Words(en=said, fa=f"\u2066{said}\u2069")


def test_why_nothing_counts_together_is_said_and_no_password(folder: Path) -> None:
    found = look(folder, sample=0, LIMITS_URL="redis://:a-secret@127.0.0.1:port/1")["limits"]
    assert found.found.en == "redis://127.0.0.1:port/1: Port could not be cast to integer value as 'port'"


OURS = re.compile("\u2066[^\u2069]*\u2069|[۰-۹٬٫]+")
"""What of a Persian line may have figures: what is typed, and numbers in Persian digits."""


def test_in_persian_what_is_counted_has_persian_digits_and_what_is_typed_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for break_it in (incident, touched, half_built, key_for_all, open_to_all):
        break_it(folder)
    doctor.run(environment(folder, KARTABL_LIMITS_URL=REDIS), 20, as_json=False, language="fa")
    told = capsys.readouterr().out
    assert re.search("[0-9]", OURS.sub("", told)) is None, told
    for said in (
        "رخدادها: ۱",
        "راهبران سامانه: ۱",
        f"\u2066{folder}\u2069",
        "\u2066chmod 600 ",
        f"\u2066{REDIS}\u2069",
    ):
        assert said in told, told


def test_a_case_is_named_as_people_know_it(folder: Path) -> None:
    touched(folder)
    [named] = re.findall(r"first (\S+)", look(folder)["cases"].found.en)
    with closing(sqlite3.connect(folder / "kartabl.sqlite")) as database:
        assert (named,) in database.execute("SELECT tracking FROM case_file").fetchall()


def test_a_full_disk_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = shutil.disk_usage(folder).free
    monkeypatch.setattr(looked_at, "SCARCE", free + 2**40)
    assert state_of(folder, "disk") == "warn"
    monkeypatch.setattr(looked_at, "LEAST", free + 2**40)
    assert state_of(folder, "disk") == "fail"


def test_old_data_of_time_zones_are_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ZoneInfo("Asia/Tehran").utcoffset(looked_at.SUMMER) == timedelta(hours=3, minutes=30)
    monkeypatch.setattr(looked_at, "SUMMER", looked_at.SUMMER.replace(year=2020))  # when there still was summer time
    assert state_of(folder, "time zone") == "fail"


@pytest.fixture
def at_postgres(postgres: Server, tmp_path: Path) -> Iterator[str]:
    """The URL of an office in PostgreSQL."""
    url = postgres.new_database()
    with build.bench_on(open_engine(url), tmp_path):
        yield url


@pytest.mark.postgres
def test_a_database_whose_clock_is_another_is_found(folder: Path, at_postgres: str) -> None:
    found = look(folder, DATABASE_URL=at_postgres)
    assert (found["clock"].state, found["database"].state) == ("ok", "ok")
    assert found["database"].found.en.startswith("PostgreSQL 1")
    with psycopg.connect(at_postgres.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS "
            "$$ SELECT pg_catalog.clock_timestamp() + interval '5 minutes' $$"
        )
        name = at_postgres.rpartition("/")[2]
        connection.execute(f"ALTER DATABASE {name} SET search_path = public, pg_catalog".encode())
    assert state_of(folder, "clock", DATABASE_URL=at_postgres) == "fail"
    assert shared().listens()


def test_the_command_prints_a_line_each_and_its_code_says_whether_one_fails(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert doctor.run(environment(folder, KARTABL_DEMO="no"), 0, as_json=False, language="en") == 0
    assert "ok    schema: of this version" in capsys.readouterr().out
    no_manifest(folder)
    assert doctor.run(environment(folder), 0, as_json=True, language="en") == 1
    assert '"check": "pages"' in capsys.readouterr().out


def test_what_cannot_be_looked_at_keeps_nothing_else_from_being_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    random_bytes(folder)
    no_list(folder)
    assert doctor.run(environment(folder), 0, as_json=True, language="en") == 1
    told = {each["check"]: each for each in json.loads(capsys.readouterr().out)}
    assert {"settings", "data folder", "disk", "key", "time zone", "translations", "limits"} <= told.keys()
    assert {check for check, each in told.items() if each["state"] == "fail"} == {"pages", "database"}
    assert told["database"]["found"]["en"] == f"sqlite:///{folder}/kartabl.sqlite: file is not a database"


def test_of_a_damaged_database_each_look_is_told_apart(folder: Path) -> None:
    change(folder, "DROP TABLE role")
    found = look(folder)
    assert {check for check, each in found.items() if each.state == "fail"} == {"people"}
    assert "no such table: role" in found["people"].found.en
    assert "kartabl restore" in found["people"].do.en


def test_it_speaks_the_language_that_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kartabl.sqlite").unlink()
    for language, said in (("fa", "fail  پایگاه داده: "), ("en", "fail  database: ")):
        assert doctor.run(environment(folder), 0, as_json=False, language=language) == 1  # type: ignore[arg-type]
        told = capsys.readouterr().out
        assert said in told
        assert ("begins a new one" in told) == (language == "en")
        assert ("دفتر تازه‌ای آغاز می‌کند" in told) == (language == "fa")
