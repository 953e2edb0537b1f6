"""Decide: from a file of decisions and the variables of a case to a value, and to the rules that led there.

Beside the *diagram*; a business rule task asks for it within a step, so it is pure: it reads no clock but `$now`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.decision.decisions import Decisions
from engine.decision.model import Decision, InputData, Knowledge, Node, Service
from engine.decision.requirements import in_order, needed
from engine.decision.trace import Telling, Trail, misfit, remark
from engine.decision.types import MISFIT
from engine.diagram.words import Words
from engine.feel import FeelEvaluationError
from engine.feel.frame import Frame, release
from engine.feel.kinds import Callee
from engine.feel.limits import Purse, too_deep
from engine.values import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """One decision that was taken on the way."""

    decision: str
    """Its id."""
    value: Value
    rules: tuple[str, ...]
    """Ids of the rules that held, in the order of its tables."""
    remarks: tuple[Words, ...]
    """Why something in it is null."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """A value and how it came about; the decision that was asked for is the last of `decided`."""

    value: Value
    decided: tuple[Decided, ...]


def decide(decisions: Decisions, decision_id: str, variables: Mapping[str, Value]) -> Value:
    """Return the value of a decision (or decision service) for the variables of a case.

    A missing variable is null, `$now` answers `now()`; what the standard calls an error is null. Raises
    `NoSuchDecision`, `FaultyDecisions`, `FeelEvaluationError` beyond a bound, `NotAValue` for what no case can hold.
    """
    return explain(decisions, decision_id, variables).value


def explain(decisions: Decisions, decision_id: str, variables: Mapping[str, Value]) -> Explanation:
    """Return what `decide` does, with all decisions that were taken, in their order; raises as it does."""
    node = decisions.find(decision_id)
    decisions.refuse_faulty()
    evaluation = _Evaluation(decisions, variables, Telling(), {}, [])
    try:
        value = release(evaluation.value(node), evaluation.purse)
    except RecursionError as cause:
        raise FeelEvaluationError(too_deep) from cause
    return Explanation(value=value, decided=tuple(evaluation.decided))


class _Evaluation:
    """One evaluation: values by node id; a decision service opens another within."""

    def __init__(
        self,
        decisions: Decisions,
        variables: Mapping[str, Value],
        purse: Purse,
        values: dict[str, Any],
        decided: list[Decided],
    ) -> None:
        self.decisions, self.variables, self.purse, self.values = decisions, variables, purse, values
        self.seen: dict[str, Any] = {}
        self.decided = decided

    def value(self, node: Node) -> Any:
        """Return the value of a node, deciding what it needs first."""
        if isinstance(node, Service):
            return self._served(node)
        for one in in_order(self.decisions.graph, node):
            if one.id not in self.values:
                self.purse.spend(1)
                self.values[one.id] = self._one(one)
        return self.values[node.id]

    def _one(self, node: Node) -> Any:
        ready = self.decisions.program.ready[node.id]
        if isinstance(node, Service):
            return self._callee(node)
        graph = self.decisions.graph
        local = {below.variable.name: self.values[below.id] for below in needed(graph, node)}
        if isinstance(node, Knowledge):
            # A function sees its parameters, and of the case nothing but its time.
            clock = {key: value for key, value in self.variables.items() if key == "$now"}
            frame = Frame(clock, local, self.purse, {})
            frame.local[node.variable.name] = callee = ready.run(frame)  # it may call itself
            return callee
        frame = Frame(self.variables, local, self.purse, self.seen)
        return self._told(node, ready.run, frame) if isinstance(node, Decision) else ready.run(frame)

    def _told(self, node: Node, run: Any, frame: Frame) -> Any:
        purse, trail = self.purse, Trail()
        assert isinstance(purse, Telling)
        purse.trails.append(trail)
        try:
            value = run(frame)
        finally:
            purse.trails.pop()
        self.decided.append(
            Decided(
                decision=node.id, value=release(value, purse), rules=tuple(trail.rules), remarks=tuple(trail.remarks)
            )
        )
        return value

    # -- decision services

    def _parameters(self, service: Service) -> list[Node]:
        nodes = self.decisions.graph.nodes
        found = [nodes.get(ref) for ref in (*service.inputs, *service.decisions)]
        return [node for node in found if node is not None]

    def _callee(self, service: Service) -> Callee:
        parameters = self._parameters(service)

        def call(purse: Purse, arguments: list[Any]) -> Any:
            purse.enter(10)
            try:
                inner = _Evaluation(self.decisions, self.variables, purse, {}, self.decided)
                return inner._outputs(service, dict(zip([node.id for node in parameters], arguments, strict=True)))
            finally:
                purse.leave(10)

        return Callee(tuple(node.variable.name for node in parameters), call)

    def _served(self, service: Service) -> Any:
        frame = Frame(self.variables, {}, self.purse, self.seen)
        return self._outputs(service, {node.id: frame.read(node.variable.name) for node in self._parameters(service)})

    def _outputs(self, service: Service, given: dict[str, Any]) -> Any:
        frame = Frame(self.variables, {}, self.purse, self.seen)
        for id, value in given.items():
            self.values[id] = self._fitted(id, value, frame)
        nodes = [self.decisions.graph.nodes[ref] for ref in service.outputs]
        values = {node.variable.name: self.value(node) for node in nodes}
        whole = next(iter(values.values())) if len(values) == 1 else values
        return self._fitted(service.id, whole, frame)

    def _fitted(self, id: str, value: Any, frame: Frame) -> Any:
        ready = self.decisions.program.ready[id]
        fitted = ready.type.fit(value, frame)
        return remark(frame, misfit(ready.words, ready.type.name)) if fitted is MISFIT else fitted


def inputs_of(decisions: Decisions, decision_id: str) -> frozenset[str]:
    """Return the names of the input data that a decision needs, directly or through others."""
    order = in_order(decisions.graph, decisions.find(decision_id))
    return frozenset(node.variable.name for node in order if isinstance(node, InputData))
