"""Write a plan as `.bpmn`: the main process in one file, those it calls in another."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.properties.plan import Event, Loop, Node, Plan, Scope

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:kartabl:properties">\n'
)
TAGS = {
    "start": "startEvent", "end": "endEvent", "user": "userTask", "script": "scriptTask", "xor": "exclusiveGateway",
    "par": "parallelGateway", "or": "inclusiveGateway", "race": "eventBasedGateway",
    "catch": "intermediateCatchEvent", "throw": "intermediateThrowEvent", "sub": "subProcess",
    "call": "callActivity", "boundary": "boundaryEvent", "esp": "subProcess",
}  # fmt: skip


def files(plan: Plan) -> dict[str, bytes]:
    """Return the files of a plan by name."""
    processes = [scope for scope in plan.scopes.values() if scope.id == scope.process]
    called = [scope for scope in processes if scope.id != "main"]
    found = {"main.bpmn": _file(plan, [plan.scopes["main"]])}
    return {**found, "called.bpmn": _file(plan, called)} if called else found


def _file(plan: Plan, processes: list[Scope]) -> bytes:
    names = {process.id for process in processes}
    nodes = [node for scope in plan.scopes.values() if scope.process in names for node in scope.nodes.values()]
    roots = sorted({(node.event.kind, node.event.name) for node in nodes if node.event and node.event.name})
    body = "".join(_root(kind, str(name)) for kind, name in roots)
    for process in processes:
        body += f'<process id="{process.id}" isExecutable="true">\n{_inside(plan, process)}</process>\n'
    return f"{HEAD}{body}</definitions>\n".encode()


def _root(kind: str, name: str) -> str:
    code = f' {kind}Code="{name}"' if kind in ("error", "escalation") else ""
    return f'<{kind} id="{kind}_{name}" name="{name}"{code}/>\n'


def _inside(plan: Plan, scope: Scope) -> str:
    nodes = "".join(_node(plan, scope, node) for node in scope.nodes.values())
    return nodes + "".join(
        f'<sequenceFlow id="{flow.id}" sourceRef="{flow.source}" targetRef="{flow.target}">'
        + (f"<conditionExpression>{escape(str(flow.condition))}</conditionExpression>" if flow.condition else "")
        + "</sequenceFlow>\n"
        for flow in scope.flows
    )


def _node(plan: Plan, scope: Scope, node: Node) -> str:
    inside = (_event(node.event) if node.event and node.kind != "esp" else "") + (_loop(node.loop) if node.loop else "")
    if node.kind == "script":
        inside += f"<script>{node.counter} + 1</script>"
    if node.kind in ("sub", "esp"):
        inside += "\n" + _inside(plan, plan.scopes[node.inside or ""])
    attributes = "".join(f' {key}="{value}"' for key, value in _attributes(scope, node).items())
    return f"<{TAGS[node.kind]}{attributes}>{inside}</{TAGS[node.kind]}>\n"


def _attributes(scope: Scope, node: Node) -> dict[str, str]:
    found = {"id": node.id}
    if node.default:
        found["default"] = node.default
    match node.kind:
        case "boundary":
            found |= {"attachedToRef": str(node.host), "cancelActivity": str(node.interrupting).lower()}
        case "start" if node.event:
            found["isInterrupting"] = str(node.interrupting).lower()
        case "esp":
            found["triggeredByEvent"] = "true"
        case "call":
            found["calledElement"] = str(node.inside)
        case "script":
            found |= {"scriptFormat": "feel", "camunda:resultVariable": str(node.counter)}
    return found


def _event(event: Event) -> str:
    tag = f"{event.kind}EventDefinition"
    if event.kind == "timer":
        every = f"PT{event.minutes}M"
        if event.times is None:
            return f"<{tag}><timeDuration>{every}</timeDuration></{tag}>"
        return f"<{tag}><timeCycle>R{event.times or ''}/{every}</timeCycle></{tag}>"
    ref = f' {event.kind}Ref="{event.kind}_{event.name}"' if event.name else ""
    return f"<{tag}{ref}/>"


def _loop(loop: Loop) -> str:
    marks = f' isSequential="{str(loop.sequential).lower()}"'
    if loop.count is None:
        marks += ' camunda:collection="items" camunda:elementVariable="item"'
    inside = f"<loopCardinality>{loop.count}</loopCardinality>" if loop.count is not None else ""
    if loop.until:
        inside += f"<completionCondition>{escape(str(loop.until))}</completionCondition>"
    return f"<multiInstanceLoopCharacteristics{marks}>{inside}</multiInstanceLoopCharacteristics>"
