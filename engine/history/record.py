"""One record a command, refused ones too, each holding the digest of the one before (layer 1 of the evidence).

genesis    = SHA256("kartabl-audit/v1\\0genesis\\0" || origin || \\0 || instance)
event_hash = SHA256("kartabl-audit/v1\\0event\\0" || previous (32 bytes) || JCS(body))
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Literal

from engine.completion import derived
from engine.completion.command import Command
from engine.completion.derived import Derived
from engine.definition import Definition
from engine.digest import canonical, sha256
from engine.errors import Broken, KartablError
from engine.instance.state import VERSION as STATE_VERSION
from engine.instance.state import State

RefusedBy = Literal["engine", "host", "order"]
"""Who refused: the step, which will refuse again in replay; the host, whose word is taken as it stands; or the order of
times, when a command was dated before what is on record (the record then bears the time of the one before it)."""

VERSION = 1
PREFIX = b"kartabl-audit/v1\0"
ENGINE = {"name": "SpiffWorkflow", "version": version("SpiffWorkflow"), "state": STATE_VERSION}
"""What wrote a state: the library, and the version of the form in which we write it. Digests of states compare only
between equals."""


class NewerRecord(Broken):
    en = (
        "Expected record {seq} of case {instance} to be written in version {known} of {what} or an older one, but it is in "
        "version {found}: a newer Kartabl wrote it. Read it with that."
    )
    fa = "انتظار می‌رفت ردیف {seq} از سابقهٔ پروندهٔ {instance} با نسخهٔ {known} از {what_fa} یا پیش از آن نوشته شده باشد، ولی با نسخهٔ {found} است: نسخهٔ تازه‌تری از کارتابل آن را نوشته است. با همان نسخه بخوانیدش."


VERSIONS = {"v": (VERSION, "records", "سابقه‌ها"), "derived_version": (derived.VERSION, "what follows", "پیامدها")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A record as it is stored: `body` is what is hashed, `derived` what followed (its digest is in the body).

    Making one from what a newer Kartabl wrote raises `NewerRecord`, wherever it was read.
    """

    body: Mapping[str, Any]
    derived: Sequence[Mapping[str, Any]]
    hash: str
    texts: tuple[bytes, bytes] | None = field(init=False, default=None, compare=False, repr=False)
    """Of one that a ledger just made: the canonical texts of both, which were hashed and are to be stored; written once."""

    def __post_init__(self) -> None:
        for key, (known, what, what_fa) in VERSIONS.items():
            found = self.body.get(key)
            if isinstance(found, int) and found > known:
                seq, instance = self.body.get("seq"), self.body.get("instance")
                raise NewerRecord(seq=seq, instance=instance, known=known, found=found, what=what, what_fa=what_fa)

    @property
    def seq(self) -> int:
        """Its place in the instance's history, from 1."""
        return int(self.body["seq"])

    @property
    def head(self) -> Head:
        """Where the history stands after it."""
        return Head(seq=self.seq, hash=self.hash)

    @property
    def refused(self) -> bool:
        """Whether the command was refused and changed nothing."""
        return bool(self.body["outcome"] == "refused")


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """Where an instance's history stands: the number and the hash of its last record."""

    seq: int
    hash: str


def genesis(origin: str, instance: str) -> Head:
    """Return the head of a history that has no record yet."""
    start = PREFIX + b"genesis\0" + origin.encode() + b"\0" + instance.encode()
    return Head(seq=0, hash=hashlib.sha256(start).hexdigest())


def chain(previous: str, body: Mapping[str, Any]) -> str:
    """Return the hash of a record with this body after the one with hash `previous`."""
    return _chained(previous, canonical(body))


def _chained(previous: str, text: bytes) -> str:
    return hashlib.sha256(PREFIX + b"event\0" + bytes.fromhex(previous) + text).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """Writes the records of one instance: knows its origin (the installation), its id and its definition."""

    origin: str
    instance: str
    definition: Definition

    def applied(self, head: Head, command: Command, state: State, followed: Derived) -> Record:
        """Return the record of a command that led to `state`."""
        told = derived.written(followed)
        text = canonical(told)
        outcome = {"outcome": "ok", "derived_sha256": sha256(text), "state_sha256": state.digest}
        return self._record(head, command, outcome, told, text)

    def refused(
        self, head: Head, command: Command, state: State | None, refusal: KartablError, by: RefusedBy = "engine"
    ) -> Record:
        """Return the record of a command that was refused and left `state` as it was.

        `by` says who refused (see `RefusedBy`).
        """
        reason = {
            "by": by,
            "code": type(refusal).__name__,
            "en": refusal.message("en"),
            "fa": refusal.message("fa"),
        }
        text = canonical([])
        outcome = {"outcome": "refused", "refusal": reason, "derived_sha256": sha256(text)}
        return self._record(head, command, {**outcome, "state_sha256": state.digest if state else None}, [], text)

    def _record(
        self, head: Head, command: Command, outcome: Mapping[str, Any], told: Sequence[Mapping[str, Any]], text: bytes
    ) -> Record:
        body = {
            "v": VERSION,
            "origin": self.origin,
            "instance": self.instance,
            "seq": head.seq + 1,
            "at": command.at.isoformat(),
            "actor": command.actor.to_json(),
            "request_id": command.request,
            "command": command.to_json(),
            "deps_sha256": self.definition.digest,
            "engine": ENGINE,
            "derived_version": derived.VERSION,
            **outcome,
        }
        written = canonical(body)
        record = Record(body=body, derived=told, hash=_chained(head.hash, written))
        object.__setattr__(record, "texts", (written, text))  # a changed copy of it has none
        return record
