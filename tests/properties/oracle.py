"""An oracle of BPMN 2.0: a small token game that knows nothing of the engine and of the library under it.

It plays a plan: tokens stand at nodes or are on their way along a flow; a command moves one of them or more, and the
game goes on until every token stands. Scopes are rooms; what waits beside a token is armed. Where the standard leaves
open which of several equal tokens a command means, the caller chooses and copies the game for each choice.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from datetime import datetime

from tests.properties.oracle_state import Armed, NoWayOut, Room, Token, arm, next_round
from tests.properties.plan import Flow, Node, Plan, Scope

Variables = dict[str, object]


class Game:
    """One instance of a plan. `status` is running, completed or failed."""

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

    def catch(self, owner: Token | Room, armed: Armed) -> None:
        """Let come what `armed` waits for."""
        self._caught(owner, armed)
        self._run()

    def broadcast(self, name: str) -> None:
        """Give a signal to all that wait for it."""
        self._signal(name)
        self._run()

    def withdraw(self) -> None:
        """End the instance from outside."""
        assert self.top is not None
        self._empty(self.top)
        self.status = "withdrawn"

    # -- what can be seen

    def rooms(self) -> Iterator[Room]:
        """Yield the open scopes, outer before inner."""
        waiting = deque([self.top] if self.top is not None else [])
        while waiting:
            room = waiting.popleft()
            yield room
            waiting.extend(inner for token in room.tokens for inner in token.rooms)

    def tasks(self) -> list[tuple[str, Variables, Token, int | None]]:
        """Return the open user tasks: key, local variables, and where they are."""
        return [
            (self.plan.key(room.scope, token.node.id), {**room.local, **local}, token, index)
            for room in self.rooms()
            for token in room.tokens
            if token.node.kind == "user"
            for index, local in (enumerate(token.instances) if token.node.loop else [(None, {})])
        ]

    def waiting(self, kind: str, name: str | None = None) -> list[tuple[str, Token | Room, Armed]]:
        """Return what waits for such an event: key, owner, and itself."""
        owners = [owner for room in self.rooms() for owner in (room, *room.tokens)]
        return [
            (self.plan.key(self._room(owner).scope, self._named(armed.node)), owner, armed)
            for owner in owners
            for armed in owner.armed
            if armed.matches(kind, name)
        ]

    def names(self, kind: str) -> list[str]:
        """Return the names of the messages or signals that something waits for."""
        armed = [armed for room in self.rooms() for owner in (room, *room.tokens) for armed in owner.armed]
        return sorted({str(a.node.event.name) for a in armed if a.node.event and a.node.event.kind == kind})

    def timers(self) -> list[tuple[str, datetime, Token | Room, Armed]]:
        """Return the timers that are set: key, due time, owner, and itself."""
        return [(key, armed.due, owner, armed) for key, owner, armed in self.waiting("timer") if armed.due is not None]

    def portrait(self) -> str:
        """Return a text that is equal for games that will go on equally."""
        return f"{self.status} {_portrait(self.top)}"

    def _named(self, node: Node) -> str:
        """An event subprocess waits in the name of its start event."""
        return self.plan.scopes[node.inside or ""].start.id if node.kind == "esp" else node.id

    @staticmethod
    def _room(owner: Token | Room) -> Room:
        return owner if isinstance(owner, Room) else owner.place

    # -- tokens move

    def _run(self) -> None:
        while True:
            while self.moving:
                token = self.moving.popleft()
                if token.alive:
                    self._arrive(token)
            ready = next((met for room in self.rooms() if (met := self._inclusive_ready(room))), None)
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
            if node.kind == "par" and (met := _one_of_each(place, node, all_needed=True)):
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

    # -- joins

    def _merge(self, met: list[Token]) -> None:
        last = met.pop()
        for token in met:
            self._kill(token)
        self._leave(last)

    def _inclusive_ready(self, room: Room) -> list[Token] | None:
        """Return the tokens that an inclusive join may merge now (BPMN 2.0, 13.4.3), if there is one."""
        standing = {token.node.id: token.node for token in room.tokens if token.node.kind == "or"}
        for node in standing.values():
            met = _one_of_each(room, node, all_needed=False)
            arrived = {token.by.id for token in met if token.by}
            if not any(_holds_up(room, node, token, arrived) for token in room.tokens):
                return met
        return None

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
        seen = {**self.variables, **token.place.local, **local}
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

    # -- events

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

    def _catchers(self, room: Room, kind: str, name: str | None) -> Iterator[tuple[Token | Room, Armed]]:
        """Yield what catches from the inside out: starts of event subprocesses, then the border of the activity."""
        while True:
            owners: list[Token | Room] = [room, *([room.holder] if room.holder is not None else [])]
            for owner in owners:
                found = [armed for armed in owner.armed if armed.matches(kind, name)]
                yield from ((owner, armed) for armed in sorted(found, key=lambda armed: armed.node.event.name is None))
            if room.holder is None:
                return
            room = room.holder.place

    def _signal(self, name: str) -> None:
        heard = [(owner, armed) for _, owner, armed in self.waiting("signal", name)]
        for owner, armed in heard:
            if armed in owner.armed:  # unless one before has interrupted it
                self._caught(owner, armed)

    def _caught(self, owner: Token | Room, armed: Armed) -> None:
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


def _one_of_each(room: Room, node: Node, *, all_needed: bool) -> list[Token]:
    """Return the oldest token that stands at a join for each of its flows; none where all are needed and one lacks."""
    first: dict[str, Token] = {}
    for token in room.tokens:
        if token.node is node and not token.moving and token.by is not None:
            first.setdefault(token.by.id, token)
    if all_needed and len(first) < len(room.scope.incoming[node.id]):
        return []
    return list(first.values())


def _holds_up(room: Room, join: Node, token: Token, arrived: set[str]) -> bool:
    """Return whether `token` can still come to the join by a flow that has none, and by none that has one."""
    if token.node is join:
        return False
    ways = _ways_to(room.scope, token.node.id, join.id)
    return bool(ways - arrived) and not ways & arrived


def _ways_to(scope: Scope, start: str, join: str) -> set[str]:
    found: set[str] = set()
    seen, waiting = {start}, [start]
    while waiting:
        key = waiting.pop()
        flows = [flow for node in (key, *(border.id for border in scope.borders[key])) for flow in scope.outgoing[node]]
        for flow in flows:
            if flow.target == join:
                found.add(flow.id)
            elif flow.target not in seen:
                seen.add(flow.target)
                waiting.append(flow.target)
    return found


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
