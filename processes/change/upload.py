"""Which file of the shelf an upload is: told by the processes, the decisions or the form in it, not by its name.

A browser renames what it downloads twice; what an owner edited is still the same diagram.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from engine.decision import read_decisions
from engine.definition import Source, SourceKind
from engine.diagram.calls import called_by
from engine.diagram.fault import Fault
from engine.diagram.read import read_diagram
from engine.diagram.xml import MAX_BYTES
from engine.examine import Examiner, File
from engine.form import read_form
from processes.change.refusals import BelongsToAnother, FileTooLarge, NameTaken, NoFile, NotAFile, ServiceGone, Twice
from processes.shelf import Shelf, service_of

KINDS: Final[Mapping[str, SourceKind]] = {".bpmn": "diagram", ".form": "form", ".dmn": "decision"}
UNREADABLE: Final = frozenset({"unreadable", "form-unreadable", "exceeds-limits"})
"""Codes of faults after which a file must not be read outside the process that bounds it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file as somebody sent it."""

    name: str
    kind: SourceKind
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """An upload as a file of the shelf, and what stands there now (None: a new file)."""

    source: Source
    before: Source | None

    @property
    def key(self) -> tuple[SourceKind, str]:
        """Kind and name of the file."""
        return self.source.kind, self.source.name

    @property
    def differs(self) -> bool:
        """Whether it is not what stands there already."""
        return self.before is None or self.before.digest != self.source.digest


def uploaded(name: str, content: bytes) -> Upload:
    """Return a file that somebody sent; raise where it is none of ours or too large."""
    bare = re.sub(r"[\x00-\x1f]", "", PurePosixPath(name.replace("\\", "/")).name)[:120]
    path = PurePosixPath(bare)
    if path.suffix.lower() not in KINDS or not path.stem:
        raise NotAFile(file=bare or "–")
    if len(content) > MAX_BYTES:
        raise FileTooLarge(file=bare)
    return Upload(name=bare, kind=KINDS[path.suffix.lower()], content=content)


def unreadable(uploads: Iterable[Upload], examiner: Examiner) -> list[Fault]:
    """Return what is wrong with files that cannot be read at all, or only with more than a file may take."""
    found = []
    for upload in uploads:
        name = PurePosixPath(upload.name).stem if upload.kind == "form" else upload.name
        faults = examiner.examine([File(kind=upload.kind, name=name, content=upload.content)])
        found += [fault for fault in faults if fault.code in UNREADABLE]
    return found


def place(shelf: Shelf, uploads: Sequence[Upload]) -> list[Placed]:
    """Return readable uploads as files of the shelf; raise where a name or an id belongs to another file."""
    if not uploads:
        raise NoFile
    placed = [_placed(shelf, upload) for upload in uploads]
    keys = [each.key for each in placed]
    doubled = next((key for key in keys if keys.count(key) > 1), None)
    if doubled is not None:
        raise Twice(file=doubled[1])
    return placed


def _placed(shelf: Shelf, upload: Upload) -> Placed:
    ids = _ids(upload)
    homes = shelf.homes(upload.kind)
    files = list(dict.fromkeys(homes[id] for id in ids if id in homes))
    own = PurePosixPath(upload.name).stem if upload.kind == "form" else upload.name
    if len(files) > 1:
        raise BelongsToAnother(file=upload.name, found=", ".join(ids), files=", ".join(files))
    holders = [id for id, file in homes.items() if file == own]
    if holders and files != [own]:
        raise NameTaken(file=upload.name, owner=", ".join(holders), found=", ".join(ids) or "–")
    name = files[0] if files else (ids[0] if upload.kind == "form" and ids else own)
    source = Source(kind=upload.kind, name=name, content=upload.content)
    before = shelf.sources.get((upload.kind, name))
    if before is not None and upload.kind == "diagram":
        _keep_service(shelf, before, source)
    return Placed(source=source, before=before)


def _keep_service(shelf: Shelf, before: Source, after: Source) -> None:
    service = service_of([before])
    if service in shelf.services and service_of([after]) != service:
        raise ServiceGone(file=after.name, service=service)


def _ids(upload: Upload) -> list[str]:
    """Return the ids by which a file is known: of its processes, its decisions, its form."""
    match upload.kind:
        case "diagram":
            return list(read_diagram(upload.content, upload.name).processes)
        case "decision":
            return list(read_decisions(upload.content, upload.name).ids)
        case "form":
            return [read_form(upload.content, upload.name).id]


def gone(placed: Placed, shelf: Shelf) -> dict[str, list[str]]:
    """Return processes that vanished from a diagram and are still called, with the names of the files that call them."""
    if placed.before is None or placed.source.kind != "diagram":
        return {}
    old = read_diagram(placed.before.content, placed.source.name).processes
    new = read_diagram(placed.source.content, placed.source.name).processes
    found: dict[str, list[str]] = {}
    for source in shelf.sources.values():
        if source.kind == "diagram":
            for called in called_by(read_diagram(source.content, source.name)):
                if called in old and called not in new:
                    found.setdefault(called, []).append(source.name)
    return found
