"""What comes in by the door: told by its content, named without tricks, of a size that is allowed."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.files import FileStore, Intake
from processes.files.errors import Empty, KindNotTaken, OtherContent, TooLarge
from processes.files.kinds import KINDS, content_of
from processes.files.names import clean
from tests.files import samples
from tests.files.samples import EACH, PDF, open_document, open_xml, packed

MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    """A door to an empty folder, for files of one megabyte."""
    return Intake(store=FileStore(tmp_path / "files"), limit=1, kinds=tuple(KINDS), secret="for tests only")


def take(intake: Intake, content: bytes, name: str) -> Any:
    return intake.take(io.BytesIO(content), name)


@pytest.mark.parametrize("extension", EACH)
def test_each_kind_is_taken_and_kept_as_it_was_sent(intake: Intake, extension: str) -> None:
    content = EACH[extension]
    file = take(intake, content, f"نامهٔ معرفی.{extension}")
    kind = next(kind for kind in KINDS.values() if extension in kind.extensions)
    assert (file["name"], file["type"], file["size"]) == (f"نامهٔ معرفی.{extension}", kind.media_type, len(content))
    assert intake.store.path(file["digest"]).read_bytes() == content
    assert intake.store.digest(file["digest"]) == file["digest"]


@pytest.mark.parametrize("said", EACH)
@pytest.mark.parametrize("real", EACH)
def test_a_name_that_says_something_else_than_the_content_is_refused(intake: Intake, said: str, real: str) -> None:
    if EACH[said] == EACH[real]:
        return
    with pytest.raises(OtherContent) as refused:
        take(intake, EACH[real], f"a.{said}")
    assert f"a.{said}" in refused.value.message("fa")
    assert list(intake.store.folder.glob("??")) == []


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00\x03" + bytes(60), "setup.pdf"),
        (b"\x7fELF" + bytes(60), "a.txt"),
        (bytes(100), "a.txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        (b"<script>alert(1)</script>", "a.html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old.doc"),
        (b"GIF89a" + bytes(20), "a.gif"),
        (open_xml("x", **{"word/vbaProject.bin": b"x"}), "a.docx"),
        (packed({"[Content_Types].xml": MACRO}), "a.docx"),
        (packed({"[Content_Types].xml": MACRO}), "a.zip"),
        (open_document("text", **{"Basic/Standard/Module1.xml": b"x"}), "a.odt"),
        (open_document("text-template"), "a.odt"),
        (b"PK\x03\x04" + bytes(200), "a.zip"),
        (samples.ZIP[:-1], "a.zip"),
        (b"PK\x05\x06", "a.zip"),
        ("سلام".encode("utf-16") + b"\x00", "a.txt"),
    ],
)
def test_what_could_run_or_cannot_be_read_is_refused(intake: Intake, content: bytes, name: str) -> None:
    with pytest.raises((KindNotTaken, OtherContent)):
        take(intake, content, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_text_is_text_in_the_encodings_of_an_office(intake: Intake, encoding: str) -> None:
    assert take(intake, "سلام\r\nمتن\tتازه".encode(encoding), "a.txt")["type"] == "text/plain"


def test_an_archive_whose_list_would_fill_the_memory_is_refused_unread(intake: Intake) -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 900_000_000, 0, 0)
    with pytest.raises(KindNotTaken):
        take(intake, b"PK\x03\x04" + bytes(1000) + end, "a.zip")


def test_a_part_that_unpacks_to_gigabytes_is_not_unpacked(intake: Intake) -> None:
    bomb = packed({"[Content_Types].xml": b" " * 50_000_000})
    assert len(bomb) < 100_000
    with pytest.raises((KindNotTaken, OtherContent)):
        take(intake, bomb, "a.docx")


def test_too_large_and_empty_files_are_refused_with_their_names(intake: Intake) -> None:
    with pytest.raises(TooLarge) as refused:
        take(intake, PDF + bytes(1 << 20), "نقشه.pdf")
    assert "«نقشه.pdf»" in refused.value.message("fa")
    assert "۱ مگابایت" in refused.value.message("fa")
    with pytest.raises(Empty):
        take(intake, b"", "نقشه.pdf")
    whole = PDF + b"\n" * ((1 << 20) - len(PDF))
    assert take(intake, whole, "نقشه.pdf")["size"] == 1 << 20


def test_the_office_decides_which_kinds_it_takes(tmp_path: Path) -> None:
    strict = Intake(store=FileStore(tmp_path), limit=1, kinds=("pdf", "csv"), secret="x")
    with pytest.raises(KindNotTaken) as refused:
        take(strict, samples.DOCX, "a.docx")
    assert "PDF" in refused.value.message("fa")
    assert "Word" not in refused.value.message("fa")
    with pytest.raises(OtherContent):
        take(strict, samples.TEXT, "a.txt")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("نامهٔ  معرفی\u200cنامه.pdf", "نامهٔ معرفی\u200cنامه.pdf"),
        ("C:\\Users\\ali\\حکم.pdf", "حکم.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..pdf", "pdf.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ('a"b<c>|?*.pdf', "a_b_c____.pdf"),
        ("حکم", "حکم.pdf"),
        ("SCAN.PDF", "SCAN.PDF"),
        ("ب" * 500 + ".pdf", "ب" * 116 + ".pdf"),
    ],
)
def test_names_are_kept_without_what_is_no_name(intake: Intake, sent: str, kept: str) -> None:
    assert take(intake, PDF, sent)["name"] == kept


@given(st.text(max_size=400))
def test_no_name_leads_out_of_its_folder_or_hides_a_sign(name: str) -> None:
    cleaned = clean(name)
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & set('/\\:*?"<>|\0\n\r\u202e')
    assert len(cleaned.encode()) <= 255 * 2
    assert cleaned not in (".", "..")


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"\xff\xfe"]))
def test_whatever_the_bytes_are_the_answer_is_a_kind_or_none(content: bytes, head: bytes) -> None:
    assert content_of(io.BytesIO(head + content)) in {None, *(kind.content for kind in KINDS.values())}


def test_a_reference_is_of_use_to_its_sender_only(intake: Intake) -> None:
    reference = intake.receive(io.BytesIO(PDF), "a.pdf", "sarabi")
    assert [file["name"] for file in intake.handed("sarabi", [reference]).values()] == ["a.pdf"]
    assert intake.handed("amini", [reference]) == {}


@given(st.text(max_size=80))
def test_a_reference_cannot_be_made_up(text: str) -> None:
    door = Intake(store=FileStore(Path("/nonexistent")), limit=1, kinds=("pdf",), secret="x")
    assert door.handed("sarabi", [text, f"{text}~{text}", text + "~" + "0" * 64]) == {}


def test_a_reference_that_was_changed_or_signed_by_another_key_is_none(intake: Intake) -> None:
    reference = intake.receive(io.BytesIO(PDF), "a.pdf", "sarabi")
    body, _, signature = reference.partition("~")
    assert intake.handed("sarabi", [body, f"{body}~{signature[::-1]}", f"x{body}~{signature}", f"~{signature}"]) == {}
    other = Intake(store=intake.store, limit=1, kinds=intake.kinds, secret="another")
    assert other.handed("sarabi", [reference]) == {}
