"""A world for checks: a small office and a compiler of expressions that knows just enough."""

from __future__ import annotations

import re

from engine.diagram.check import World, check
from engine.diagram.fault import Fault
from engine.diagram.read import read_diagram
from engine.diagram.world import FormFacts
from engine.errors import BadInput
from tests.diagram.builder import Bpmn


class NoExpression(BadInput):
    en = "Expected something after “+”, but the text ends."
    fa = "پس از «+» چیزی انتظار می‌رفت، ولی متن تمام می‌شود."


def compile_expression(text: str) -> frozenset[str]:
    """Take words for names; refuse a text that ends in an operator."""
    if text.endswith("+"):
        raise NoExpression()
    names = re.findall(r"(?<![\w.])[a-zA-Z_]\w*", re.sub(r'"[^"]*"|\w+\(', "", text))
    return frozenset(names) - {"and", "or", "not", "null", "true", "false"}


LIBRARY = Bpmn("library").start("ls").user_task("lt", form_ref="approval").end("le").chain("ls", "lt", "le").xml()
WORLD = World(
    called=read_diagram(LIBRARY, "library.bpmn").processes,
    forms={
        "request": FormFacts(keys=frozenset({"days", "person.name"}), written=frozenset({"days", "person.name"})),
        "approval": FormFacts(
            keys=frozenset({"approved", "decision"}),
            written=frozenset({"approved", "decision"}),
            options={"decision": frozenset({"approve", "return"})},
        ),
    },
    groups=frozenset({"clerks", "experts"}),
    compile_expression=compile_expression,
    variables=frozenset({"unit", "requester", "targets"}),
)


def faults_of(source: bytes, world: World = WORLD, *, schema: bool = False) -> list[Fault]:
    """Read and check a file called `p.bpmn`; `schema`: hold it against BPMN's schema too."""
    return check(read_diagram(source, "p.bpmn"), world=world, source=source if schema else None)


def codes(source: bytes, world: World = WORLD) -> set[str]:
    """Return the codes of all faults but that nothing is drawn."""
    return {fault.code for fault in faults_of(source, world)} - {"no-drawing"}
