"""Small files of each kind, as the programs write them that make such."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
TIFF = b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/></Types>'
)


def archive(**parts: str | bytes) -> bytes:
    """Return a ZIP archive; `__` in a name stands for `/`, `_dot_` for a dot."""
    return packed({name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return a ZIP archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def open_xml(main: str, **more: str | bytes) -> bytes:
    """Return an Office document whose main part is of that type."""
    return packed({"[Content_Types].xml": TYPES.format(main), "main.xml": "<x/>", **more})


def open_document(kind: str, **more: str | bytes) -> bytes:
    """Return an OpenDocument file of that kind."""
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>", **more})


DOCX, XLSX, PPTX = map(open_xml, ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation"))
ODT, ODS, ODP = map(open_document, ("text", "spreadsheet", "presentation"))
ZIP = archive(a_dot_txt="a")
TEXT = "سلام، این یک متن است.\n".encode()
EACH = {
    "pdf": PDF, "png": PNG, "jpg": JPEG, "tif": TIFF, "docx": DOCX, "xlsx": XLSX, "pptx": PPTX, "odt": ODT, "ods": ODS,
    "odp": ODP, "txt": TEXT, "csv": TEXT, "zip": ZIP,
}  # fmt: skip
"""By the usual end of its name."""
