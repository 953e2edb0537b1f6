"""`kartabl db copy`, `kartabl backup`, `kartabl restore`: the whole office elsewhere, row for row, and every case proven there."""

from __future__ import annotations

import errno
import json
import shutil
import tarfile
from pathlib import Path

import pytest
from sqlalchemy import event

from engine.store.away import DatabaseAway
from engine.store.copying import copy
from engine.store.schema import upgrade
from engine.store.sql import open_engine
from processes.tables import MIGRATIONS
from tests.commands.conftest import Kartabl
from tests.postgres import shared
from web import settings
from web.commands import backup
from web.wiring import without_pages


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if "  " in line.strip() and "tables" not in line]


def at(data: Path) -> dict[str, str]:
    return {"DATA": str(data)}


@pytest.mark.postgres
@pytest.mark.slow
def test_an_office_moves_to_postgresql_and_back(kartabl: Kartabl, data: Path, tmp_path: Path) -> None:
    url, back = shared().new_database(), f"sqlite:///{tmp_path / 'back.sqlite'}"
    there = kartabl("db", "copy", url)
    assert there.returncode == 0, there.stderr
    assert "all equal" in there.stdout
    again = kartabl("db", "copy", back, DATABASE_URL=url)
    assert again.returncode == 0, again.stderr
    assert rows(again.stdout) == rows(there.stdout)
    more = kartabl("cases", DATABASE_URL=url)
    assert more.returncode == 0
    # numbers go on after the last one
    assert kartabl("reindex", DATABASE_URL=url).returncode == 0


def test_a_database_with_something_in_it_is_no_target(kartabl: Kartabl, data: Path, tmp_path: Path) -> None:
    shutil.copyfile(data / "kartabl.sqlite", tmp_path / "other.sqlite")
    refused = kartabl("db", "copy", f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert refused.returncode == 1
    assert "nothing in it to copy to" in refused.stderr
    assert "PostgreSQL or SQLite" in kartabl("db", "copy", "mysql://host/kartabl").stderr
    assert "another database" in kartabl("db", "copy", f"sqlite:///{data / 'kartabl.sqlite'}").stderr


@pytest.fixture
def backed_up(kartabl: Kartabl, data: Path, tmp_path: Path) -> Path:
    path = tmp_path / "office.backup"
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / "ab" / "abcd").write_bytes(b"a file that somebody sent")
    made = kartabl("backup", str(path))
    assert made.returncode == 0, made.stderr
    return path


def test_a_backup_is_put_back_whole_and_proven(kartabl: Kartabl, backed_up: Path, tmp_path: Path) -> None:
    assert backed_up.stat().st_mode & 0o077 == 0
    restored = kartabl("restore", str(backed_up), **at(tmp_path / "new"))
    assert restored.returncode == 0, restored.stderr
    assert "all equal" in restored.stdout
    assert (tmp_path / "new" / "files" / "ab" / "abcd").read_bytes() == b"a file that somebody sent"
    assert (tmp_path / "new" / "secret_key").read_text() == (tmp_path / "secret_key").read_text()
    assert kartabl("cases", **at(tmp_path / "new")).stdout == kartabl("cases").stdout


def test_a_backup_is_never_written_over_another(kartabl: Kartabl, backed_up: Path) -> None:
    assert "never written over another" in kartabl("backup", str(backed_up)).stderr


def test_where_no_backup_can_be_written_is_said_in_a_sentence(kartabl: Kartabl, data: Path) -> None:
    answer = kartabl("backup", str(data / "nowhere" / "kartabl.tar.gz"))
    assert (answer.returncode, len(answer.stderr.splitlines())) == (1, 1)
    assert "No such file or directory" in answer.stderr


def test_a_backup_that_found_no_room_leaves_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup.tarfile, "open", full)
    (kept := tmp_path / "backups").mkdir()
    wired = without_pages(settings.read({"KARTABL_DATA": str(data)}))
    with pytest.raises(backup.NoRoom, match="No space"):
        backup.back_up(wired, kept / "office.backup")
    wired.store.engine.dispose()
    assert list(kept.iterdir()) == []


def test_a_copy_that_finds_no_room_says_so(data: Path, tmp_path: Path) -> None:
    source, target = (open_engine(f"sqlite:///{path}") for path in (data / "kartabl.sqlite", tmp_path / "full.sqlite"))
    upgrade(target, [MIGRATIONS])
    target.dispose()
    event.listen(target, "connect", lambda made, _record: made.execute("PRAGMA max_page_count = 1"))  # as it is now
    with pytest.raises(DatabaseAway, match="SQLITE_FULL"):
        copy(source, target)
    source.dispose()
    target.dispose()


def test_an_office_that_is_there_is_never_restored_over(kartabl: Kartabl, backed_up: Path) -> None:
    assert "empty data folder" in kartabl("restore", str(backed_up)).stderr


def test_a_restore_that_failed_is_tried_again_as_if_it_had_not_been(
    kartabl: Kartabl, backed_up: Path, data: Path, tmp_path: Path
) -> None:
    full = tmp_path / "full.sqlite"
    shutil.copyfile(data / "kartabl.sqlite", full)
    refused = kartabl("restore", str(backed_up), **at(tmp_path / "new"), DATABASE_URL=f"sqlite:///{full}")
    assert (refused.returncode, "nothing in it to copy to" in refused.stderr) == (1, True)
    again = kartabl("restore", str(backed_up), **at(tmp_path / "new"))
    assert again.returncode == 0, again.stderr


def test_a_backup_of_another_installation_is_refused(kartabl: Kartabl, backed_up: Path, tmp_path: Path) -> None:
    refused = kartabl("restore", str(backed_up), ORIGIN="elsewhere", **at(tmp_path / "new"))
    assert refused.returncode == 1
    assert "KARTABL_ORIGIN" in refused.stderr


@pytest.mark.parametrize("damage", ["a part", "one more", "no manifest", "no tar"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    kartabl: Kartabl, backed_up: Path, tmp_path: Path, damage: str
) -> None:
    folder, bad = tmp_path / "unpacked", tmp_path / "bad.backup"
    with tarfile.open(backed_up) as tar:
        tar.extractall(folder, filter="data")
    if damage == "a part":
        (folder / "secret_key").write_text("another")
    elif damage == "one more":
        (folder / "kartabl.sqlite-wal").write_bytes(b"what SQLite would take for changes")
    elif damage == "no manifest":
        (folder / "manifest.json").unlink()
    with tarfile.open(bad, "w:gz") as tar:
        for path in folder.rglob("*"):
            tar.add(path, arcname=path.relative_to(folder).as_posix(), recursive=False)
    if damage == "no tar":
        bad.write_text(json.dumps({"format": 1}))
    refused = kartabl("restore", str(bad), **at(tmp_path / "new"))
    assert refused.returncode == 1
    assert ("digest" if damage == "a part" else "Kartabl made") in refused.stderr
    assert not (tmp_path / "new").exists()
