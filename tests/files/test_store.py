"""The folder of files: whole or not at all, never overwritten, swept of what nobody attached."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from pathlib import Path

import pytest

from processes.files.store import DAY, FileStore

CONTENT = b"the content"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """An empty folder of files."""
    return FileStore(tmp_path / "files")


def keep(store: FileStore, content: bytes = CONTENT) -> str:
    digest = hashlib.sha256(content).hexdigest()
    with store.draft() as draft:
        draft.write(content)
        store.keep(draft, digest)
    return digest


def age(store: FileStore, digest: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(store.folder / "uploads" / digest, (then, then))


def test_a_file_lies_under_its_digest_and_cannot_be_written_any_more(store: FileStore) -> None:
    keep(store)
    path = store.folder / DIGEST[:2] / DIGEST
    assert path.read_bytes() == CONTENT
    assert path.stat().st_mode & 0o777 == 0o400
    assert [each.name for each in (store.folder / "uploads").iterdir()] == [DIGEST]


def test_what_is_there_is_never_overwritten(store: FileStore) -> None:
    keep(store)
    path = store.path(DIGEST)
    path.chmod(0o600)
    path.write_bytes(b"touched by somebody")
    keep(store)
    assert path.read_bytes() == b"touched by somebody"
    assert store.digest(DIGEST) != DIGEST


def test_a_draft_that_is_given_up_leaves_nothing(store: FileStore) -> None:
    with store.draft() as draft:
        draft.write(CONTENT)
    assert not store.path(DIGEST).exists()
    assert list((store.folder / "uploads").iterdir()) == []


def test_what_was_killed_while_it_was_written_is_swept(store: FileStore) -> None:
    keep(store)
    left = store.folder / "uploads" / "draft-left"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    assert store.sweep(lambda digest: True) == 0
    assert not left.exists()
    assert store.path(DIGEST).exists()


def test_ten_who_send_the_same_at_once_keep_it_once(store: FileStore) -> None:
    threads = [threading.Thread(target=keep, args=(store,)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.digest(DIGEST) == DIGEST
    assert store.path(DIGEST).stat().st_nlink == 1


def test_the_sweep_takes_what_is_old_and_of_no_case(store: FileStore) -> None:
    old, young, used = (keep(store, name) for name in (b"old", b"young", b"used"))
    for digest in (old, used):
        age(store, digest, DAY + 60)
    assert store.sweep(lambda digest: digest == used) == 1
    assert [store.path(digest).exists() for digest in (old, young, used)] == [False, True, True]
    assert store.sweep(lambda digest: False, older=-1) == 1, "what a case had once is never looked at again"
    assert store.path(used).exists()


def test_a_form_that_is_still_open_keeps_its_file_for_another_day(store: FileStore) -> None:
    keep(store)
    age(store, DIGEST, DAY + 60)
    assert store.touch(DIGEST)
    assert store.sweep(lambda digest: False) == 0
    age(store, DIGEST, DAY + 60)
    assert store.sweep(lambda digest: False) == 1
    assert not store.touch(DIGEST)


def test_a_file_that_was_released_is_swept_like_one_that_nobody_attached(store: FileStore) -> None:
    keep(store)
    age(store, DIGEST, DAY + 60)
    store.sweep(lambda digest: True)
    store.release(DIGEST)
    age(store, DIGEST, DAY + 60)
    assert store.sweep(lambda digest: False) == 1


def test_an_empty_folder_has_nothing(store: FileStore) -> None:
    assert store.sweep(lambda digest: False) == 0
    assert store.digest(DIGEST) is None
    with pytest.raises(ValueError, match="etc"):
        store.path("../../etc/passwd")
