"""Letters: drafted, initialled, signed with number and date in that moment, referred with marginal notes, answered.

A letter is no row: what its case's records say is told again, record by record, whenever it is read
(`processes.casefile.letters`). The desks write it into a `Folder`; this module knows no diagram.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from engine.history.record import Record
from engine.values import Sealed, Value, decode
from processes.files import FileRows, GivenFile
from processes.wording import ERASED

MarkKind = Literal["paraph", "signature", "referral", "approval", "order", "return", "rejection"]
LetterKind = Literal["request", "reply"]
SCAN = "letter_scan"
FILE_FIELDS = frozenset({SCAN, "letter_files"})
"""Keys of the file fields in which files come that belong to a letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What somebody wrote on a letter: initials (`paraph`), a marginal note of a referral, an approval, an order."""

    kind: MarkKind
    person: str
    on_behalf_of: str | None
    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter in one of its revisions, as it is read and printed: a draft until it is signed, numbered and dated in that moment.

    One that came from elsewhere, on paper or through another system, is registered (`registered_by`) with its own number
    and date; nobody signs it here.
    """

    place: int
    """Its place among the case's letters, from 1, in the order in which they were drafted: addresses name it by that."""
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
    signed_by: str | None = None
    signed_at: datetime | None = None
    signed_for: str | None = None
    """The absent one on whose behalf `signed_by` signed (R14)."""
    number: str | None = None
    dated: date | None = None
    registered_by: str | None = None
    signer: str | None = None
    """Of a registered letter, as it says itself."""
    in_reply_to: Letter | None = None
    marks: tuple[Mark, ...] = ()
    scan: tuple[GivenFile, ...] = ()
    files: tuple[GivenFile, ...] = ()
    """What is attached; `attachments` says it in words."""

    @property
    def has_attachments(self) -> bool:
        """Whether anything is attached."""
        return bool(self.attachments or self.files)


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What a letter that was signed elsewhere says of itself."""

    number: str
    dated: date | None
    """None where it was erased."""
    signer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a new letter, or a new revision of one, says."""

    kind: LetterKind
    unit: str
    addressee: tuple[str, str]
    """Persian, English."""
    subject: str
    body: str
    urgency: str = "normal"
    classification: str = "normal"
    copies: str = ""
    """One a line; likewise `attachments`."""
    attachments: str = ""
    registered: Registered | None = None
    """Of a letter that came from elsewhere and is only registered here."""
    files: Sequence[GivenFile] = ()
    """What is attached, and its scan."""
    in_reply_to: Letter | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What somebody said by completing a task, read off its record as far as it is asked for.

    `personal` are the personal values that were not erased, by commitment.
    """

    record: Record
    personal: Mapping[str, Value]
    unit: str
    """Whose the case is, after that step."""

    @property
    def by(self) -> str:
        """Who said it."""
        return str(self.record.body["actor"]["id"])

    @property
    def on_behalf_of(self) -> str | None:
        """For which absent one (R14)."""
        behalf: str | None = self.record.body["actor"]["on_behalf_of"]
        return behalf

    @property
    def at(self) -> datetime:
        """When."""
        return datetime.fromisoformat(self.record.body["at"])

    def value(self, name: str) -> Value:
        """Return a value that was given, in the clear; of an erased one `Sealed`, None where there is none."""
        value = decode(self.record.body["command"].get("values", {}).get(name))
        return self.personal.get(value.commitment, value) if isinstance(value, Sealed) else value

    def fact(self, name: str) -> Value:
        """Return what the office knew with it; None where it knew nothing of that name."""
        return decode(self.record.body["command"].get("facts", {}).get(name))

    def text(self, name: str) -> str:
        """Return a text that was given, empty where there is none; of an erased one, that it is erased."""
        value = self.value(name)
        return ERASED.fa if isinstance(value, Sealed) else value if isinstance(value, str) else ""


@dataclass(kw_only=True, slots=True)
class Folder:
    """The letters of one case while its desks write them; `given` are its files."""

    given: FileRows = ()
    letters: list[Letter] = field(default_factory=list)
    marks: dict[int, list[Mark]] = field(default_factory=dict)
    """By the places of the letters they are on."""

    def latest(self, kind: LetterKind) -> Letter | None:
        """Return the latest revision of a letter, or None."""
        return next((letter for letter in reversed(self.letters) if letter.kind == kind), None)

    def draft(self, draft: Draft, *, by: str, at: datetime) -> Letter:
        """Put in a draft: the first revision, or after a signed or returned one the next. A registered letter is none any more."""
        before, theirs = self.latest(draft.kind), draft.registered
        letter = Letter(
            place=len(self.letters) + 1,
            kind=draft.kind,
            revision=before.revision + 1 if before else 1,
            unit=draft.unit,
            addressee_fa=draft.addressee[0],
            addressee_en=draft.addressee[1],
            subject=draft.subject,
            body=draft.body,
            urgency=draft.urgency,
            classification=draft.classification,
            copies=_lines(draft.copies),
            attachments=_lines(draft.attachments),
            drafted_by=by,
            drafted_at=at,
            number=theirs.number if theirs else None,
            dated=theirs.dated if theirs else None,
            registered_by=by if theirs else None,
            signer=theirs.signer if theirs else None,
            in_reply_to=draft.in_reply_to,
            scan=tuple(file for file in draft.files if file.field == SCAN),
            files=tuple(file for file in draft.files if file.field != SCAN),
        )
        self.letters.append(letter)
        return letter

    def mark(self, kind: LetterKind, said: Mark) -> None:
        """Mark the latest revision of a letter; where there is none, nothing."""
        letter = self.latest(kind)
        if letter is not None:
            self.marks.setdefault(letter.place, []).append(said)

    def sign(
        self, letter: Letter, *, by: str, at: datetime, number: str, dated: date, on_behalf_of: str | None = None
    ) -> None:
        """Sign a letter, perhaps for an absent one (R14): in this moment it gets its number and date."""
        self.letters[letter.place - 1] = replace(
            letter, signed_by=by, signed_for=on_behalf_of, signed_at=at, number=number, dated=dated
        )

    def files(self, seq: int) -> list[GivenFile]:
        """Return the files that came with a record and belong to a letter."""
        return [file for file in self.given if file.seq == seq and file.field in FILE_FIELDS]

    def told(self) -> list[Letter]:
        """Return the letters in the order in which they were drafted, with what was written on them in the end."""
        read: list[Letter] = []
        for letter in self.letters:
            answered = letter.in_reply_to and read[letter.in_reply_to.place - 1]
            read.append(replace(letter, marks=tuple(self.marks.get(letter.place, ())), in_reply_to=answered))
        return read


def text(values: Mapping[str, Value], name: str) -> str:
    """Return a text value, empty where there is none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _lines(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in written.splitlines() if line.strip())
