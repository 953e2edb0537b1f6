"""`kartabl restore` of what is no backup, or one no longer: what it is, where, what to do, in one line, and nothing is left."""

from __future__ import annotations

import gzip
import os
import resource
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Here, environment
from web.commands.backup import MANIFEST


@pytest.fixture
def backed_up(here: Here, data: Path, tmp_path: Path) -> Path:
    """A backup of an office that has a file, which cannot be packed."""
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / "ab" / "abcd").write_bytes(os.urandom(200_000))
    made = here("backup", str(path := tmp_path / "office.tar.gz"))
    assert made.exit_code == 0, made.output
    return path


def refused(here: Here, bad: Path, **more: str) -> str:
    """Return the one line with which a restore is refused; nothing is left of it."""
    new = bad.parent / "new"
    answer = here("restore", str(bad), DATA=str(new), **more)
    [line] = answer.output.splitlines()
    assert (answer.exit_code, new.exists()) == (1, False), line
    return line


@pytest.mark.parametrize("part", [2, 10, 11, 1000, 0.5, 0.9, -9, -1], ids=str)
def test_one_that_was_copied_in_part_is_said_to_be_damaged(here: Here, backed_up: Path, part: float) -> None:
    whole = backed_up.read_bytes()
    size = int(len(whole) * part) if isinstance(part, float) else part
    (bad := backed_up.with_name("part.tar.gz")).write_bytes(whole[:size])
    line = refused(here, bad)
    assert f"{bad} to be whole, but found that it ends too early ({size % len(whole)} bytes)" in line
    assert "Copy it again" in line


@pytest.mark.parametrize("place", [0.02, 0.3, 0.5, 0.8, -6, -2], ids=str)
def test_one_whose_bytes_were_changed_is_said_to_be_damaged(here: Here, backed_up: Path, place: float) -> None:
    whole = bytearray(backed_up.read_bytes())
    first = int(len(whole) * place) if isinstance(place, float) else len(whole) + place
    for each in range(first, min(first + 64, len(whole))):
        whole[each] ^= 0x5A
    (bad := backed_up.with_name("changed.tar.gz")).write_bytes(whole)
    assert "to be whole, but found that bytes in it are not what they were" in refused(here, bad)


def test_it_says_so_in_persian(here: Here, backed_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fa_IR.UTF-8")
    changed = backed_up.read_bytes()[:-8] + b"checksum"
    (bad := backed_up.with_name("changed.tar.gz")).write_bytes(changed)
    assert "کامل باشد، ولی بایت‌هایی از آن دیگر همان نیست که بود (" in refused(here, bad)
    (bad := backed_up.with_name("part.tar.gz")).write_bytes(backed_up.read_bytes()[:1000])
    assert f"انتظار می‌رفت پشتیبان \u2066{bad}\u2069 کامل باشد، ولی پیش از پایان بریده شده است (۱۰۰۰ بایت)" in refused(
        here, bad
    )


def empty(path: Path) -> None:
    path.touch()


def words(path: Path) -> None:
    path.write_text("what somebody wrote")


def packed_words(path: Path) -> None:
    path.write_bytes(gzip.compress(b"what somebody wrote" * 1000))


def another_tar(path: Path) -> None:
    with tarfile.open(path, "w:gz") as tar:
        tar.add(__file__, arcname="something.py")


def another_manifest(path: Path) -> None:
    (path.parent / "manifest").write_text('["a list"]')
    with tarfile.open(path, "w:gz") as tar:
        tar.add(path.parent / "manifest", arcname=MANIFEST)


NONE = [
    (empty, "it is empty", "تهی است"),
    (words, "it is no gzip file", "فایل gzip نیست"),
    (packed_words, "no tar is packed in it", "در آن tar نیست"),
    (another_tar, "manifest.json is not in it", "manifest.json در آن نیست"),
    (another_manifest, "its manifest.json says nothing that is known here", "manifest.json آن در اینجا شناخته نیست"),
]


@pytest.mark.parametrize(("make", "en", "fa"), NONE, ids=[make.__name__ for make, *_ in NONE])
def test_what_is_no_backup_is_said_to_be_none(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], en: str, fa: str
) -> None:
    make(bad := tmp_path / "bad.tar.gz")
    for language, told in (
        ("C", f"{bad} is none: {en}. Give"),
        ("fa_IR", f"\u2066{bad}\u2069 چنین نیست: {fa}. فایلی را"),
    ):
        monkeypatch.setenv("LC_ALL", language)
        assert told in refused(here, bad)


def test_one_that_cannot_be_read_is_said_not_to_be_reached(here: Here, tmp_path: Path) -> None:
    assert f"Expected to reach {tmp_path / 'none'}, but found: No such file" in refused(here, tmp_path / "none")
    (tmp_path / "folder").mkdir()
    assert f"Expected to reach {tmp_path / 'folder'}, but found: Is a directory" in refused(here, tmp_path / "folder")


@pytest.mark.parametrize("room", [50_000, 150_000, 1_000_000], ids=["of its database", "of its files", "of the copy"])
def test_a_restore_that_finds_no_room_says_where_and_leaves_nothing(backed_up: Path, tmp_path: Path, room: int) -> None:
    command = [sys.executable, "-c", "from web.cli import main; main()", "restore", str(backed_up)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        told = subprocess.run(command, env=environment(tmp_path / "new"), capture_output=True, text=True, check=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1), told.stderr
    assert told.stderr.startswith(f"Expected room in {tmp_path / 'new'} to unpack the backup and to put it back")
    assert "Make room there" in told.stderr
    assert not (tmp_path / "new").exists()
