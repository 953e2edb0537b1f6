"""Find conditions that wait for a value which the form before them never offers: mostly a misspelt one.

First word of the sentence, inside `check`. From a gateway the way is followed backwards to the tasks whose forms set the
variable last. Where something else might set it, or the way leads out of sight, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from engine.diagram import rules_language as rules
from engine.diagram.check_variables import SETS
from engine.diagram.fault import Fault
from engine.diagram.model import Element
from engine.diagram.world import FormFacts, Part
from engine.errors import KartablError
from engine.feel.grammar import parse
from engine.feel.lexer import unquoted

_BLIND: Final = {"callActivity", "subProcess", "serviceTask", "sendTask", "receiveTask", "businessRuleTask"}
"""Activities that may set anything; so may whatever catches a message, a signal or an error."""
_LONGEST: Final = 2_000


def check_offered(part: Part) -> Iterator[Fault]:
    """Yield a warning for each value that a flow out of a gateway asks for and no form before it offers."""
    if not part.world.forms:
        return
    for element in part.scope.elements.values():
        if element.kind not in ("exclusiveGateway", "inclusiveGateway"):
            continue
        known: dict[str, frozenset[str] | None] = {}
        for flow in part.arrows.outgoing[element.id]:
            for name, value in asked(flow.condition or ""):
                if name not in known:
                    known[name] = _offered(part, element.id, name)
                offered = known[name]
                if offered is not None and value not in offered:
                    every = ", ".join(sorted(offered)[:10])
                    yield rules.NEVER_OFFERED.at(part.file, flow, name=name, value=value, offered=every)


def asked(condition: str) -> Iterator[tuple[str, str]]:
    """Yield each variable and text that a condition in FEEL compares for equality."""
    text = condition.strip().removeprefix("=")
    if not text or len(text) > _LONGEST:
        return
    try:
        tree = parse(text, "expression", frozenset(), ())
        for node in tree.iter_subtrees():
            yield from _compared(node)
    except (KartablError, ValueError):
        return  # check_language speaks of it


def _compared(node: Any) -> Iterator[tuple[str, str]]:
    children = node.children
    if node.data == "comparison" and children[1].children[0].type == "EQ":
        names, values = [children[0], children[2]], [children[2], children[0]]
        pairs = list(zip(names, values, strict=True))
    elif node.data == "within":
        pairs = [(children[0], child) for child in children[1:]]
    else:
        return
    for name, value in pairs:
        if getattr(name, "data", "") == "name" and getattr(value, "data", "") == "string" and len(name.children) == 1:
            yield str(name.children[0]), unquoted(str(value.children[0]))


def _offered(part: Part, gateway: str, name: str) -> frozenset[str] | None:
    """Return what the forms before a gateway offer for a variable; None where that cannot be known."""
    offered: set[str] = set()
    met = False
    seen, waiting = {gateway}, [gateway]
    while waiting:
        before = part.arrows.backward[waiting.pop()]
        for id in before:
            element = part.scope.elements[id]
            if id in seen:
                continue
            seen.add(id)
            form = _form(part, element)
            if form is not None and name in form.written:
                if name not in form.options:
                    return None
                offered |= form.options[name]
                met = True
            elif _may_set(part, element, name):
                return None
            else:
                waiting.append(id)
    return frozenset(offered) if met else None


def _form(part: Part, element: Element) -> FormFacts | None:
    return (part.world.forms or {}).get(element.form_key or "")


def _may_set(part: Part, element: Element, name: str) -> bool:
    form = _form(part, element)
    if element.kind in _BLIND or element.loop or element.events or (form is None and element.form_key):
        return True
    if form is not None and form.keys is None:
        return True
    sets = {element.result_variable, element.initiator, *(mapped.target for mapped in element.mapped)}
    if name in sets or name in element.properties.get(SETS, "").replace(" ", "").split(","):
        return True
    # What a case begins with: the start of a subprocess sees what was set outside it.
    return element.kind == "startEvent" and (part.scope.parent is not None or name in part.world.variables)
