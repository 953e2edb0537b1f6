"""Build DMN files for tests, readable as a list of what is drawn.

    Dmn().input("age", type="number").decision("d", table("U", ["age: number"], ["r"], "< 18 | \\"child\\""), needs=["age"])

A table's rows are texts: cells separated by ` | `, inputs before outputs. Columns are `expression: type [values]` for inputs,
`name: type [values] = default` for outputs, all but the first part optional.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self
from xml.sax.saxutils import escape, quoteattr

from engine.decision import Decisions, decide, read_decisions
from engine.values import Value

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_COLUMN = re.compile(
    r"(?P<name>.*?)(?:: (?P<type>[^\[=]+?))?(?: \[(?P<values>.*?)\])?(?: = (?P<default>.*))?", re.DOTALL
)
_POLICIES = {
    "U": "UNIQUE", "F": "FIRST", "A": "ANY", "P": "PRIORITY", "R": "RULE ORDER", "O": "OUTPUT ORDER", "C": "COLLECT",
}  # fmt: skip
_AGGREGATIONS = {"+": "SUM", "<": "MIN", ">": "MAX", "#": "COUNT"}


class Dmn:
    """One file under construction; every method but the last three returns it."""

    def __init__(self, namespace: str = NAMESPACE) -> None:
        self.namespace = namespace
        self.parts: list[str] = []

    def type(
        self, name: str, type: str | None = None, *, allowed: str = "", many: bool = False, **members: str
    ) -> Self:
        """Add an item definition; `members` are components by name."""
        inside = "".join(
            f"<itemComponent name={quoteattr(key.replace('_', ' '))}><typeRef>{of}</typeRef></itemComponent>"
            for key, of in members.items()
        )
        body = f"<typeRef>{type}</typeRef>" if type else inside
        values = f"<allowedValues><text>{escape(allowed)}</text></allowedValues>" if allowed else ""
        self.parts.append(
            f'<itemDefinition name={quoteattr(name)} isCollection="{str(many).lower()}">{body}{values}</itemDefinition>'
        )
        return self

    def input(self, name: str, type: str | None = None) -> Self:
        """Add input data; its id is the name without blanks."""
        self.parts.append(f'<inputData id="{ident(name)}" name={quoteattr(name)}>{variable(name, type)}</inputData>')
        return self

    def decision(self, name: str, logic: str, *, needs: Sequence[str] = (), type: str | None = None) -> Self:
        """Add a decision; `needs` are names, `f()` for a knowledge model, `name?` for another decision."""
        self.parts.append(
            f'<decision id="{ident(name)}" name={quoteattr(name)}>{variable(name, type)}{_needs(needs)}\n{logic}\n</decision>'
        )
        return self

    def knowledge(
        self, name: str, parameters: Sequence[str], body: str, *, needs: Sequence[str] = (), type: str | None = None
    ) -> Self:
        """Add a business knowledge model."""
        self.parts.append(
            f'<businessKnowledgeModel id="{ident(name)}" name={quoteattr(name)}>{variable(name, type)}'
            f"<encapsulatedLogic>{_parameters(parameters)}{body}</encapsulatedLogic>{_needs(needs)}</businessKnowledgeModel>"
        )
        return self

    def raw(self, xml: str) -> Self:
        """Add XML as it is."""
        self.parts.append(xml)
        return self

    def xml(self) -> bytes:
        """Return the file."""
        inside = "\n".join(self.parts)
        return f'<definitions xmlns="{self.namespace}" id="d" name="d" namespace="urn:d">\n{inside}\n</definitions>'.encode()

    def read(self) -> Decisions:
        """Return the file, read."""
        return read_decisions(self.xml(), "test.dmn")

    def decide(self, name: str, **variables: Value) -> Value:
        """Return the value of a decision."""
        return decide(self.read(), ident(name), variables)


def ident(name: str) -> str:
    """Return the id of a name."""
    return re.sub(r"\W", "_", name)


def variable(name: str, type: str | None = None) -> str:
    """Return a variable."""
    return f"<variable name={quoteattr(name)}{_type(type)}/>"


def _type(type: str | None) -> str:
    return f" typeRef={quoteattr(type)}" if type else ""


def _needs(needs: Sequence[str]) -> str:
    parts = []
    for need in needs:
        ref = ident(need.rstrip("()?"))
        if need.endswith("()"):
            parts.append(f'<knowledgeRequirement><requiredKnowledge href="#{ref}"/></knowledgeRequirement>')
        else:
            kind = "requiredDecision" if need.endswith("?") else "requiredInput"
            parts.append(f'<informationRequirement><{kind} href="#{ref}"/></informationRequirement>')
    return "".join(parts)


def _parameters(parameters: Sequence[str]) -> str:
    pairs = (parameter.partition(": ") for parameter in parameters)
    return "".join(f"<formalParameter name={quoteattr(name)}{_type(type or None)}/>" for name, _, type in pairs)


def literal(text: str, type: str | None = None) -> str:
    """Return a literal expression."""
    return f"<literalExpression{_type(type)}><text>{escape(text)}</text></literalExpression>"


def context(result: str | None = None, **entries: str) -> str:
    """Return a context; underscores in names are blanks; an entry that is no XML is a literal."""
    inside = [
        f"<contextEntry>{variable(key.replace('_', ' '))}{_box(entry)}</contextEntry>" for key, entry in entries.items()
    ]
    if result is not None:
        inside.append(f"<contextEntry>{_box(result)}</contextEntry>")
    return f"<context>{''.join(inside)}</context>"


def _box(text: str) -> str:
    return text if text.startswith("<") and text.endswith(">") else literal(text)


def boxed(tag: str, **parts: str) -> str:
    """Return a box whose parts are elements: `boxed("conditional", if_=…, then=…, else_=…)`; `name` is the iterator's."""
    attribute = f" iteratorVariable={quoteattr(parts.pop('name'))}" if "name" in parts else ""
    inside = "".join(f"<{key.rstrip('_')}>{_box(part)}</{key.rstrip('_')}>" for key, part in parts.items())
    return f"<{tag}{attribute}>{inside}</{tag}>"


def invocation(callee: str, **bindings: str) -> str:
    """Return a call."""
    inside = "".join(
        f"<binding><parameter name={quoteattr(key.replace('_', ' '))}/>{_box(value)}</binding>"
        for key, value in bindings.items()
    )
    return f"<invocation>{literal(callee)}{inside}</invocation>"


def relation(columns: Sequence[str], *rows: Sequence[str]) -> str:
    """Return a relation."""
    heads = "".join(f"<column name={quoteattr(column)}/>" for column in columns)
    inside = "".join(f"<row>{''.join(map(_box, row))}</row>" for row in rows)
    return f"<relation>{heads}{inside}</relation>"


def boxed_list(*items: str) -> str:
    """Return a list."""
    return f"<list>{''.join(map(_box, items))}</list>"


def function(parameters: Sequence[str], body: str) -> str:
    """Return a function definition."""
    return f"<functionDefinition>{_parameters(parameters)}{_box(body)}</functionDefinition>"


def table(policy: str, inputs: Sequence[str], outputs: Sequence[str], *rows: str) -> str:
    """Return a decision table; `policy` is a letter, with the sign of an aggregation behind it."""
    aggregation = f' aggregation="{_AGGREGATIONS[policy[1]]}"' if policy[1:] else ""
    columns = [_input(text) for text in inputs] + [_output(text) for text in outputs]
    rules = "\n".join(_rule(place, row, len(inputs)) for place, row in enumerate(rows, 1))
    head = f'<decisionTable hitPolicy="{_POLICIES[policy[0]]}"{aggregation}>'
    return f"{head}{''.join(columns)}\n{rules}\n</decisionTable>"


def _parsed(text: str) -> dict[str, Any]:
    found = _COLUMN.fullmatch(text)
    assert found, text
    return found.groupdict()


def _input(text: str) -> str:
    of = _parsed(text)
    values = f"<inputValues><text>{escape(of['values'])}</text></inputValues>" if of["values"] else ""
    return f"<input><inputExpression{_type(of['type'])}><text>{escape(of['name'])}</text></inputExpression>{values}</input>"


def _output(text: str) -> str:
    of = _parsed(text)
    values = f"<outputValues><text>{escape(of['values'])}</text></outputValues>" if of["values"] else ""
    default = f"<defaultOutputEntry><text>{escape(of['default'])}</text></defaultOutputEntry>" if of["default"] else ""
    return f"<output name={quoteattr(of['name'])}{_type(of['type'])}>{values}{default}</output>"


def _rule(place: int, row: str, inputs: int) -> str:
    cells = [cell.strip() for cell in row.split(" | ")]
    entries = [
        f"<{tag}><text>{escape(cell)}</text></{tag}>"
        for tag, cell in zip(["inputEntry"] * inputs + ["outputEntry"] * (len(cells) - inputs), cells, strict=True)
    ]
    return f'<rule id="r{place}">{"".join(entries)}</rule>'
