"""Letters: drafted, initialled, signed with number and date in that moment, referred with marginal notes, answered.

A letter is projected from what its case's commands said; this module writes and reads it, and knows no diagram. It is
written into a `Folder`, so that a proof can project the letters again without touching those that stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from engine.store.tables import table_of
from engine.values import Value
from processes.files import GivenFile
from processes.files.rows import FileRows, files_of, letter_files
from processes.tables import DbFile, DbLetter, DbMark

MarkKind = Literal["paraph", "signature", "referral", "approval", "order", "return", "rejection"]
LetterKind = Literal["request", "reply"]
SCAN = "letter_scan"
FILE_FIELDS = frozenset({SCAN, "letter_files"})
"""Keys of the file fields in which files come that belong to a letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What somebody wrote on a letter."""

    kind: MarkKind
    person: str
    on_behalf_of: str | None
    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter as it is read and printed."""

    id: int
    kind: LetterKind
    revision: int
    unit: str
    addressee_fa: str
    addressee_en: str
    subject: str
    body: str
    urgency: str
    classification: str
    copies: tuple[str, ...]
    attachments: tuple[str, ...]
    drafted_by: str
    drafted_at: datetime
    signed_by: str | None
    signed_at: datetime | None
    signed_for: str | None
    number: str | None
    dated: date | None
    registered_by: str | None
    signer: str | None
    """Of a registered letter, as it says itself."""
    in_reply_to: Letter | None
    marks: tuple[Mark, ...]
    scan: tuple[GivenFile, ...]
    files: tuple[GivenFile, ...]
    """What is attached; `attachments` says it in words."""

    @property
    def has_attachments(self) -> bool:
        """Whether anything is attached."""
        return bool(self.attachments or self.files)


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What a letter that was signed elsewhere says of itself."""

    number: str
    dated: date
    signer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a new letter, or a new revision of one, says."""

    kind: LetterKind
    unit: str
    addressee: tuple[str, str]
    subject: str
    body: str
    urgency: str = "normal"
    classification: str = "normal"
    copies: str = ""
    attachments: str = ""
    registered: Registered | None = None
    """Of a letter that came from elsewhere and is only registered here."""


class Folder(Protocol):
    """Where the letters of one case are put: the office's tables, or memory, where a proof projects them again."""

    @property
    def instance(self) -> str:
        """The case."""

    def latest(self, kind: LetterKind) -> DbLetter | None:
        """Return the row of the latest revision of a letter, or None."""

    def put(self, letter: DbLetter) -> None:
        """Put a letter in; it has an id from then on."""

    def put_mark(self, mark: DbMark) -> None:
        """Put in a mark on one of the letters."""

    def mark_latest(self, kind: LetterKind, said: Mark) -> None:
        """Mark the latest revision of a letter; where there is none, nothing."""

    def files(self, seq: int) -> Sequence[DbFile]:
        """Return the rows of the files that came with a record of the case's history."""


# Made once, and one statement: most desks do no more to a letter than mark it, and need not read it for that.
_MARK = table_of(DbMark)
_MARK_LATEST = insert(_MARK).from_select(
    ["letter_id", "kind", "person_id", "on_behalf_of", "at", "text"],
    select(
        DbLetter.id,
        *(
            bindparam(name, type_=column.type).label(name)
            for name, column in (
                ("mark_kind", _MARK.c.kind), ("person", _MARK.c.person_id), ("behalf", _MARK.c.on_behalf_of),
                ("moment", _MARK.c.at), ("said", _MARK.c.text),
            )
        ),
    )
    .where(DbLetter.instance == bindparam("of"), DbLetter.kind == bindparam("as"))
    .order_by(DbLetter.revision.desc())
    .limit(1),
)  # fmt: skip


_LETTER = table_of(DbLetter)
_LETTERS = (
    select(*_LETTER.c, *(column.label(f"mark_{column.name}") for column in _MARK.c))
    .outerjoin(_MARK, _MARK.c.letter_id == _LETTER.c.id)
    .where(_LETTER.c.instance == bindparam("of"))
    .order_by(_LETTER.c.id, _MARK.c.id)
)
"""What finds a case's letters with what was written on them: a row a mark, of a letter without any a row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SqlFolder:
    """A case's letters in the office's tables."""

    session: Session
    instance: str

    def latest(self, kind: LetterKind) -> DbLetter | None:
        query = select(DbLetter).where(DbLetter.instance == self.instance, DbLetter.kind == kind)
        return self.session.scalars(query.order_by(DbLetter.revision.desc()).limit(1)).one_or_none()

    def put(self, letter: DbLetter) -> None:
        self.session.add(letter)
        self.session.flush()

    def put_mark(self, mark: DbMark) -> None:
        self.session.add(mark)

    def mark_latest(self, kind: LetterKind, said: Mark) -> None:
        self.session.execute(
            _MARK_LATEST,
            {
                "of": self.instance, "as": kind, "mark_kind": said.kind, "person": said.person,
                "behalf": said.on_behalf_of, "moment": said.at, "said": said.text,
            },
        )  # fmt: skip

    def files(self, seq: int) -> Sequence[DbFile]:
        return self.session.scalars(select(DbFile).where(DbFile.instance == self.instance, DbFile.seq == seq)).all()


def draft(folder: Folder, said: Draft, *, by: str, at: datetime) -> DbLetter:
    """Write a draft: the first revision, or after a signed or returned one the next. A registered letter is none any more."""
    before = folder.latest(said.kind)
    row = DbLetter(
        instance=folder.instance,
        kind=said.kind,
        revision=before.revision + 1 if before else 1,
        unit_id=said.unit,
        addressee_fa=said.addressee[0],
        addressee_en=said.addressee[1],
        subject=said.subject,
        body=said.body,
        urgency=said.urgency,
        classification=said.classification,
        copies=said.copies,
        attachments=said.attachments,
        drafted_by=by,
        drafted_at=at,
    )
    if said.registered is not None:
        row.registered_by, row.signer = by, said.registered.signer
        row.number, row.dated = said.registered.number, said.registered.dated
    folder.put(row)
    return row


def mark(folder: Folder, letter: DbLetter, said: Mark) -> None:
    """Put a mark on a letter."""
    folder.put_mark(mark_row(letter, said))


def mark_row(letter: DbLetter, said: Mark) -> DbMark:
    """Return the row of a mark on a letter."""
    return DbMark(
        letter_id=letter.id,
        kind=said.kind,
        person_id=said.person,
        on_behalf_of=said.on_behalf_of,
        at=said.at,
        text=said.text,
    )


def attach(folder: Folder, letter: DbLetter, seq: int) -> None:
    """Attach the files to a letter that came with the record `seq`: what is attached, and its scan."""
    for file in folder.files(seq):
        if file.field in FILE_FIELDS:
            file.letter_id = letter.id


def sign(letter: DbLetter, *, by: str, at: datetime, number: str, dated: date, on_behalf_of: str | None = None) -> None:
    """Sign a letter, perhaps for an absent one (R14): in this moment it gets its number and date."""
    letter.signed_by, letter.signed_for, letter.signed_at = by, on_behalf_of, at
    letter.number, letter.dated = number, dated


def letters(session: Session, instance: str, rows: FileRows | None = None) -> list[Letter]:
    """Return a case's letters, the oldest first; `rows`: those of the case's files, where they were read already."""
    found: dict[int, list[Any]] = {}
    for row in session.execute(_LETTERS, {"of": instance}):
        found.setdefault(row.id, []).append(row)
    if not found:
        return []
    files = letter_files(files_of(session, instance) if rows is None else rows)
    read: dict[int, Letter] = {}
    for id, [row, *more] in found.items():
        marks = tuple(_mark(each) for each in (row, *more) if each.mark_id is not None)
        read[id] = _letter(row, marks, read.get(row.in_reply_to or 0), files.get(id, ()))
    return list(read.values())


def text(values: Mapping[str, Value], name: str) -> str:
    """Return a text value, empty where there is none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _mark(row: Any) -> Mark:
    return Mark(
        kind=row.mark_kind,
        person=row.mark_person_id,
        on_behalf_of=row.mark_on_behalf_of,
        at=row.mark_at,
        text=row.mark_text,
    )


def _letter(row: Any, marks: tuple[Mark, ...], answered: Letter | None, files: Sequence[GivenFile]) -> Letter:
    return Letter(
        id=row.id,
        kind=row.kind,
        revision=row.revision,
        unit=row.unit_id,
        addressee_fa=row.addressee_fa,
        addressee_en=row.addressee_en,
        subject=row.subject,
        body=row.body,
        urgency=row.urgency,
        classification=row.classification,
        copies=_lines(row.copies),
        attachments=_lines(row.attachments),
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        signed_for=row.signed_for,
        number=row.number,
        dated=row.dated,
        registered_by=row.registered_by,
        signer=row.signer,
        in_reply_to=answered,
        marks=marks,
        scan=tuple(file for file in files if file.field == SCAN),
        files=tuple(file for file in files if file.field != SCAN),
    )


def _lines(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in written.splitlines() if line.strip())
