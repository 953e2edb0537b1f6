"""Files that cases have and that are not in the data folder: the backup and the doctor say so, and they are put back from an older backup."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import Engine

from engine.store.sql import open_engine
from processes.demo.paths.office_automation_inbox import LETTER
from processes.demo.play import Give
from processes.erasure import erase
from tests.commands.conftest import Here
from tests.files.samples import PDF
from tests.processes import build
from tests.processes.build import Bench, Case
from web import wiring

pytestmark = pytest.mark.databases


@dataclass
class Office:
    """An office whose database is elsewhere than its data folder, and the commands that are run for it."""

    bench: Bench
    settings: Mapping[str, str]
    data: Path
    here: Here

    def given(self, mark: bytes) -> tuple[Case, Path]:
        """Return a new case with a file of its own, and where that lies."""
        case = self.bench.ask()
        case.do("draft_letter", {**LETTER, "letter_files": Give("حکم.pdf", PDF + mark)})
        return case, self.bench.office.files.store.path(case.letters[0].files[0].digest)

    def run(self, *words: str, **more: str) -> Result:
        """Run a command with the settings of the office."""
        return self.here(*words, **{**self.settings, **more})

    def looked(self, **more: str) -> Mapping[str, Any]:
        """Return what the doctor says of the files."""
        told = json.loads(self.run("doctor", "--json", "--sample", "0", **more).stdout)
        return next(each for each in told if each["check"] == "files")


@pytest.fixture
def office(
    database: str, request: pytest.FixtureRequest, here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """An office without files, in each of the databases."""
    (data := tmp_path / "data").mkdir()
    opened: list[Engine] = []

    def noted(*given: Any, **options: Any) -> Engine:
        opened.append(open_engine(*given, **options))
        return opened[-1]

    monkeypatch.setattr(wiring, "open_engine", noted)
    if database == "postgres":
        template, server = request.getfixturevalue("prepared_postgres"), request.getfixturevalue("postgres")
        with server.copy(template) as url, build.bench_on(open_engine(url), data) as made:
            yield Office(made, {"DATA": str(data), "DATABASE_URL": url}, data, here)
            for engine in opened:  # a process of its own would have closed them
                engine.dispose()
    else:
        url = f"sqlite:///{shutil.copyfile(request.getfixturevalue('played'), tmp_path / 'office.sqlite')}"
        with build.bench_on(open_engine(url), data) as made:
            yield Office(made, {"DATA": str(data), "DATABASE_URL": url}, data, here)


def names(backup: Path) -> set[str]:
    with tarfile.open(backup) as tar:
        return set(tar.getnames())


def test_a_backup_that_has_all_files_says_nothing_of_them(office: Office, tmp_path: Path) -> None:
    for mark in (b"1", b"2"):
        office.given(mark)
    made = office.run("backup", str(tmp_path / "office.tar.gz"))
    assert (made.exit_code, made.stderr) == (0, "")


@pytest.mark.parametrize("folder", ["another", "emptied"])
def test_a_backup_from_a_folder_that_is_not_the_office_s_is_written_and_said_to_lack_them(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    first = min(path.name for _case, path in map(office.given, (b"1", b"2")))
    data = office.data
    if folder == "another":
        (data := tmp_path / "another").mkdir()
    else:
        shutil.rmtree(data / "files")
    for language, said in (
        (
            "C",
            f"Expected every file that cases have in {data}/files, 2 in all, but 2 of them are not there (first {first[:2]}/{first}). "
            f"The backup {tmp_path}/C.tar.gz was written all the same, without them",
        ),
        ("fa_IR", f"انتظار می‌رفت همهٔ ۲ فایل پرونده‌ها در \u2066{data}/files\u2069 باشد، ولی ۲ فایل آنجا نیست"),
    ):
        monkeypatch.setenv("LC_ALL", language)
        made = office.run("backup", str(backup := tmp_path / f"{language}.tar.gz"), DATA=str(data))
        [line] = made.stderr.splitlines()
        assert (made.exit_code, line.startswith(said), "KARTABL_DATA" in line) == (1, True, True), line
        assert f"{backup}" in made.stdout
        assert {"kartabl.sqlite", "manifest.json"} <= names(backup)


def test_a_backup_without_one_file_has_all_others(office: Office, tmp_path: Path) -> None:
    (_, lost), (_, left) = map(office.given, (b"1", b"2"))
    lost.unlink()
    backup = tmp_path / "office.tar.gz"
    made = office.run("backup", str(backup))
    assert made.exit_code == 1
    assert f"2 in all, but 1 of them are not there (first {lost.name[:2]}/{lost.name})" in made.stderr
    assert f"files/{left.name[:2]}/{left.name}" in names(backup)
    assert f"files/{lost.name[:2]}/{lost.name}" not in names(backup)


def test_a_backup_without_one_file_is_put_back_and_the_proof_names_its_case(office: Office, tmp_path: Path) -> None:
    (case, lost), (other, left) = map(office.given, (b"1", b"2"))
    lost.unlink()
    backup = tmp_path / "office.tar.gz"
    assert office.run("backup", str(backup)).exit_code == 1
    new = tmp_path / "new"
    restored = office.run("restore", str(backup), DATA=str(new), DATABASE_URL="")
    assert restored.exit_code == 1
    assert (new / left.relative_to(office.data)).exists()
    [line] = [line for line in restored.stdout.splitlines() if lost.name in line]
    assert case.tracking in line
    assert other.tracking not in restored.stdout


def test_a_mark_of_what_was_sent_is_no_file(office: Office, tmp_path: Path) -> None:
    _, lost = office.given(b"1")
    lost.unlink()
    assert (office.data / "files" / "uploads" / lost.name).exists()
    assert office.run("backup", str(tmp_path / "office.tar.gz")).exit_code == 1
    assert office.looked()["state"] == "fail"


def test_the_doctor_counts_the_files_and_says_which_are_lost(office: Office) -> None:
    assert office.looked() | {"do": ""} == {
        "check": "files",
        "state": "ok",
        "found": {"fa": "هیچ", "en": "none"},
        "do": "",
    }
    (_, lost), (_, _) = map(office.given, (b"1", b"2"))
    told = office.looked()
    assert (told["state"], told["found"]["en"]) == ("ok", "cases have 2, and all are there")
    assert told["found"]["fa"] == "پرونده‌ها ۲ فایل دارند و همه هست"
    lost.unlink()
    told, first = office.looked(), f"{lost.name[:2]}/{lost.name}"
    assert told["state"] == "fail"
    assert told["found"]["en"] == f"1 of 2 that cases have are not in {office.data}/files, first {first}"
    assert f"۱ فایل از ۲ فایل پرونده‌ها در \u2066{office.data}/files\u2069 نیست" in told["found"]["fa"]
    for language in ("en", "fa"):
        assert "KARTABL_DATA" in told["do"][language]
        assert f"kartabl files --missing | tar -xzf BACKUP -C {office.data} -T -" in told["do"][language]


def test_the_doctor_looks_where_the_data_folder_is_said_to_be_and_makes_nothing(office: Office, tmp_path: Path) -> None:
    office.given(b"1")
    (wrong := tmp_path / "wrong").mkdir()
    assert office.looked(DATA=str(wrong))["state"] == "fail"
    assert list(wrong.iterdir()) == []


def test_why_the_folder_of_files_is_not_to_be_read_is_said(office: Office) -> None:
    office.given(b"1")
    shutil.rmtree(office.data / "files")
    (office.data / "files").touch()
    told = office.looked()
    assert (told["state"], told["found"]["en"]) == ("fail", f"{office.data}/files: Not a directory")


def test_what_was_erased_nobody_misses(office: Office, tmp_path: Path) -> None:
    (case, erased), (_, left) = map(office.given, (b"1", b"2"))
    store = office.bench.office.files.store
    with office.bench.office.store.writing() as unit:
        assert erase(unit, store, case.instance, [case.state.variables["letter_files"].commitment]) == 1
    store.sweep(left.name.__eq__, older=-1)  # a day has passed
    assert (erased.exists(), left.exists()) == (False, True)
    assert office.run("backup", str(tmp_path / "office.tar.gz")).exit_code == 0
    told = office.looked()
    assert (told["state"], told["found"]["en"]) == ("ok", "cases have 1, and all are there")


def test_lost_files_are_put_back_from_an_older_backup_and_no_others(office: Office, tmp_path: Path) -> None:
    (_, lost), (case, erased), (_, left) = map(office.given, (b"1", b"2", b"3"))
    older = tmp_path / "older.tar.gz"
    assert office.run("backup", str(older)).exit_code == 0
    store = office.bench.office.files.store
    with office.bench.office.store.writing() as unit:
        erase(unit, store, case.instance, [case.state.variables["letter_files"].commitment])
    store.sweep({lost.name, left.name}.__contains__, older=-1)
    content = lost.read_bytes()
    lost.unlink()
    missing = office.run("files", "--missing")
    assert (missing.exit_code, missing.stdout) == (0, f"files/{lost.name[:2]}/{lost.name}\n")
    unpack = ["tar", "-xzf", str(older), "-C", str(office.data), "-T", "-"]
    subprocess.run(unpack, input=missing.stdout, text=True, check=True)
    assert (lost.read_bytes(), erased.exists()) == (content, False)
    assert office.looked()["state"] == "ok"
    assert office.run("files", "--missing").stdout == ""
    assert office.run("backup", str(tmp_path / "office.tar.gz")).exit_code == 0
