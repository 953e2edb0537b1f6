"""Turn what the schema found into faults, leaving out what another fault says in better words.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.diagram import rules_schema as rules
from engine.diagram.fault import Fault, Thing
from engine.diagram.model import Diagram, Unknown
from engine.diagram.read_element import EVENTS, FLOW_NODES, SUBPROCESSES
from engine.diagram.schema import Violation
from engine.diagram.words import Words

_SPEAKING: Final = {
    "unknown-element", "no-effect", "data-association", "id-malformed", "id-doubled", "id-missing", "flow-dangling",
    "boundary-unattached", "token-quantity", "timer-missing", "event-reference", "not-feel", "no-process",
    "called-missing", "link-unpaired", "standard-loop",
}  # fmt: skip
"""Codes of faults that say the same as the schema would, in words for owners."""
READ: Final = {
    "isExecutable", "cancelActivity", "isInterrupting", "triggeredByEvent", "isSequential", "parallelMultiple",
    "isForCompensation", "instantiate", "eventGatewayType", "startQuantity", "completionQuantity",
}  # fmt: skip
"""Attributes whose wrong value would be read as some right one."""
_ONCE: Final = {
    "conditionExpression", "timeDate", "timeDuration", "timeCycle", "multiInstanceLoopCharacteristics",
    "standardLoopCharacteristics", "script", "loopCardinality", "loopDataInputRef", "inputDataItem",
    "completionCondition", "condition",
}  # fmt: skip
"""Children of which the first is read, and would silently win over a second."""
_HOLDERS: Final = {**dict.fromkeys(SUBPROCESSES | {"process"}, "nodes"), **dict.fromkeys(EVENTS, "events")}
_NOTHING: Final = Words("", "")


def check_schema(diagram: Diagram, found: Iterable[Violation], others: Iterable[Fault]) -> Iterator[Fault]:
    """Yield a fault for each violation that none of `others` speaks of."""
    spoken = {(fault.line, fault.element) for fault in others if fault.code in _SPEAKING}
    things: dict[str, Thing] = {}
    for process in diagram.processes.values():
        things[process.id] = process
        for scope in process.scopes.values():
            things.update(scope.elements)
            things.update(scope.flows)
    for violation in found:
        if (violation.line, violation.owner) not in spoken:
            thing = things.get(violation.owner or "") or Unknown(
                what=violation.tag, id=violation.owner, line=violation.line, scope=None
            )
            yield _fault(diagram.file, violation, thing)


def _fault(file: str, violation: Violation, thing: Thing) -> Fault:
    more = _more(violation.also)
    if what := _misread(violation):
        return rules.MISREAD.at(file, thing, line=violation.line, what=what, more=more)
    rule = {
        "attribute": rules.ATTRIBUTE,
        "missing": rules.MISSING,
        "value": rules.VALUE,
        "child": rules.PLACE if violation.expected else rules.OTHER,
        "other": rules.OTHER,
    }[violation.kind]
    lacks = rule is rules.OTHER and "Missing child" in violation.found
    return (rules.MISSING if lacks else rule).at(
        file,
        thing,
        line=violation.line,
        tag=violation.tag,
        parent=violation.parent,
        name=violation.name or violation.expected or "…",
        found=violation.found,
        expected=violation.expected,
        cause=violation.found,
        more=more,
    )


def _misread(violation: Violation) -> Words | None:
    tag, parent = violation.tag, violation.parent
    if not violation.of_bpmn:
        return None
    if violation.kind == "value" and violation.name in READ:
        return Words(
            f"{violation.name} is “{violation.found}”, which is no {violation.expected}",
            f"{violation.name} برابر «{violation.found}» است که {violation.expected} نیست",
        )
    if violation.kind == "child" and tag in _ONCE and (violation.doubled or tag.startswith(("time", "standard"))):
        return Words(f"{parent} has more than one {tag}", f"{parent} بیش از یک {tag} دارد")
    if violation.kind == "child" and _out_of_sight(tag, parent):
        return Words(
            f"{tag} stands in {parent}, where it would not be run", f"{tag} در {parent} آمده است که اجرا نمی‌شود"
        )
    return None


def _out_of_sight(tag: str, parent: str) -> bool:
    if tag in FLOW_NODES or tag == "sequenceFlow":
        return _HOLDERS.get(parent) != "nodes"
    return tag.endswith("EventDefinition") and _HOLDERS.get(parent) != "events" and parent != "definitions"


def _more(also: tuple[int, ...]) -> Words:
    if not also:
        return _NOTHING
    lines = [str(line) for line in also[:3]] + ["…"] * (len(also) > 3)
    return Words(f" (also on line {', '.join(lines)})", f" (در سطر {'، '.join(lines)} هم)")
