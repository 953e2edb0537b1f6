"""Small services for tests of deploying: one that calls, asks with a form and decides; another that calls the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.instance.state import InstanceId
from processes.change import Upload, deploy_files, uploaded
from processes.deployment import Deployment
from tests.processes.build import Bench, actor, raw

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'id="definitions" targetNamespace="http://example.org">'
)
OWNER = "safavi"
NAMED = (
    "<bpmn:documentation>What it is for.</bpmn:documentation><bpmn:extensionElements><camunda:properties>"
    '<camunda:property name="name_en" value="{}" /></camunda:properties></bpmn:extensionElements>'
)

PASSED = NAMED.replace(
    "</camunda:properties>", '</camunda:properties><camunda:in variables="all" /><camunda:out variables="all" />'
)


def caller(key: str, *, calls: str = "shared", task: str = "کار را انجام دهید", more: str = "") -> Upload:
    """Return a service: a decision, a called process, a task with a form."""
    body = (
        f'<bpmn:process id="{key}" name="خدمت {key}" isExecutable="true" camunda:candidateStarterGroups="unit_expert">'
        f"{NAMED.format(key)}"
        f'<bpmn:startEvent id="asked" name="درخواست شد" camunda:initiator="requester">{NAMED.format("Asked")}<bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>'
        '<bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="decide" />'
        f'<bpmn:businessRuleTask id="decide" name="تصمیم" camunda:decisionRef="who" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="chosen">{NAMED.format("Decide")}<bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:businessRuleTask>'
        '<bpmn:sequenceFlow id="f2" sourceRef="decide" targetRef="call" />'
        f'<bpmn:callActivity id="call" name="بخش مشترک" calledElement="{calls}">{PASSED.format("Shared part")}<bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:callActivity>'
        '<bpmn:sequenceFlow id="f3" sourceRef="call" targetRef="work" />'
        f'<bpmn:userTask id="work" name="{task}" camunda:formKey="{key}_form" camunda:assignee="=requester">{NAMED.format("Work")}<bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing></bpmn:userTask>'
        '<bpmn:sequenceFlow id="f4" sourceRef="work" targetRef="done" />'
        f'<bpmn:endEvent id="done" name="پایان">{NAMED.format("Done")}<bpmn:incoming>f4</bpmn:incoming></bpmn:endEvent>'
        f"{more}</bpmn:process></bpmn:definitions>"
    )
    return uploaded(f"{key}.bpmn", (_HEAD + body).encode())


def called(task: str = "بخش مشترک را انجام دهید", key: str = "shared", file: str = "shared.bpmn") -> Upload:
    """Return the called diagram: one task."""
    body = (
        f'<bpmn:process id="{key}" name="بخش مشترک" isExecutable="true" camunda:isStartableInTasklist="false">{NAMED.format("Shared")}'
        f'<bpmn:startEvent id="begin" name="آغاز">{NAMED.format("Begin")}<bpmn:outgoing>g1</bpmn:outgoing></bpmn:startEvent>'
        '<bpmn:sequenceFlow id="g1" sourceRef="begin" targetRef="share" />'
        f'<bpmn:userTask id="share" name="{task}" camunda:assignee="=requester">{NAMED.format("Share")}<bpmn:incoming>g1</bpmn:incoming><bpmn:outgoing>g2</bpmn:outgoing></bpmn:userTask>'
        '<bpmn:sequenceFlow id="g2" sourceRef="share" targetRef="end" />'
        f'<bpmn:endEvent id="end" name="انجام شد">{NAMED.format("End")}<bpmn:incoming>g2</bpmn:incoming></bpmn:endEvent></bpmn:process></bpmn:definitions>'
    )
    return uploaded(file, (_HEAD + body).encode())


def form(key: str, field: str = "note") -> Upload:
    """Return the form of a service's task: one field that is required."""
    content = (
        f'{{"type": "default", "id": "{key}_form", "schemaVersion": 18, "components": [{{"type": "textfield", "id": "Field_1", '
        f'"key": "{field}", "label": "یادداشت", "validate": {{"required": true}}, "properties": {{"label_en": "Note", "prefill": "false"}}}}]}}'
    )
    return uploaded(f"{key}_form.form", content.encode())


def decision(value: str = "first") -> Upload:
    """Return the decision: a constant."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="http://example.org">'
        '<decision id="who" name="چه کسی"><variable id="v" name="who" typeRef="string" />'
        f'<literalExpression id="e"><text>"{value}"</text></literalExpression></decision></definitions>'
    )
    return uploaded("who.dmn", content.encode())


def everything() -> list[Upload]:
    """Return two services with all they are made of."""
    return [caller("alpha"), caller("beta"), called(), form("alpha"), form("beta"), decision()]


def deployed(
    bench: Bench, *uploads: Upload, reason: str = "برای آزمون", by: str = OWNER, **more: Mapping[str, str]
) -> list[Deployment]:
    """Deploy files as the owner."""
    return deploy_files(bench.office, by, uploads, reason=reason, **more)


def started(bench: Bench, service: str = "alpha") -> InstanceId:
    """Return a new case of a service."""
    return bench.office.ask(actor("sarabi"), service, {}).instance


def names(bench: Bench, case: InstanceId) -> list[str]:
    """Return the Persian names of the open tasks of a case."""
    with bench.office.store.reading() as unit:
        loaded = unit.load(case)
        definition = unit.definition(loaded.definition)
        assert loaded.state is not None
        return [definition.element(task.element).name or "" for task in loaded.state.tasks.values()]


def done(bench: Bench, case: InstanceId, values: Mapping[str, str] | None = None) -> None:
    """Complete the one open task of a case."""
    with bench.office.store.reading() as unit:
        state = unit.load(case).state
    assert state is not None
    [task] = state.tasks
    bench.office.complete(actor("sarabi"), case, task, values or {})


def faulty_fields(bench: Bench, case: InstanceId) -> Sequence[str]:
    """Return the fields of the open task that are at fault when nothing is typed."""
    with bench.office.store.reading() as unit:
        state = unit.load(case).state
    assert state is not None
    [task] = state.tasks
    sheet = bench.office.task_sheet(case, task)
    assert sheet is not None
    return [fault.path for fault in sheet.validate(raw({})).faults]
