"""How the oracle's tokens move: along flows, into activities and scopes, and out of them again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Iterator
from datetime import datetime

from tests.properties.oracle_joins import inclusive_ready, parallel_ready
from tests.properties.oracle_state import NoWayOut, Room, Token, arm
from tests.properties.plan import Flow, Node, Plan, Scope

Variables = dict[str, object]


class Moves(ABC):
    """The moves of one instance of a plan. `status` is running, completed, failed or withdrawn."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.variables: Variables = {}
        self.status = "running"
        self.command = 0
        self.now = datetime.min
        self.moving: deque[Token] = deque()
        self.told: Counter[str] = Counter()
        """Flows taken and events thrown since the last command."""
        self.top: Room | None = None

    def rooms(self) -> Iterator[Room]:
        """Yield the open scopes, outer before inner."""
        waiting = deque([self.top] if self.top is not None else [])
        while waiting:
            room = waiting.popleft()
            yield room
            waiting.extend(inner for token in room.tokens for inner in token.rooms)

    @abstractmethod
    def _throw(self, token: Token) -> None:
        """Let a token that stands at an event throw what it throws, and move on."""

    # -- tokens move

    def _run(self) -> None:
        while True:
            while self.moving:
                token = self.moving.popleft()
                if token.alive:
                    self._arrive(token)
            ready = next((met for room in self.rooms() if (met := inclusive_ready(room))), None)
            if ready is None:
                return
            self._merge(ready)

    def _put(self, node: Node, place: Room, by: Flow | None = None) -> Token:
        token = Token(node=node, place=place, by=by)
        place.tokens.append(token)
        self.moving.append(token)
        return token

    def _take(self, flow: Flow, place: Room) -> None:
        self.told["taken " + self.plan.key(place.scope, flow.id)] += 1
        self._put(place.scope.nodes[flow.target], place, flow)

    def _arrive(self, token: Token) -> None:
        node, place = token.node, token.place
        token.moving, token.since = False, self.command
        if node.kind in ("par", "or") and len(place.scope.incoming[node.id]) > 1:
            if node.kind == "par" and (met := parallel_ready(place, node)):
                self._merge(met)
            return
        match node.kind:
            case "user" | "sub" | "call" | "esp":
                self._enter(token)
            case "catch":
                token.armed = [arm(node, self.now, self.command)]
            case "race":
                flows = place.scope.outgoing[node.id]
                token.armed = [arm(place.scope.nodes[flow.target], self.now, self.command) for flow in flows]
            case "throw" | "end" if node.event is not None:
                self._throw(token)
            case "script":
                count = self.variables[node.counter or ""]
                assert isinstance(count, int)
                self.variables[node.counter or ""] = count + 1
                self._leave(token)
            case _:
                self._leave(token)

    def _leave(self, token: Token) -> None:
        for flow in self._chosen(token):
            self._take(flow, token.place)
        self._consume(token)

    def _chosen(self, token: Token) -> list[Flow]:
        node, place = token.node, token.place
        flows = place.scope.outgoing[node.id]
        if node.kind not in ("xor", "or") or not any(flow.condition for flow in flows):
            return flows
        seen = {**self.variables, **place.local}
        holding = [flow for flow in flows if flow.condition and flow.condition.holds(seen)]
        chosen = holding or [flow for flow in flows if flow.id == node.default]
        if not chosen:
            raise NoWayOut
        return chosen[:1] if node.kind == "xor" else chosen

    def _consume(self, token: Token) -> None:
        self._kill(token)
        if not token.place.tokens and token.place.alive:
            self._done(token.place)

    def _kill(self, token: Token) -> None:
        if token.alive:
            token.alive = False
            token.place.tokens.remove(token)
            token.armed, token.instances = [], []
            for room in token.rooms:
                self._empty(room)

    def _empty(self, room: Room) -> None:
        room.alive = False
        room.armed = []
        for token in list(room.tokens):
            self._kill(token)

    def _merge(self, met: list[Token]) -> None:
        last = met.pop()
        for token in met:
            self._kill(token)
        self._leave(last)

    # -- activities and scopes

    def _enter(self, token: Token) -> None:
        node, place = token.node, token.place
        token.armed = [arm(border, self.now, self.command) for border in place.scope.borders[node.id]]
        if node.loop is None:
            if node.inside:
                token.rooms.append(self._open(self.plan.scopes[node.inside], token, place.local))
            return
        if node.loop.count is None:
            found = self.variables["items"]
            assert isinstance(found, list)
            token.items = list(found)
        else:
            token.items = [None] * node.loop.count
        if not token.items:
            self._leave(token)
            return
        for _ in token.items[: 1 if node.loop.sequential else None]:
            self._next_instance(token)

    def _next_instance(self, token: Token) -> None:
        node, index = token.node, token.started
        assert node.loop is not None
        token.started += 1
        local: Variables = {"loopCounter": index}
        if node.loop.count is None:
            local["item"] = token.items[index]
        if node.inside:
            around = {**token.place.local, **local}
            token.rooms.append(self._open(self.plan.scopes[node.inside], token, around))
        else:
            token.instances.append(local)

    def _instance_done(self, token: Token, local: Variables) -> None:
        loop = token.node.loop
        assert loop is not None
        token.done += 1
        counts = {"nrOfInstances": len(token.items), "nrOfCompletedInstances": token.done}
        seen = {**self.variables, **token.place.local, **local, **counts}
        if token.done == len(token.items) or (loop.until is not None and loop.until.holds(seen)):
            self._leave(token)
        elif loop.sequential:
            self._next_instance(token)

    def _open(self, scope: Scope, holder: Token | None, local: Variables) -> Room:
        room = Room(scope=scope, holder=holder, local=dict(local))
        room.armed = [arm(esp, self.now, self.command) for esp in scope.esps]
        self._put(scope.start, room)
        return room

    def _done(self, room: Room) -> None:
        room.alive = False
        room.armed = []
        holder = room.holder
        if holder is None:
            self.status = "completed"
            return
        holder.rooms.remove(room)
        if holder.node.loop is None:
            self._leave(holder)
        else:
            self._instance_done(holder, room.local)
