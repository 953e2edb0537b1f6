"""What kind of file something is, told by its content: neither by its name nor by what a browser claims."""

from __future__ import annotations

import codecs
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from engine.form import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of file the office may take. `content` is what `content_of` calls it; `extensions` the first is the usual one."""

    media_type: str
    words: Words
    content: str
    extensions: tuple[str, ...]


def _office(name: str, media_type: str, extension: str) -> Kind:
    return Kind(media_type=media_type, words=Words(name, name), content=extension, extensions=(extension,))


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
KINDS: Mapping[str, Kind] = {
    "pdf": Kind(media_type="application/pdf", words=Words("PDF", "PDF"), content="pdf", extensions=("pdf",)),
    "png": Kind(media_type="image/png", words=Words("تصویر PNG", "PNG image"), content="png", extensions=("png",)),
    "jpeg": Kind(
        media_type="image/jpeg",
        words=Words("تصویر JPEG", "JPEG image"),
        content="jpeg",
        extensions=("jpg", "jpeg", "jpe"),
    ),
    "tiff": Kind(
        media_type="image/tiff", words=Words("تصویر TIFF", "TIFF image"), content="tiff", extensions=("tif", "tiff")
    ),
    "docx": _office("Word (docx)", f"{_OPEN_XML}wordprocessingml.document", "docx"),
    "xlsx": _office("Excel (xlsx)", f"{_OPEN_XML}spreadsheetml.sheet", "xlsx"),
    "pptx": _office("PowerPoint (pptx)", f"{_OPEN_XML}presentationml.presentation", "pptx"),
    "odt": _office("OpenDocument (odt)", f"{_OPEN_DOCUMENT}text", "odt"),
    "ods": _office("OpenDocument (ods)", f"{_OPEN_DOCUMENT}spreadsheet", "ods"),
    "odp": _office("OpenDocument (odp)", f"{_OPEN_DOCUMENT}presentation", "odp"),
    "txt": Kind(media_type="text/plain", words=Words("متن ساده", "plain text"), content="text", extensions=("txt",)),
    "csv": Kind(media_type="text/csv", words=Words("جدول CSV", "CSV table"), content="text", extensions=("csv",)),
    "zip": Kind(media_type="application/zip", words=Words("ZIP", "ZIP archive"), content="zip", extensions=("zip",)),
}
_SIGNATURES = {
    b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"II*\x00": "tiff", b"MM\x00*": "tiff",
    b"PK\x03\x04": "zip", b"PK\x05\x06": "zip",
}  # fmt: skip
_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": "docx", b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
}  # fmt: skip
_DOCUMENTS = {KINDS[name].media_type.encode(): name for name in ("odt", "ods", "odp")}
_MACROS = ("vbaproject.bin", "basic/", "scripts/")
_UNSEEN = bytes(sorted({*range(0x20), 0x7F} - set(b"\t\n\r\f")))
_MOST_LISTED, _MOST_READ, _CHUNK = 2 << 20, 1 << 20, 1 << 16


def content_of(file: BinaryIO) -> str | None:
    """Return what `file` holds, as `Kind.content` names it; None where it is nothing of what the office knows."""
    file.seek(0)
    head = file.read(16)
    found = next((kind for signature, kind in _SIGNATURES.items() if head.startswith(signature)), None)
    if found == "zip":
        try:
            return _archive(file)
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
            return None
    return found or ("text" if _is_text(file) else None)


def _archive(file: BinaryIO) -> str | None:
    """Return which office document an archive is, or `zip`; None for documents with macros, templates and the like."""
    if _listed(file) > _MOST_LISTED:  # a list that long is there to fill the memory of whoever reads it
        return None
    with zipfile.ZipFile(file) as archive:
        names = {name.lower() for name in archive.namelist()}
        parts, document = _part(archive, "[Content_Types].xml"), _part(archive, "mimetype")
    if parts is None and document is None:
        return "zip"
    if any(macro in name for name in names for macro in _MACROS):
        return None
    if document is not None:
        return _DOCUMENTS.get(document.strip())
    return next((kind for main, kind in _MAIN_PARTS.items() if main in (parts or b"")), None)


def _part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    if name not in archive.namelist():
        return None
    with archive.open(name) as part:
        return part.read(_MOST_READ)


def _listed(file: BinaryIO) -> int:
    """Return how many bytes an archive's list of files claims, by the record at its end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - (1 << 16) - 22))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    file.seek(0)
    return int(struct.unpack_from("<L", tail, end + 12)[0]) if 0 <= end <= len(tail) - 22 else _MOST_LISTED + 1


def _is_text(file: BinaryIO) -> bool:
    """Return whether it reads as text: Unicode, or an older table of letters, without signs that nobody can see."""
    file.seek(0)
    if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _decodes(file, "utf-16")
    return not any(len(chunk.translate(None, _UNSEEN)) < len(chunk) for chunk in _chunks(file))


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    unseen = {chr(sign) for sign in _UNSEEN}
    try:
        return not any(unseen & set(decoder.decode(chunk)) for chunk in _chunks(file)) and not decoder.decode(b"", True)
    except UnicodeError:
        return False


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk
