"""Draw a random block-structured diagram from a seed. What it draws, `oracle` plays and `render` writes.

What two tokens of one command do may depend on which moves first, and BPMN leaves that open. Diagrams here never ask:
whatever throws, terminates or fails stands right behind a user task of its own (so it is the first thing its command
does), conditions read what only commands set, and scripts count variables that no condition reads.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tests.properties.branching import Branching
from tests.properties.pen import CODES, DEPTH, SIGNALS, Block, Where
from tests.properties.plan import Event, Node, Plan, Scope


def draw(seed: int) -> Plan:
    """Return the plan of `seed`: 3 to 25 activities, at most four blocks deep."""
    plan = Plan(seed=seed)
    rng = random.Random(seed)
    _Drawing(plan, rng, max(rng.randint(3, 25), rng.randint(3, 25))).process("main", Where())
    return plan


class _Drawing(Branching):
    """Draws scopes and what stands in them."""

    # -- scopes

    def process(self, id: str, where: Where) -> str:
        """Draw a process of its own and return its id."""
        return self.inner(id, id, where, esps=0.3)

    def inner(self, id: str, process: str, where: Where, esps: float = 0.35, start: Event | None = None) -> str:
        """Draw a scope inside the one that is being drawn; return its id."""
        around, self.scope = self.scope, Scope(id=id, process=process)
        self.plan.scopes[id] = self.scope
        begin = self.node("start", event=start)
        inside = replace(where, in_inclusive=False)
        if where.in_sub and where.depth < DEPTH and self.chance(0.4):
            first, last = self.watched(inside)
        else:
            first, last = self.sequence(inside, at_least=1 if where.depth else 2)
        self.flow(begin.id, first)
        if last is not None:
            self.flow(last, self.node("end").id)
        if where.depth < DEPTH and self.chance(esps):
            self.esps(where.deeper)
        self.scope = around
        return id

    def esps(self, where: Where) -> None:
        kinds = ["timer", "message", "error", "escalation"] + ["signal"] * (not where.in_crowd)
        chosen = set(self.rng.sample(kinds, self.rng.choice([1, 1, 2])))
        thrown = self.thrown(self.scope)
        for kind in sorted(chosen | {kind for kind in thrown if self.chance(0.5)}):
            id = self.id("esp")
            interrupting = kind == "error" or self.chance(0.5)
            event = self.caught(kind, not interrupting, thrown)
            inside = self.inner(id, self.scope.process, replace(where, in_sub=True), esps=0.1, start=event)
            self.plan.scopes[inside].start.interrupting = interrupting
            esp = Node(id=id, kind="esp", event=event, interrupting=interrupting, inside=inside)
            self.scope.nodes[id] = esp

    # -- blocks

    def sequence(self, where: Where, at_least: int = 1) -> Block:
        first, last = self.block(where)
        for _ in range(self.rng.randint(at_least, at_least + 3) - 1):
            if last is None or self.budget <= 0:
                break
            start, end = self.block(where)
            self.flow(last, start)
            last = end
        return first, last

    def block(self, where: Where) -> Block:
        if self.budget <= 0 or where.depth >= DEPTH:
            return self.task(where)
        kinds: list[tuple[Callable[[Where], Block], int]] = [
            (self.task, 6), (self.choice, 3), (self.loop, 2), (self.parallel, 4), (self.inclusive, 3),
            (self.subprocess, 6), (self.race, 2), (self.catch, 2), (self.throw, 4 if where.in_sub else 1),
            (self.script, 1), (self.finish, 4 if where.in_sub else 1 if where.depth else 0),
        ]  # fmt: skip
        [draw] = self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])
        return draw(where)

    def task(self, where: Where) -> Block:
        node = self.user()
        if self.chance(0.15):
            node.loop = self.marks()
        return self.bordered(node, where, 0.3)

    def script(self, where: Where) -> Block:
        if where.in_crowd:
            return self.task(where)
        counter = self.id("k")
        self.plan.counters.append(counter)
        node = self.node("script", counter=counter)
        return node.id, node.id

    def catch(self, where: Where) -> Block:
        self.budget -= 1
        kind = self.rng.choice(["timer", "message"] + ["signal"] * (not where.in_crowd))
        node = self.node("catch", event=self.caught(kind))
        return node.id, node.id

    def throw(self, where: Where) -> Block:
        kind = self.rng.choice(["message", "signal", "escalation"])
        name = self.rng.choice({"message": ("post",), "signal": SIGNALS, "escalation": CODES}[kind])
        return self.chain(self.user(), self.node("throw", event=Event(kind=kind, name=name)))

    def finish(self, where: Where) -> Block:
        kind = self.rng.choice(["plain", "terminate", "terminate", "error", "error", "error", "escalation", "message"])
        if kind == "terminate" and where.in_crowd:
            kind = "plain"  # whether the other instances go too is a matter of taste among engines
        if kind == "error" and not where.in_sub and self.chance(0.8):
            kind = "terminate"
        name = self.rng.choice(CODES) if kind in ("error", "escalation") else "post" if kind == "message" else None
        event = None if kind == "plain" else Event(kind=kind, name=name)
        first, _ = self.chain(self.user(), self.node("end", event=event))
        return first, None

    def watched(self, where: Where) -> Block:
        """Draw work beside which somebody may throw: what is caught outside then meets tokens inside."""
        split = self.node("par")
        exits = []
        for first, last in (self.throw(where) if self.chance(0.5) else self.finish(where), self.sequence(where.deeper)):
            self.flow(split.id, first)
            exits += [last] if last else []
        if not exits:
            return split.id, None
        meet = self.node("par")
        for last in exits:
            self.flow(last, meet.id)
        return split.id, meet.id

    def subprocess(self, where: Where) -> Block:
        self.budget -= 1
        loop = self.marks() if self.chance(0.2) else None
        inside = replace(where.deeper, in_sub=True, in_crowd=where.in_crowd or bool(loop and not loop.sequential))
        if self.chance(0.4):
            node = self.node("call", inside=self.to_call(inside), loop=loop)
        else:
            id = self.id("sub")
            self.inner(id, self.scope.process, inside)
            node = self.scope.nodes[id] = Node(id=id, kind="sub", inside=id, loop=loop)
        return self.bordered(node, where, 0.7)

    def to_call(self, where: Where) -> str:
        """Return a process to call: one that is there, or a new one. It may be called from a crowd later on."""
        ready = [process for process in self.called if process not in self.calling]
        if ready and self.chance(0.5):
            return self.rng.choice(ready)
        id = self.id("called")
        self.calling.append(id)
        self.process(id, replace(where, in_crowd=True))
        self.calling.remove(id)
        self.called.append(id)
        return id

    # -- borders

    def bordered(self, host: Node, where: Where, share: float) -> Block:
        if not self.chance(share):
            return host.id, host.id
        kinds = ["timer", "timer", "message"] + ["signal"] * (not where.in_crowd)
        thrown = self.thrown(self.plan.scopes[host.inside]) if host.inside else {}
        chosen = {self.rng.choice(kinds) for _ in range(self.rng.randint(1, 3))}
        joins = [host.id]
        for kind in sorted(chosen | {kind for kind in thrown if self.chance(0.7)}):
            interrupting = kind == "error" or self.chance(0.5)
            event = self.caught(kind, not interrupting, thrown)
            node = self.node("boundary", event=event, host=host.id, interrupting=interrupting)
            joins += self.behind(node, where)
        if len(joins) == 1:
            return host.id, host.id
        meet = self.node("xor")
        for source in joins:
            self.flow(source, meet.id)
        return host.id, meet.id

    def behind(self, border: Node, where: Where) -> list[str]:
        """Draw what follows a boundary event; return what of it goes on to where its host goes on."""
        meets = self.chance(0.7) if border.interrupting else not where.in_inclusive and self.chance(0.15)
        last = border.id
        if self.budget > 0 and self.chance(0.6):
            last = self.user().id
            self.flow(border.id, last)
        if meets:
            return [last]
        if last != border.id or self.chance(0.5):
            self.flow(last, self.node("end").id)
        return []
