"""A file of decisions as it was read: what its owner wrote, typed, with the line each thing stands on.

Beside the *diagram* in the sentence: a business rule task of a diagram asks for a decision. `read` makes this model from
XML, `compile` makes it runnable, `check` finds its faults. Names are those of DMN, in the order of its standard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

HitPolicy = Literal["UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"]
Aggregation = Literal["SUM", "COUNT", "MIN", "MAX"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A FEEL text and the line on which it begins."""

    text: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Variable:
    """A name with a type: of a parameter, an entry, a column. `type` is as written; None for any."""

    name: str
    type: str | None
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """What all boxed expressions have."""

    line: int
    id: str | None = None
    type: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LiteralExpression(Box):
    """A literal expression."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    """An input column of a decision table."""

    id: str | None
    line: int
    label: str
    expression: Text
    type: str | None = None
    allowed: Text | None = None
    variable: str | None = None
    """`camunda:inputVariable`: a name under which the cells see the value, besides `?`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """An output column; `values` in the order of their priority."""

    id: str | None
    line: int
    label: str
    name: str | None = None
    type: str | None = None
    values: Text | None = None
    default: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule; `number` counts from 1."""

    id: str
    number: int
    line: int
    inputs: tuple[Text, ...]
    outputs: tuple[Text, ...]
    annotations: tuple[str, ...] = ()
    """Its description, which is what dmn-js shows as the annotation, and DMN's own annotations."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table(Box):
    """A decision table."""

    policy: HitPolicy = "UNIQUE"
    aggregation: Aggregation | None = None
    inputs: tuple[Input, ...] = ()
    outputs: tuple[Output, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Context(Box):
    """Entries in their order; one whose name is None is the result."""

    entries: tuple[tuple[Variable | None, Expression], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Invocation(Box):
    """A call of a knowledge model, a decision service or a function, its arguments by parameter."""

    callee: Expression
    bindings: tuple[tuple[Variable, Expression | None], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sequence(Box):
    """A boxed list."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation(Box):
    """A list of contexts, written as a table."""

    columns: tuple[Variable, ...]
    rows: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Function(Box):
    """A function definition; `language` other than FEEL is refused."""

    parameters: tuple[Variable, ...]
    body: Expression | None
    language: str = "FEEL"


@dataclass(frozen=True, kw_only=True, slots=True)
class Conditional(Box):
    """A boxed if."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter(Box):
    """A boxed filter."""

    of: Expression
    match: Expression


@dataclass(frozen=True, kw_only=True, slots=True)
class Iteration(Box):
    """A boxed for, some or every."""

    kind: Literal["for", "some", "every"]
    name: str
    of: Expression
    body: Expression


Expression: TypeAlias = (
    LiteralExpression | Table | Context | Invocation | Sequence | Relation | Function | Conditional | Filter | Iteration
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Requirement:
    """What a decision or a knowledge model needs: the id of an input, a decision, a knowledge model or a service."""

    kind: Literal["input", "decision", "knowledge"]
    ref: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class InputData:
    """Something that comes from the case."""

    id: str
    line: int
    name: str
    variable: Variable


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A decision; `variable` is how others call its result."""

    id: str
    line: int
    name: str
    variable: Variable
    requires: tuple[Requirement, ...]
    logic: Expression | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Knowledge:
    """A business knowledge model: a function that decisions may call."""

    id: str
    line: int
    name: str
    variable: Variable
    requires: tuple[Requirement, ...]
    function: Function | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """A decision service: decisions that are called like a function; all four are ids."""

    id: str
    line: int
    name: str
    variable: Variable
    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...]
    decisions: tuple[str, ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemDefinition:
    """A type of the file's own, or a component of one."""

    name: str
    line: int
    type: str | None
    collection: bool = False
    allowed: Text | None = None
    constraint: Text | None = None
    components: tuple[ItemDefinition, ...] = ()
    function: bool = False


Node: TypeAlias = InputData | Decision | Knowledge | Service


@dataclass(frozen=True, kw_only=True, slots=True)
class Graph:
    """All that one file holds: nodes of the requirements graph by id, and types by name."""

    file: str
    name: str | None
    nodes: Mapping[str, Node]
    types: Mapping[str, ItemDefinition]

    def decisions(self) -> list[Decision]:
        """Return the decisions, in document order."""
        return [node for node in self.nodes.values() if isinstance(node, Decision)]
