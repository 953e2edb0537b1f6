"""Desks that write on letters: what a completed task does to its case's letters. Shared by every process that has some.

A process' module says which of its user tasks is which desk (`LetterDesks`); `docs/effects.md` lists them for owners.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol, cast
from zoneinfo import ZoneInfo

from engine.completion.command import Command, Complete
from engine.values import Value
from processes import letters
from processes.letters import Draft, Folder, Mark, MarkKind, Registered, SqlFolder, text
from processes.numbering import dated, next_number, use_number
from processes.organisation import holders
from processes.parts.part import Asked, Done
from processes.tables import DbLetter, DbUnit

TO_HR = ("مدیرکل محترم منابع انسانی و پشتیبانی", "The Director-General of HR and Support")
TO_IT = ("مدیرکل محترم دفتر فناوری اطلاعات", "The Director-General of the IT Office")
REFUSALS: Mapping[str, MarkKind] = {"return": "return", "reject": "rejection"}
"""Decisions of a desk that do not let a letter go on, and the mark that each leaves."""


class Desk(Protocol):
    """What a desk does to the letters of a case when its task is completed."""

    @property
    def sets(self) -> frozenset[str]:
        """The names of the facts it needs."""

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return what it must know and cannot look up."""

    def write(self, done: Done, folder: Folder) -> DbLetter | None:
        """Write into the folder; return the letter if the desk gave it a number."""


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

    def write(self, done: Done, folder: Folder) -> None:
        """Write the draft, and attach what came with it."""
        said, command = done.values, done.moved.command
        draft = Draft(
            kind="request",
            unit=str(done.moved.state.variables["unit"]),
            addressee=self.addressee,
            subject=text(said, "letter_subject"),
            body=text(said, "letter_body"),
            urgency=text(said, "letter_urgency"),
            classification=text(said, "letter_classification"),
            copies=text(said, "letter_copies"),
            attachments=text(said, "letter_attachments"),
            registered=_registered(said),
        )
        letter = letters.draft(folder, draft, by=command.actor.id, at=command.at)
        letters.attach(folder, letter, done.moved.record.seq)


@dataclass(frozen=True, kw_only=True)
class Marking:
    """Leaves a mark on the letter with the note that was given, or the reason of a refusal."""

    sets: ClassVar[frozenset[str]] = frozenset()
    kind: MarkKind
    """Of the mark, where the letter goes on."""

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return nothing."""
        return {}

    def write(self, done: Done, folder: Folder) -> None:
        """Mark the letter."""
        folder.mark_latest("request", _said(done, self.kind))


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Signs the letter of the requester's unit where the decision is `sign`: in that moment it has number and date."""

    sets: ClassVar[frozenset[str]] = frozenset({"letter_number", "letter_date"})

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return number and date for a signature."""
        if asked.command.values.get("decision") != "sign" or asked.state is None:
            return {}
        return _number(asked, "letter", str(asked.state.variables["unit"]))

    def write(self, done: Done, folder: Folder) -> DbLetter | None:
        """Sign the letter, or mark it as refused."""
        letter = folder.latest("request")
        if letter is None:
            return None
        letters.mark(folder, letter, _said(done, "signature"))
        return _sign(done, letter, "letter")


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

    def write(self, done: Done, folder: Folder) -> DbLetter | None:
        """Write the signed reply."""
        facts, command, letter = done.moved.command.facts, done.moved.command, folder.latest("request")
        if "reply_number" not in facts or letter is None:
            return None
        draft = Draft(
            kind="reply", unit=str(facts["reply_unit"]), addressee=_words(facts["reply_addressee"]), subject=letter.subject,
            body=text(done.values, "reply_body"), urgency=letter.urgency, classification=letter.classification,
        )  # fmt: skip
        reply = letters.draft(folder, draft, by=command.actor.id, at=command.at)
        reply.in_reply_to = letter.id
        return _sign(done, reply, "reply")


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
        """Write the letters' next state, and use up the number of one that was signed."""
        signed = self.write(done, SqlFolder(session=done.session, instance=done.instance))
        if signed is not None and signed.number is not None:
            use_number(done.session, signed.unit_id, signed.number)
        return ()

    def write(self, done: Done, folder: Folder) -> DbLetter | None:
        """Write the letters' next state into `folder`, from the step alone; return the letter that was signed."""
        desk = self.desks.get(done.element or "")
        return desk.write(done, folder) if desk is not None and isinstance(done.moved.command, Complete) else None


def _registered(said: Mapping[str, Value]) -> Registered | None:
    if said.get("letter_source") != "registered":
        return None
    number, signer = text(said, "letter_number_theirs"), text(said, "letter_signer")
    return Registered(number=number, dated=cast(date, said["letter_date_theirs"]), signer=signer)


def _number(asked: Asked, prefix: str, unit: str) -> Mapping[str, Value]:
    day = dated(asked.command.at, ZoneInfo(asked.zone))
    return {f"{prefix}_number": next_number(asked.session, unit, day), f"{prefix}_date": day}


def _said(done: Done, kind: MarkKind) -> Mark:
    command, refusal = done.moved.command, REFUSALS.get(text(done.values, "decision"))
    return Mark(
        kind=refusal or kind,
        person=command.actor.id,
        on_behalf_of=command.actor.on_behalf_of,
        at=command.at,
        text=text(done.values, "reason" if refusal else "note"),
    )


def _sign(done: Done, letter: DbLetter, prefix: str) -> DbLetter | None:
    facts, command = done.moved.command.facts, done.moved.command
    if f"{prefix}_number" not in facts:
        return None
    letters.sign(
        letter, by=command.actor.id, on_behalf_of=command.actor.on_behalf_of, at=command.at,
        number=str(facts[f"{prefix}_number"]), dated=cast(date, facts[f"{prefix}_date"]),
    )  # fmt: skip
    return letter


def _words(fact: Value) -> tuple[str, str]:
    return str(fact["fa"]), str(fact["en"])
