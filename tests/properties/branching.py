"""Blocks with several ways: choices, forks, loops, races."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from tests.properties.pen import DEPTH, Block, Pen, Where
from tests.properties.plan import Condition, Node


class Branching(Pen, ABC):
    """Draws blocks with several ways."""

    @abstractmethod
    def sequence(self, where: Where, at_least: int = 1) -> Block:
        """Draw blocks one after the other."""

    @abstractmethod
    def block(self, where: Where) -> Block:
        """Draw one block of any kind."""

    def choice(self, where: Where) -> Block:
        split = self.node("xor")
        return split.id, self.branches(split, where.deeper, "xor", nested=0)

    def parallel(self, where: Where) -> Block:
        split = self.node("par")
        return split.id, self.branches(split, where.deeper, "par", nested=0.4)

    def inclusive(self, where: Where) -> Block:
        split = self.node("or")
        return split.id, self.branches(split, replace(where.deeper, in_inclusive=True), "or", nested=0.4)

    def branches(self, split: Node, where: Where, join: str, nested: float) -> str | None:
        """Draw what lies between a split and its join; return the join, or None where nothing arrives there."""
        exits = self.fan(split, where, join, nested)
        if not exits:
            return None
        meet = self.node(join)
        for source, condition, default in exits:
            flow = self.flow(source, meet.id, condition)
            if default:
                self.scope.nodes[source].default = flow.id
        return meet.id

    def fan(self, split: Node, where: Where, join: str, nested: float) -> list[tuple[str, Condition | None, bool]]:
        """Draw the branches of a split; return the nodes from which flows must lead to the join."""
        exits: list[tuple[str, Condition | None, bool]] = []
        number = self.rng.randint(2, 3)
        has_default = split.kind != "par" and (where.in_crowd or self.chance(0.93))
        for index in range(number):
            default = has_default and index == number - 1
            condition = None if split.kind == "par" or default else self.condition()
            if self.chance(0.15):
                exits.append((split.id, condition, default))
                continue
            if where.depth < DEPTH and self.chance(nested):
                inner = self.node(self.rng.choice(["par", "or"]) if join == "or" else "par")
                first, last, more = inner.id, None, self.fan(inner, where.deeper, join, 0.2)
            else:
                (first, last), more = self.sequence(where), []
            flow = self.flow(split.id, first, condition)
            if default:
                split.default = flow.id
            exits += [*more, *([(last, None, False)] if last else [])]
        return exits

    def loop(self, where: Where) -> Block:
        head, stop, again = self.node("xor"), self.user(), self.node("xor")
        self.flow(head.id, stop.id)
        first, last = self.sequence(where.deeper)
        self.flow(stop.id, first)
        if last is None:
            del self.scope.nodes[again.id]
            return head.id, None
        self.flow(last, again.id)
        self.flow(again.id, head.id, self.condition())
        out = self.node("xor")
        again.default = self.flow(again.id, out.id).id
        return head.id, out.id

    def race(self, where: Where) -> Block:
        self.budget -= 1
        split = self.node("race")
        kinds = ["timer", "message", *(["signal"] if not where.in_crowd else [])]
        chosen = [kinds[0], *self.rng.choices(kinds, k=self.rng.randint(1, 2))]
        exits = [exit for kind in chosen if (exit := self.raced(split, kind, where.deeper))]
        if not exits:
            return split.id, None
        meet = self.node("xor")
        for exit in exits:
            self.flow(exit, meet.id)
        return split.id, meet.id

    def raced(self, split: Node, kind: str, where: Where) -> str | None:
        node = self.node("catch", event=self.caught(kind))
        self.flow(split.id, node.id)
        if self.budget <= 0 or self.chance(0.4):
            return node.id
        first, last = self.block(where)
        self.flow(node.id, first)
        return last
