"""Files on a form: what was posted are references, the values are contexts that say which file it is.

Part of the word *form*; `check` and `current` ask it. A file's content never comes here. The host has put it away, and hands
in `files`: the references it gave out to the one who sends the form. Beside those, a file that the case's own variable of
the same key holds may be named by its digest, so that a correction can leave it where it is. Any other name is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.form.digits import to_persian
from engine.form.model import FileField, Words
from engine.form.sentences import fault
from engine.form.typed import Refused
from engine.form.view import Attached
from engine.values import Value

Files = Mapping[str, Mapping[str, Value]]
"""Files by reference: `digest` (SHA-256, hexadecimal), `name`, `type` (media type), `size` (bytes)."""
_digest = re.compile("[0-9a-f]{64}")
_texts = ("digest", "name", "type")


def is_file(value: Value) -> bool:
    """Return whether a value is the context that stands for a file."""
    if not isinstance(value, Mapping) or any(not isinstance(value.get(name), str) for name in _texts):
        return False
    return bool(_digest.fullmatch(value["digest"])) and isinstance(value.get("size"), int | Decimal)


def held(field: FileField, variables: Mapping[str, Value]) -> Files:
    """Return the files that the case holds under the field's key and the field shows again, by digest."""
    value = variables.get(field.key) if field.prefill else None
    return {each["digest"]: each for each in value if is_file(each)} if isinstance(value, list) else {}


def named(field: FileField, posted: Sequence[str], variables: Mapping[str, Value], files: Files) -> Files:
    """Return those of the posted references that may be used here, each once, in their order."""
    known = {**held(field, variables), **files}
    return {reference: known[reference] for reference in posted if reference in known}


def read_files(
    field: FileField, path: str, posted: Sequence[str], variables: Mapping[str, Value], files: Files
) -> list[Value]:
    """Return the files of what was posted, none twice; of a field for one file the last; raise `Refused`."""
    found = named(field, posted, variables, files)
    if any(reference and reference not in found for reference in posted):
        raise Refused(fault(path, "no_such_file"))
    chosen: dict[str, Value] = {each["digest"]: {**each} for each in found.values()}
    taken = list(chosen.values()) if field.many else list(chosen.values())[-1:]
    for each in taken:
        if not accepts(field, each):
            raise Refused(fault(path, "file_kind", found=each["name"], expected=" ".join(field.accept)))
    if len(taken) > field.max_files:
        raise Refused(fault(path, "many_files", limit=field.max_files, found=len(taken)))
    return taken


def accepts(field: FileField, file: Mapping[str, Value]) -> bool:
    """Return whether a field takes a file: by the end of its name, by its media type, or by the family of that."""
    name, kind = str(file["name"]).lower(), str(file["type"])
    family = f"{kind.partition('/')[0]}/*"
    return not field.accept or any(
        name.endswith(each) if each.startswith(".") else each in (kind, family) for each in field.accept
    )


def attached(files: Files) -> tuple[Attached, ...]:
    """Return what a page shows of files."""
    return tuple(
        Attached(reference=reference, name=str(file["name"]), size=size_words(int(file["size"])))
        for reference, file in files.items()
    )


def size_words(size: int) -> Words:
    """Return a number of bytes as people say it."""
    for limit, fa, en in ((1 << 20, "مگابایت", "MB"), (1 << 10, "کیلوبایت", "KB")):
        if size >= limit:
            tenths = max(10, round(size * 10 / limit))
            number = f"{tenths // 10}.{tenths % 10}" if tenths < 100 and tenths % 10 else f"{round(tenths / 10)}"
            return Words(f"{to_persian(number).replace('.', '٫')} {fa}", f"{number} {en}")
    return Words(f"{to_persian(str(size))} بایت", f"{size} bytes")
