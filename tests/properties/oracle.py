"""An oracle of BPMN 2.0: a small token game that knows nothing of the engine and of the library under it.

It plays a plan: tokens stand at nodes or are on their way along a flow; a command moves one of them or more, and the
game goes on until every token stands. Scopes are rooms; what waits beside a token is armed. Where the standard leaves
open which of several equal tokens a command means, the caller chooses and copies the game for each choice.
"""

from __future__ import annotations

from datetime import datetime

from tests.properties.oracle_events import Events, Owner
from tests.properties.oracle_moves import Variables
from tests.properties.oracle_state import Armed, Room, Token


class Game(Events):
    """One instance of a plan, moved by commands."""

    # -- commands

    def begin(self, now: datetime, values: Variables) -> None:
        """Take the time and the values of the next command."""
        self.command += 1
        self.now = now
        self.told.clear()
        self.variables.update(values)

    def start(self) -> None:
        """Start the instance."""
        self.top = self._open(self.plan.scopes["main"], None, {})
        self._run()

    def complete(self, token: Token, instance: int | None) -> None:
        """Complete a user task; `instance` is the place of one of several instances among the open ones."""
        if instance is None:
            self._leave(token)
        else:
            self._instance_done(token, token.instances.pop(instance))
        self._run()

    def catch(self, owner: Owner, armed: Armed) -> None:
        """Let come what `armed` waits for."""
        self._caught(owner, armed)
        self._run()

    def broadcast(self, name: str, values: Variables) -> None:
        """Give a signal to all that wait for it; what it carries is set where somebody hears it."""
        if self.waiting("signal", name):
            self.variables.update(values)
        self._signal(name)
        self._run()

    def withdraw(self) -> None:
        """End the instance from outside."""
        assert self.top is not None
        self._empty(self.top)
        self.status = "withdrawn"

    # -- what can be seen

    def tasks(self) -> list[tuple[str, Variables, Token, int | None]]:
        """Return the open user tasks: key, local variables, and where they are."""
        return [
            (self.plan.key(room.scope, token.node.id), {**room.local, **local}, token, index)
            for room in self.rooms()
            for token in room.tokens
            if token.node.kind == "user"
            for index, local in (enumerate(token.instances) if token.node.loop else [(None, {})])
        ]

    def names(self, kind: str) -> list[str]:
        """Return the names of the messages or signals that something waits for."""
        armed = [armed for owner in self._owners() for armed in owner.armed]
        return sorted({str(a.node.event.name) for a in armed if a.node.event and a.node.event.kind == kind})

    def timers(self) -> list[tuple[str, datetime, Owner, Armed]]:
        """Return the timers that are set: key, due time, owner, and itself."""
        return [(key, armed.due, owner, armed) for key, owner, armed in self.waiting("timer") if armed.due is not None]

    def portrait(self) -> str:
        """Return a text that is equal for games that will go on equally."""
        return f"{self.status} {_portrait(self.top)}"


def _portrait(room: Room | None) -> str:
    if room is None or not room.alive:
        return ""
    tokens = sorted(
        f"{token.node.id} {token.by and token.by.id} {token.since} {_armed(token.armed)} {token.started} {token.done} "
        f"{token.items} {token.instances} {sorted(_portrait(inner) for inner in token.rooms)}"
        for token in room.tokens
    )
    return f"({room.scope.id} {room.local} {_armed(room.armed)} {tokens})"


def _armed(armed: list[Armed]) -> list[str]:
    return sorted(f"{one.node.id} {one.since} {one.due} {one.left}" for one in armed)
