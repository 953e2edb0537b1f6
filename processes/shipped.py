"""What the house ships and the office has not: offered with its differences, taken by an owner, never by itself.

A file is news where its very content was never part of a version here: a file that an owner changed, and the house did
not change since, is no news.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select

from engine.definition import Source, define
from engine.difference import Difference, difference
from engine.form import Words
from engine.store.port import Unit
from engine.store.tables import DbDefinition
from processes import deployment
from processes.change.upload import KINDS, Placed, Upload, place
from processes.deployment import SHIPPED
from processes.shelf import bundle, file_name, service_of, used
from processes.tables import DbDeployment
from processes.words import service_name


@dataclass(frozen=True, kw_only=True)
class OfferedFile:
    """A file that is shipped and was never deployed here. `difference` is to what is deployed; None of a new one."""

    source: Source
    difference: Difference | None

    @property
    def download(self) -> str:
        """Its name outside."""
        return file_name(self.source.kind, self.source.name)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A service of which something newer is shipped, or that the office never had."""

    service: str
    name: Words
    new: bool
    files: Sequence[OfferedFile]

    @property
    def uploads(self) -> list[Upload]:
        """Return the files as an owner would upload them."""
        return [_upload(file.source) for file in self.files]


def offers(unit: Unit, folder: Path = SHIPPED) -> list[Offer]:
    """Return what is shipped and new to this office, by service."""
    shelf, known = deployment.on_shelf(unit), _known(unit)
    found = []
    for service, sources in shipped(folder).items():
        news = [source for source in sources if source.digest not in known]
        placed = place(shelf, [_upload(source) for source in news]) if news else []
        files = [_offered(each) for each in placed]
        if files:
            name = service_name(define(service, sources))
            found.append(Offer(service=service, name=name, new=service not in shelf.services, files=files))
    return found


def _offered(placed: Placed) -> OfferedFile:
    before, after = placed.before, placed.source
    found = None if before is None else difference(after.kind, after.name, before.content, after.content)
    return OfferedFile(source=after, difference=found)


def chosen(offered: Sequence[Offer], services: Sequence[str]) -> list[Upload]:
    """Return the files of these offers, each once; of all offers where no service is named."""
    wanted = [offer for offer in offered if not services or offer.service in services]
    return list({(upload.kind, upload.name): upload for offer in wanted for upload in offer.uploads}.values())


def shipped(folder: Path = SHIPPED) -> dict[str, list[Source]]:
    """Return the files of which each shipped service is made."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in KINDS)
    return _read(folder, tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=8)
def _read(folder: Path, _state: tuple[tuple[str, int, int], ...]) -> dict[str, list[Source]]:
    bundles = [used(bundle(path)) for path in sorted(folder.glob("*.bpmn"))]
    return {service_of(sources): sources for sources in bundles}


def _known(unit: Unit) -> set[str]:
    """Return the digests of all files that were ever part of a version here."""
    query = select(DbDefinition.sources).join(DbDeployment, DbDeployment.definition == DbDefinition.digest)
    return {digest for sources in unit.session.scalars(query) for _, _, digest in json.loads(sources)}


def _upload(source: Source) -> Upload:
    return Upload(name=file_name(source.kind, source.name), kind=source.kind, content=source.content)
