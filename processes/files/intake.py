"""The door by which files come in: how large, of which kinds, and to whom they belong until a case has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from sqlalchemy import select

from engine.form import Files
from engine.form.digits import to_persian
from engine.store.port import Store
from engine.values import Value
from processes.files.errors import Empty, TooLarge
from processes.files.kinds import KINDS, content_of
from processes.files.names import clean, fitting
from processes.files.references import refer, resolve
from processes.files.store import FileStore, copy
from processes.tables import DbFile


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Takes files in. `limit` is in MB (2^20 bytes), `kinds` are keys of `KINDS`, `secret` signs references."""

    store: FileStore
    limit: int
    kinds: tuple[str, ...]
    secret: str

    def take(self, content: BinaryIO, name: str) -> Mapping[str, Value]:
        """Keep a file and return the value that names it; raise `FileRefused` where it is not one the office takes."""
        limit = self.limit << 20
        with self.store.draft() as draft:
            digest, size = copy(content, draft, limit)
            if size > limit:
                raise TooLarge(name=clean(name), limit=self.limit, limit_fa=to_persian(str(self.limit)))
            if size == 0:
                raise Empty(name=clean(name))
            fit, kind = fitting(name, content_of(draft), self.kinds)
            self.store.keep(draft, digest)
        return {"digest": digest, "name": fit, "type": KINDS[kind].media_type, "size": Decimal(size)}

    def receive(self, content: BinaryIO, name: str, person: str) -> str:
        """Keep a file that `person` sends and return the reference by which only he or she can attach it."""
        return refer(self.secret, person, self.take(content, name))

    def handed(self, person: str, references: Iterable[str]) -> Files:
        """Return the files of those references that `person` was given, so far as they are still there."""
        found = {reference: resolve(self.secret, person, reference) for reference in references}
        return {key: file for key, file in found.items() if file is not None and self.store.touch(file["digest"])}

    def sweep(self, store: Store) -> int:
        """Remove files that were sent more than a day ago and that no case has; return how many."""

        def in_use(digest: str) -> bool:
            with store.reading() as unit:
                return unit.session.scalar(select(DbFile.id).where(DbFile.digest == digest).limit(1)) is not None

        return self.store.sweep(in_use)
