"""What the oracle keeps: tokens, what is armed beside them, and the scopes that are open. Plain and copyable."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.properties.plan import Flow, Node, Scope


class NoWayOut(Exception):
    """A gateway has no condition that holds and no default: the whole command is refused."""


@dataclass(eq=False, slots=True)
class Armed:
    """A boundary event, event subprocess start, or event behind an event-based gateway that waits for its event."""

    node: Node
    since: int
    """Number of the command that armed it."""
    due: datetime | None = None
    left: int | None = None
    """Rounds of a cycle still to come; None: no end, or no cycle."""

    @property
    def catches_all(self) -> bool:
        """Whether it names no code: what names one catches before it."""
        return self.node.event is not None and self.node.event.name is None

    def matches(self, kind: str, name: str | None) -> bool:
        """Return whether it waits for such an event; error and escalation without a code wait for all."""
        event = self.node.event
        assert event is not None
        if event.kind != kind:
            return False
        return event.name == name or (event.name is None and kind in ("error", "escalation"))


@dataclass(eq=False, slots=True)
class Token:
    """A token: on its way (`moving`), or standing at a node."""

    node: Node
    place: Room
    moving: bool = True
    by: Flow | None = None
    since: int = 0
    alive: bool = True
    armed: list[Armed] = field(default_factory=list)
    """Boundary events of the node it stands at, or events of the gateway it waits behind; its own for a catch."""
    rooms: list[Room] = field(default_factory=list)
    """Scopes that its activity has open: one, or one an instance."""
    items: list[object] = field(default_factory=list)
    started: int = 0
    done: int = 0
    instances: list[dict[str, object]] = field(default_factory=list)
    """Local variables of a multi-instance user task's open instances."""


@dataclass(eq=False, slots=True)
class Room:
    """An open scope. `holder` is the token whose activity it is; an event subprocess has a token for itself."""

    scope: Scope
    holder: Token | None
    local: dict[str, object]
    tokens: list[Token] = field(default_factory=list)
    armed: list[Armed] = field(default_factory=list)
    """Starts of event subprocesses."""
    alive: bool = True


def arm(node: Node, now: datetime, command: int) -> Armed:
    """Return `node` waiting from now on."""
    event = node.event
    if event is None or event.kind != "timer":
        return Armed(node=node, since=command)
    return Armed(node=node, since=command, due=now + timedelta(minutes=event.minutes), left=event.times or None)


def next_round(armed: Armed, command: int) -> Armed | None:
    """Return what waits again after `armed` came without interrupting: not an error, not a timer that has run out."""
    event = armed.node.event
    assert event is not None
    if event.kind == "error":
        return None
    if event.kind != "timer":
        return Armed(node=armed.node, since=command)
    if event.times is None or armed.left == 1:
        return None
    assert armed.due is not None
    left = armed.left - 1 if armed.left else None
    return Armed(node=armed.node, since=command, due=armed.due + timedelta(minutes=event.minutes), left=left)
