"""What the oracle's events do: who catches what is thrown, and what that interrupts."""

from __future__ import annotations

from collections.abc import Iterator

from tests.properties.oracle_moves import Moves
from tests.properties.oracle_state import Armed, Room, Token, next_round
from tests.properties.plan import Node

Owner = Token | Room
"""What something is armed at: the token of an activity, or a room for its event subprocesses."""


class Events(Moves):
    """Moves, and the events among them."""

    def waiting(self, kind: str, name: str | None = None) -> list[tuple[str, Owner, Armed]]:
        """Return what waits for such an event: key, owner, and itself."""
        return [
            (self.plan.key(self._room(owner).scope, self._named(armed.node)), owner, armed)
            for owner in self._owners()
            for armed in owner.armed
            if armed.matches(kind, name)
        ]

    def _owners(self) -> Iterator[Owner]:
        for room in self.rooms():
            yield room
            yield from room.tokens

    def _named(self, node: Node) -> str:
        """An event subprocess waits in the name of its start event."""
        return self.plan.scopes[node.inside or ""].start.id if node.kind == "esp" else node.id

    @staticmethod
    def _room(owner: Owner) -> Room:
        return owner if isinstance(owner, Room) else owner.place

    def _throw(self, token: Token) -> None:
        event = token.node.event
        assert event is not None
        key = self.plan.key(token.place.scope, token.node.id)
        match event.kind:
            case "terminate":
                self._empty(token.place)
                self._done(token.place)
                return
            case "message":
                self.told[f"sent {key}"] += 1
            case "signal":
                self.told[f"signalled {key}"] += 1
                self._signal(str(event.name))
            case _:
                self._outwards(token, event.kind, key)
        if token.alive:
            self._leave(token)

    def _outwards(self, token: Token, kind: str, key: str) -> None:
        event = token.node.event
        assert event is not None
        found = next(self._catchers(token.place, kind, event.name), None)
        self.told[f"{kind} {key} {'caught' if found else 'lost'}"] += 1
        if found is not None:
            self._caught(*found)
        elif kind == "error":
            assert self.top is not None
            self._empty(self.top)
            self.status = "failed"

    def _catchers(self, room: Room, kind: str, name: str | None) -> Iterator[tuple[Owner, Armed]]:
        """Yield what catches from the inside out: starts of event subprocesses, then the border of the activity.

        An event subprocess does not catch what it throws itself.
        """
        thrower: Node | None = None
        while True:
            owners: list[Owner] = [room, *([room.holder] if room.holder is not None else [])]
            for owner in owners:
                found = [armed for armed in owner.armed if armed.matches(kind, name) and armed.node is not thrower]
                yield from ((owner, armed) for armed in sorted(found, key=lambda armed: armed.catches_all))
            if room.holder is None:
                return
            thrower, room = room.holder.node, room.holder.place

    def _signal(self, name: str) -> None:
        heard = [(owner, armed) for _, owner, armed in self.waiting("signal", name)]
        for owner, armed in heard:
            if armed in owner.armed:  # unless one before has interrupted it
                self._caught(owner, armed)

    def _caught(self, owner: Owner, armed: Armed) -> None:
        node, room = armed.node, self._room(owner)
        if node.kind == "catch":
            assert isinstance(owner, Token)
            if owner.node is not node:  # behind an event-based gateway: the token has stood there until now
                owner = self._raced(owner, node)
            self._leave(owner)
            return
        owner.armed.remove(armed)
        coming = self._put(node, room)
        if not node.interrupting:
            again = next_round(armed, self.command)
            owner.armed += [again] if again else []
        elif isinstance(owner, Token):
            self._kill(owner)
        else:
            owner.armed = []
            for token in list(owner.tokens):
                if token is not coming:
                    self._kill(token)

    def _raced(self, gate: Token, node: Node) -> Token:
        scope = gate.place.scope
        flow = next(flow for flow in scope.outgoing[gate.node.id] if flow.target == node.id)
        self.told["taken " + self.plan.key(scope, flow.id)] += 1
        token = Token(node=node, place=gate.place, moving=False)
        gate.place.tokens.append(token)
        self._kill(gate)
        return token
