"""Desks that write on letters: what a completed task does to its case's letters. Shared by every process that has some.

A process' module says which of its user tasks is which desk (`LetterDesks`); `docs/effects.md` lists them for owners. A
letter is told from the records whenever it is read; what a completion writes is the number that a signature used up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol, cast
from zoneinfo import ZoneInfo

from engine.completion.command import Command, Complete
from engine.values import Value
from processes.letters import Draft, Folder, Letter, Mark, MarkKind, Registered, Said
from processes.numbering import dated, next_number, use_number
from processes.organisation import holders
from processes.parts.part import Asked, Done
from processes.tables import DbUnit

TO_HR = ("مدیرکل محترم منابع انسانی و پشتیبانی", "The Director-General of HR and Support")
TO_IT = ("مدیرکل محترم دفتر فناوری اطلاعات", "The Director-General of the IT Office")
"""Letters of old cases are told with these too: they are not changed, another one gets another name."""
REFUSALS: Mapping[str, MarkKind] = {"return": "return", "reject": "rejection"}
"""Decisions of a desk that do not let a letter go on, and the mark that each leaves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbered:
    """A number that a signature used up."""

    unit: str
    """Whose number it is."""
    number: str


class Desk(Protocol):
    """What a desk does to the letters of a case when its task is completed."""

    @property
    def sets(self) -> frozenset[str]:
        """The names of the facts it needs."""

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return what it must know and cannot look up."""

    def number(self, done: Done) -> Numbered | None:
        """Return the number that a completed task used up; None where it used none."""

    def write(self, said: Said, folder: Folder) -> None:
        """Write what a completed task did to the letters into the folder, from its record alone."""


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """Writes a letter of the requester's unit anew, from the fields `letter_…`: a draft, or its next revision.

    Where `letter_source` is `registered` it came from elsewhere, signed: it is registered with its own number and date.
    """

    sets: ClassVar[frozenset[str]] = frozenset({"letter_number", "letter_date"})
    addressee: tuple[str, str]
    """Persian, English."""

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return number and date of a letter that is registered."""
        said = asked.command.values
        if said.get("letter_source") != "registered":
            return {}
        return {"letter_number": said.get("letter_number_theirs"), "letter_date": said.get("letter_date_theirs")}

    def number(self, done: Done) -> None:
        """Return nothing: a draft has no number, and a registered letter has its own."""

    def write(self, said: Said, folder: Folder) -> None:
        """Write the draft, and attach what came with it."""
        draft = Draft(
            kind="request",
            unit=said.unit,
            addressee=self.addressee,
            subject=said.text("letter_subject"),
            body=said.text("letter_body"),
            urgency=said.text("letter_urgency"),
            classification=said.text("letter_classification"),
            copies=said.text("letter_copies"),
            attachments=said.text("letter_attachments"),
            registered=_registered(said),
            files=folder.files(said.record.seq),
        )
        folder.draft(draft, by=said.by, at=said.at)


@dataclass(frozen=True, kw_only=True)
class Marking:
    """Leaves a mark on the letter with the note that was given, or the reason of a refusal."""

    sets: ClassVar[frozenset[str]] = frozenset()
    kind: MarkKind
    """Of the mark, where the letter goes on."""

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return nothing."""
        return {}

    def number(self, done: Done) -> None:
        """Return nothing."""

    def write(self, said: Said, folder: Folder) -> None:
        """Mark the letter."""
        folder.mark("request", _mark(said, self.kind))


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Signs the letter of the requester's unit where the decision is `sign`: in that moment it has number and date."""

    sets: ClassVar[frozenset[str]] = frozenset({"letter_number", "letter_date"})

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return number and date for a signature."""
        if asked.command.values.get("decision") != "sign" or asked.state is None:
            return {}
        return _number(asked, "letter", str(asked.state.variables["unit"]))

    def number(self, done: Done) -> Numbered | None:
        """Return the number of the unit whose the case was when it was signed."""
        before = done.moved.before
        return None if before is None else _numbered(done, "letter", str(before.variables["unit"]))

    def write(self, said: Said, folder: Folder) -> None:
        """Sign the letter, or mark it as refused."""
        folder.mark("request", _mark(said, "signature"))
        letter = folder.latest("request")
        if letter is not None:
            _sign(said, folder, letter, "letter")


@dataclass(frozen=True, kw_only=True)
class Replying:
    """Writes and signs the IT office's reply to the letter where the decision is `sign`, from the field `reply_body`."""

    sets: ClassVar[frozenset[str]] = frozenset({"reply_number", "reply_date", "reply_unit", "reply_addressee"})

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return number, date, the unit that replies, and how it addresses the head of the one that asked."""
        if asked.command.values.get("decision") != "sign" or asked.state is None:
            return {}
        [director, *_] = holders(asked.session, "it_director", on=asked.today)
        unit = asked.session.get_one(DbUnit, str(asked.state.variables["unit"]))
        addressee = {"fa": unit.head_fa, "en": unit.head_en}
        return {**_number(asked, "reply", director.unit), "reply_unit": director.unit, "reply_addressee": addressee}

    def number(self, done: Done) -> Numbered | None:
        """Return the number of the unit that replied."""
        return _numbered(done, "reply", str(done.moved.command.facts.get("reply_unit")))

    def write(self, said: Said, folder: Folder) -> None:
        """Write the signed reply."""
        letter = folder.latest("request")
        if said.fact("reply_number") is None or letter is None:
            return
        draft = Draft(
            kind="reply", unit=str(said.fact("reply_unit")), addressee=_words(said.fact("reply_addressee")), subject=letter.subject,
            body=said.text("reply_body"), urgency=letter.urgency, classification=letter.classification, in_reply_to=letter,
        )  # fmt: skip
        _sign(said, folder, folder.draft(draft, by=said.by, at=said.at), "reply")


@dataclass(frozen=True, kw_only=True)
class LetterDesks:
    """The part of a process that is about letters: its desks, by the ids of their user tasks."""

    process: str
    desks: Mapping[str, Desk]

    @property
    def sets(self) -> frozenset[str]:
        """The names of the facts that its desks need."""
        return frozenset[str]().union(*(desk.sets for desk in self.desks.values()))

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return the facts that a desk needs."""
        desk = self.desks.get(asked.element or "")
        return desk.facts(asked) if desk is not None and isinstance(asked.command, Complete) else {}

    def follow(self, done: Done) -> Sequence[Command]:
        """Use up the number of a letter that was signed."""
        used = self.number(done)
        if used is not None:
            use_number(done.session, used.unit, used.number)
        return ()

    def number(self, done: Done) -> Numbered | None:
        """Return the number that a step used up; None where it used none."""
        desk = self.desks.get(done.element or "")
        return desk.number(done) if desk is not None and isinstance(done.moved.command, Complete) else None


def _registered(said: Said) -> Registered | None:
    if said.value("letter_source") != "registered":
        return None
    day = said.value("letter_date_theirs")
    return Registered(
        number=said.text("letter_number_theirs"), dated=day if isinstance(day, date) else None, signer=said.text("letter_signer")
    )  # fmt: skip


def _number(asked: Asked, prefix: str, unit: str) -> Mapping[str, Value]:
    day = dated(asked.command.at, ZoneInfo(asked.zone))
    return {f"{prefix}_number": next_number(asked.session, unit, day), f"{prefix}_date": day}


def _numbered(done: Done, prefix: str, unit: str) -> Numbered | None:
    number = done.moved.command.facts.get(f"{prefix}_number")
    return None if number is None else Numbered(unit=unit, number=str(number))


def _mark(said: Said, kind: MarkKind) -> Mark:
    refusal = REFUSALS.get(said.text("decision"))
    return Mark(
        kind=refusal or kind,
        person=said.by,
        on_behalf_of=said.on_behalf_of,
        at=said.at,
        text=said.text("reason" if refusal else "note"),
    )


def _sign(said: Said, folder: Folder, letter: Letter, prefix: str) -> None:
    number = said.fact(f"{prefix}_number")
    if number is not None:
        folder.sign(
            letter, by=said.by, on_behalf_of=said.on_behalf_of, at=said.at,
            number=str(number), dated=cast(date, said.fact(f"{prefix}_date")),
        )  # fmt: skip


def _words(fact: Value) -> tuple[str, str]:
    return str(fact["fa"]), str(fact["en"])
