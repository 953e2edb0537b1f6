"""Commands: whatever changes an instance, with who, when, and everything it needs to know.

A command is complete in itself: its `facts` are what the host looked up for it (the next letter number, the targets in
force), so that running it again asks nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, ClassVar

from engine.values import Value, decode, encode


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who acts: an account's id, how it signed in, and whom it stands in for."""

    id: str
    authn: str
    on_behalf_of: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the written form."""
        return {"id": self.id, "authn": self.authn, "on_behalf_of": self.on_behalf_of}


CLOCK = Actor(id="clock", authn="engine")
"""Who fires timers."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """What all commands carry. `at` is an aware instant; `facts` become variables of the case like `values` do, but for what is remarked."""

    kind: ClassVar[str] = ""
    actor: Actor
    at: datetime
    request: str = ""
    """Id of the request it came with, to tie a record to the server's log."""
    values: Mapping[str, Value] = field(default_factory=dict)
    facts: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.at.astimezone(UTC))

    @property
    def target(self) -> dict[str, Any]:
        """What it is aimed at: the fields that this kind of command adds."""
        common = {entry.name for entry in fields(Command)}
        return {entry.name: getattr(self, entry.name) for entry in fields(self) if entry.name not in common}

    def to_json(self) -> dict[str, Any]:
        """Return the command as history keeps it: kind, target, inputs. Actor and time stand beside it."""
        inputs = {"values": encode(dict(self.values)), "facts": encode(dict(self.facts))}
        return {"type": self.kind, **self.target, **{key: value for key, value in inputs.items() if value}}


@dataclass(frozen=True, kw_only=True)
class Start(Command):
    """Start an instance."""

    kind = "start"


@dataclass(frozen=True, kw_only=True)
class Complete(Command):
    """Complete an open user task with the values of its form."""

    kind = "complete"
    task: str


@dataclass(frozen=True, kw_only=True)
class Assign(Command):
    """Give an open user task to somebody: claimed by oneself, assigned by another, or put back (None).

    Its values are what is said with it: on record like a comment's, and no variables.
    """

    kind = "assign"
    task: str
    assignee: str | None


@dataclass(frozen=True, kw_only=True)
class FireTimer(Command):
    """Fire the timer of a job; its time is when the job fell due."""

    kind = "fire_timer"
    job: str


@dataclass(frozen=True, kw_only=True)
class DeliverMessage(Command):
    """Give the instance a message it waits for."""

    kind = "deliver_message"
    message: str


@dataclass(frozen=True, kw_only=True)
class BroadcastSignal(Command):
    """Give the instance a signal; it is no fault when it does not wait for it."""

    kind = "broadcast_signal"
    signal: str


@dataclass(frozen=True, kw_only=True)
class ReportWork(Command):
    """Report that a worker outside did what it was asked, or with `error` that it ended in a BPMN error."""

    kind = "report_work"
    work: str
    error: str | None = None


@dataclass(frozen=True, kw_only=True)
class Withdraw(Command):
    """End the instance from outside its diagram, with the reason among the values."""

    kind = "withdraw"


@dataclass(frozen=True, kw_only=True)
class Comment(Command):
    """Remark something (among the values) in a case that is going on: it is on record, and changes nothing."""

    kind = "comment"


@dataclass(frozen=True, kw_only=True)
class Correct(Command):
    """Correct what the case rests on (a working calendar): its facts take the place of the old ones, its values say what and why."""

    kind = "correct"


KINDS: dict[str, type[Command]] = {
    command.kind: command
    for command in (
        Start,
        Complete,
        Assign,
        FireTimer,
        DeliverMessage,
        BroadcastSignal,
        ReportWork,
        Withdraw,
        Comment,
        Correct,
    )
}


def read_command(written: Mapping[str, Any], *, actor: Mapping[str, Any], at: str, request: str) -> Command:
    """Return the command that history kept; raise `KeyError` or `TypeError` where it is not one."""
    target = {key: value for key, value in written.items() if key not in ("type", "values", "facts")}
    return KINDS[written["type"]](
        actor=Actor(**actor),
        at=datetime.fromisoformat(at),
        request=request,
        values=decode(written.get("values", {})),
        facts=decode(written.get("facts", {})),
        **target,
    )
