"""For every code of the check, the smallest diagrams that have that fault."""

from __future__ import annotations

from tests.diagram.builder import Bpmn, after, link, multi_instance, timer, trigger

_DATA = ("<ioSpecification/>", multi_instance("targets").replace("></", "><outputDataItem/></"))
_GROOVY = '<conditionExpression language="groovy">1</conditionExpression>'


def simple(process: str = "p") -> Bpmn:
    """Return a process of three nodes `s`, `a`, `e` without faults; `a` is a user task."""
    return Bpmn(process).start().user_task("a").end().chain("s", "a", "e")


def around(between: Bpmn, *nodes: str) -> Bpmn:
    """Return the nodes drawn in `between` after a start and before an end event."""
    return between.start().end().chain("s", *nodes, "e")


def beside(event_subprocess_start: str, **attributes: object) -> Bpmn:
    """Return a simple process with an event subprocess whose start event has that trigger."""
    bpmn = simple().signal("sig").event_subprocess("handler").start("hs", event_subprocess_start, **attributes)
    return bpmn.end("he").chain("hs", "he").close()


def choice(default: str | None = "otherwise") -> Bpmn:
    """Return a process with an exclusive gateway `g` and the ends `e` and `e2`; flows between are left to the test."""
    return Bpmn().start().exclusive("g", default=default).end().end("e2").chain("s", "g")


def racing(*targets: str) -> Bpmn:
    """Return a process with an event-based gateway `g` that leads to the targets, which are left to the test."""
    bpmn = Bpmn().start().event_gateway("g").end().chain("s", "g")
    for target in targets:
        bpmn.chain("g", target, "e")
    return bpmn


def with_boundary(on: str = "a", kind: str = "", *, interrupting: bool = True) -> Bpmn:
    """Return a simple process with a boundary event `b`."""
    return simple().error("err").boundary("b", on, kind, interrupting=interrupting).end("e2").chain("b", "e2")


def circle() -> Bpmn:
    """Return a process that never ends."""
    return Bpmn().start().user_task("a").user_task("b").chain("s", "a", "b", "a")


def _mapped(parameter: str) -> str:
    return f"<camunda:inputOutput>{parameter}</camunda:inputOutput>"


_PAYLOAD = '<extensionElements><camunda:in source="unit" target="y"/></extensionElements>'

FAULTY: dict[str, list[bytes]] = {
    "no-process": [b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'],
    "not-executable": [Bpmn(isExecutable=False).start().end().chain("s", "e").xml()],
    "not-executed": [simple().process("partner", isExecutable=False).xml()],
    "id-missing": [
        simple().node("task", None).xml(),
        simple().raw('<sequenceFlow sourceRef="a" targetRef="e"/>').xml(),
    ],
    "id-doubled": [simple().user_task("a").xml(), simple().process("p").start("s2").end("e2").chain("s2", "e2").xml()],
    "id-malformed": [around(Bpmn().task("1 a"), "1 a").xml()],
    "no-drawing": [simple().xml()],
    "shape-missing": [simple().raw('<task id="undrawn"/>').xml(drawn=True)],
    "shape-dangling": [simple().shape("gone").xml(drawn=True)],
    "compensation": [
        simple().boundary("b", "a", trigger("compensate")).xml(),
        around(Bpmn().task("t", isForCompensation=True), "t").xml(),
        around(Bpmn().throw("t", trigger("compensate")), "t").xml(),
        simple()
        .boundary("b", "a", trigger("compensate"))
        .task("undo", isForCompensation=True)
        .raw('<association id="as" sourceRef="b" targetRef="undo"/>')
        .xml(),
    ],
    "ad-hoc-subprocess": [around(Bpmn().subprocess("t", tag="adHocSubProcess").task("u").close(), "t").xml()],
    "complex-gateway": [around(Bpmn().node("complexGateway", "g"), "g").xml()],
    "transaction": [
        around(Bpmn().subprocess("t", tag="transaction").start("ts").end("te").chain("ts", "te").close(), "t").xml()
    ],
    "cancel-event": [around(Bpmn().task("t"), "t").boundary("b", "t", trigger("cancel")).xml()],
    "conditional-event": [
        around(Bpmn().catch("c", trigger("conditional", body="<condition>x</condition>")), "c").xml()
    ],
    "standard-loop": [around(Bpmn().task("t", body="<standardLoopCharacteristics/>"), "t").xml()],
    "several-event-definitions": [
        around(Bpmn().message("m").catch("c", after("PT1H") + trigger("message", "m")), "c").xml(),
        around(Bpmn().message("m").catch("c", trigger("message", "m"), parallelMultiple=True), "c").xml(),
    ],
    "business-rule-task": [around(Bpmn().node("businessRuleTask", "r"), "r").xml()],
    "runs-code": [
        around(Bpmn().service("t", class_="org.example.Work"), "t").xml(),
        around(Bpmn().service("t", None, expression="x"), "t").xml(),
        around(Bpmn().service("t", None, delegate_expression="x"), "t").xml(),
        around(Bpmn().service("t", type="mail"), "t").xml(),
        around(Bpmn().service("t", inside="<camunda:connector/>"), "t").xml(),
        around(Bpmn().throw("t", '<messageEventDefinition camunda:class="org.example.Send"/>'), "t").xml(),
        around(Bpmn().node("scriptTask", "t", resource="x.py"), "t").xml(),
    ],
    "not-feel": [
        around(Bpmn().script("t", "1", scriptFormat="python"), "t").xml(),
        choice()
        .flow("g", "e", id="otherwise")
        .node("sequenceFlow", "x", body=_GROOVY, sourceRef="g", targetRef="e2")
        .xml(),
    ],
    "listener": [
        around(Bpmn().task("t", inside='<camunda:executionListener event="start" class="x"/>'), "t").xml(),
        around(Bpmn().user_task("t", inside='<camunda:taskListener event="create" class="x"/>'), "t").xml(),
        around(Bpmn(inside='<camunda:executionListener event="start" class="x"/>').task("t"), "t").xml(),
        simple().end("e2").flow("a", "e2", inside='<camunda:executionListener event="take" class="x"/>').xml(),
    ],
    "mapping": [
        around(Bpmn().catch("t", after("PT1H"), inside=_mapped('<camunda:inputParameter name="x"/>')), "t").xml(),
        around(Bpmn().task("t", inside=_mapped("<camunda:inputParameter>1</camunda:inputParameter>")), "t").xml(),
        around(
            Bpmn().task("t", body=multi_instance("targets"), inside=_mapped('<camunda:outputParameter name="x"/>')), "t"
        ).xml(),
        *(
            around(Bpmn().call("t", "library", inside=inside), "t").xml()
            for inside in ('<camunda:in source="x"/>', '<camunda:in businessKey="x"/>',
                           '<camunda:out source="unit" target="y" local="true"/>')
        ),
        around(
            Bpmn().signal("sig").throw("t", trigger("signal", "sig", body=_PAYLOAD)), "t"
        ).xml(),
    ],
    "form-data": [around(Bpmn().user_task("t", inside="<camunda:formData/>"), "t").xml()],
    "call-binding": [around(Bpmn().call("c", "library", called_element_binding="latest"), "c").xml()],
    "case-call": [around(Bpmn().call("c", "library", case_ref="x"), "c").xml()],
    "camunda-no-effect": [
        around(Bpmn().task("t", inside="<camunda:failedJobRetryTimeCycle>R3/PT1M</camunda:failedJobRetryTimeCycle>"), "t").xml()
    ],
    "camunda-misplaced": [around(Bpmn().task("t", assignee="ali"), "t").xml()],
    "camunda-unknown": [
        around(Bpmn().raw('<task id="t" camunda:asignee="ali"/>'), "t").xml(),
        around(Bpmn().call("t", "library", inside='<camunda:in srouce="unit" source="unit" target="y"/>'), "t").xml(),
        around(Bpmn().task("t", inside="<camunda:odd/>"), "t").xml(),
    ],
    "version-chosen": [
        around(Bpmn().raw('<callActivity id="c" calledElement="library" camunda:calledElementVersion="3"/>'), "c").xml(),
    ],
    "instantiate": [around(Bpmn().message("m").receive("r", "m", instantiate=True), "r").xml()],
    "parallel-event-gateway": [racing().node("eventBasedGateway", "h", eventGatewayType="Parallel").xml()],
    "token-quantity": [around(Bpmn().task("t", startQuantity="2"), "t").xml()],
    "unknown-element": [
        simple().raw('<choreographyTask id="x"/>').xml(),
        around(Bpmn().task("t", body="<odd/>"), "t").xml(),
    ],
    "async": [around(Bpmn().task("t", async_before=True), "t").xml()],
    "data-association": [around(Bpmn().task("t", body=body), "t").xml() for body in _DATA],
    "no-effect": [
        simple().root('<choreography id="x"/>').xml(),
        around(Bpmn().user_task("t", body="<potentialOwner/>"), "t").xml(),
    ],
    "start-missing": [Bpmn().task("t").xml(), around(Bpmn().subprocess("t").close(), "t").xml()],
    "start-several": [simple().start("s2").flow("s2", "a").xml()],
    "start-trigger": [
        Bpmn().message("m").start("s", trigger("message", "m")).end().chain("s", "e").xml(),
        Bpmn().start("s", after("PT1H")).end().chain("s", "e").xml(),
    ],
    "event-subprocess-trigger": [beside("").xml()],
    "event-subprocess-loop": [
        simple()
        .event_subprocess("h", body=multi_instance("targets"))
        .start("hs", after("PT1H"))
        .end("he")
        .chain("hs", "he")
        .xml()
    ],
    "event-subprocess-flow": [beside(after("PT1H")).flow("a", "handler").xml()],
    "boundary-kind": [with_boundary("a", "").xml(), with_boundary("a", trigger("terminate")).xml()],
    "catch-kind": [around(Bpmn().catch("c"), "c").xml(), around(Bpmn().catch("c", trigger("error")), "c").xml()],
    "throw-kind": [around(Bpmn().throw("t", trigger("error")), "t").xml()],
    "end-kind": [Bpmn().start().end("e", after("PT1H")).chain("s", "e").xml()],
    "error-not-interrupting": [
        with_boundary("a", trigger("error", "err"), interrupting=False).xml(),
        beside(trigger("error"), isInterrupting=False).xml(),
    ],
    "boundary-unattached": [with_boundary("gone", after("PT1H")).xml(), with_boundary("e", after("PT1H")).xml()],
    "event-reference": [
        around(Bpmn().catch("c", trigger("message", "gone")), "c").xml(),
        around(Bpmn().throw("c", trigger("signal")), "c").xml(),
        with_boundary("a", trigger("error", "gone")).xml(),
        around(Bpmn().throw("c", trigger("escalation")), "c").xml(),
        around(Bpmn().send("c", "gone"), "c").xml(),
        around(Bpmn().catch("c", "<eventDefinitionRef>gone</eventDefinitionRef>"), "c").xml(),
    ],
    "code-missing": [Bpmn().error("err", "").start().end("e", trigger("error", "err")).chain("s", "e").xml()],
    "link-unpaired": [
        Bpmn().start().throw("t", link("far")).chain("s", "t").xml(),
        simple().catch("c", link("far")).end("e2").chain("c", "e2").xml(),
        Bpmn().start().throw("t", link("l")).catch("c", link("l")).catch("d", link("l")).chain("s", "t").xml(),
    ],
    "cycle-timer": [
        around(Bpmn().catch("c", timer("timeCycle", "R3/PT1H")), "c").xml(),
        with_boundary("a", timer("timeCycle", "R3/PT1H")).xml(),
        beside(timer("timeCycle", "R3/PT1H")).xml(),
    ],
    "topic-missing": [around(Bpmn().service("t", None), "t").xml(), around(Bpmn().send("t"), "t").xml()],
    "message-missing": [around(Bpmn().receive("t"), "t").xml(), around(Bpmn().receive("t", "gone"), "t").xml()],
    "user-task-unassigned": [around(Bpmn().user_task("t", candidate_groups=None), "t").xml()],
    "script-missing": [around(Bpmn().script("t", " "), "t").xml()],
    "script-without-result": [around(Bpmn().script("t", "1", None), "t").xml()],
    "loop-without-count": [around(Bpmn().task("t", body=multi_instance()), "t").xml()],
    "flow-dangling": [simple().flow("a", "gone").xml(), simple().flow("gone", "a").xml()],
    "flow-crosses-scope": [
        around(Bpmn().subprocess("t").start("ts").task("u").chain("ts", "u").close(), "t").flow("u", "e").xml()
    ],
    "flow-into-start": [simple().flow("a", "s").xml(), with_boundary("a", after("PT1H")).flow("a", "b").xml()],
    "flow-out-of-end": [simple().flow("e", "a").xml()],
    "unreachable": [simple().task("t").chain("t", "e").xml()],
    "no-way-to-end": [circle().xml()],
    "implicit-end": [Bpmn().start().task("t").chain("s", "t").xml()],
    "implicit-split": [simple().end("e2").flow("a", "e2").xml()],
    "condition-missing": [choice().flow("g", "e", id="otherwise").flow("g", "e2").xml()],
    "default-missing": [choice(None).flow("g", "e", "requester = 1").flow("g", "e2", "requester = 2").xml()],
    "default-not-leaving": [choice("gone").flow("g", "e", "requester = 1").flow("g", "e2", "requester = 2").xml()],
    "default-with-condition": [
        choice("d").flow("g", "e", "requester = 1", id="d").flow("g", "e2", "requester = 2").xml()
    ],
    "condition-alone": [Bpmn().start().exclusive("g").end().chain("s", "g").flow("g", "e", "requester = 1").xml()],
    "condition-without-choice": [
        Bpmn().start().parallel("g").end().end("e2").chain("s", "g", "e").flow("g", "e2", "requester = 1").xml()
    ],
    "condition-without-gateway": [
        simple().end("e2").flow("a", "e2", "requester = 1").xml(),
        Bpmn().start().task("t", default="d").end().chain("s", "t").flow("t", "e", id="d").xml(),
    ],
    "join-never": [
        Bpmn()
        .start()
        .exclusive("g", default="d")
        .task("x")
        .task("y")
        .parallel("join")
        .end()
        .chain("s", "g")
        .flow("g", "x", id="d")
        .flow("g", "y", "requester = 1")
        .chain("x", "join", "e")
        .chain("y", "join")
        .xml()
    ],
    "event-gateway-few": [racing("c").catch("c", after("PT1H")).xml()],
    "event-gateway-target": [racing("c", "t").catch("c", after("PT1H")).task("t").xml()],
    "event-gateway-shared": [
        racing("c", "d").catch("c", after("PT1H")).catch("d", after("PT2H")).task("t").chain("s", "t", "c").xml()
    ],
    "juel": [
        around(Bpmn().script("t", "${x}"), "t").xml(),
        around(Bpmn().user_task("t", assignee="#{x}"), "t").xml(),
        around(Bpmn().catch("t", after("${x}")), "t").xml(),
        around(Bpmn().service("t", "${x}"), "t").xml(),
        around(Bpmn(candidate_starter_groups="${x}").task("t"), "t").xml(),
    ],
    "expression-malformed": [
        around(Bpmn().script("t", "1 +"), "t").xml(),
        around(Bpmn().user_task("t", candidate_groups="= 1 +"), "t").xml(),
        around(Bpmn().catch("t", after("requester +")), "t").xml(),
        around(Bpmn().task("t", body=multi_instance("1 +")), "t").xml(),
        around(Bpmn().task("t", body=multi_instance("targets", until="1 +")), "t").xml(),
    ],
    "timer-missing": [
        around(Bpmn().catch("c", "<timerEventDefinition/>"), "c").xml(),
        around(Bpmn().catch("c", after(" ")), "c").xml(),
    ],
    "timer-malformed": [
        around(Bpmn().catch("c", timer(kind, text)), "c").xml()
        for kind, text in (
            ("timeDuration", "P4H"), ("timeDuration", "PT4"), ("timeDate", "2026-03-21"),
            ("timeDate", "2026-13-01T00:00:00"), ("timeDate", "PT4H"), ("timeDuration", "4"),
        )
    ]
    + [with_boundary("a", timer("timeCycle", "R/1H"), interrupting=False).xml()]
    + [around(Bpmn().catch("c", after(feel)), "c").xml() for feel in ("=1 + 1", '="4 hours"', "=null", '=duration("x")')],
    "timer-senseless": [
        around(Bpmn().catch("c", after(text)), "c").xml() for text in ("PT0S", "-PT1H", "P101Y", "PT9999999999H",
        '=duration("PT1H") - duration("PT2H")', '=duration("P200Y")', '="-PT4H"')
    ]
    + [with_boundary("a", timer("timeCycle", "R0/PT1H"), interrupting=False).xml()],
    "clock-misplaced": [
        around(Bpmn().throw("t", "", properties={"clock": "layer"}), "t").xml(),
        around(Bpmn().throw("t", "", properties={"pauses": "case"}), "t").xml(),
        around(Bpmn().task("t", properties={"clock_decision": "=null"}), "t").xml(),
    ],
    "clock-missing": [
        around(Bpmn().task("t", properties={"clock_targets": '={resolution: "PT4H"}'}), "t").xml(),
        around(Bpmn().task("t", properties={"clock_calendar": '"office"'}), "t").xml(),
    ],
    "clock-targets-malformed": [
        around(Bpmn().task("t", properties={"clock": "layer", "clock_targets": text}), "t").xml()
        for text in ('="PT4H"', '={resolution: "4 hours"}', "={resolution: 4}", '={resolution: "P1M"}')
    ],
    "clock-amount-malformed": [with_boundary("a", timer("timeDate", 'working deadline("2H")'), interrupting=False).xml()],
    "clock-in-cycle": [with_boundary("a", timer("timeCycle", 'working deadline("PT2H")'), interrupting=False).xml()],
    "clock-unknown": [
        with_boundary("a", timer("timeDate", 'layer deadline("resolution")'), interrupting=False).xml(),
        with_boundary("a", timer("timeDate", 'clock deadline("stated", "resolution")'), interrupting=False).xml(),
        around(Bpmn().task("t", properties={"pauses": "case"}), "t").xml(),
    ],
    "date-malformed": [around(Bpmn().user_task("t", due_date="tomorrow"), "t").xml()],
    "priority-malformed": [around(Bpmn().user_task("t", priority="high"), "t").xml()],
    "variable-unset": [around(Bpmn().script("t", "mispelt + 1"), "t").xml()],
    "variable-early": [
        around(Bpmn().script("t", "total + 1").script("u", "1", "total"), "t", "u").xml(),
    ],
    "form-unknown": [around(Bpmn().user_task("t", form_ref="gone"), "t").xml()],
    "called-missing": [around(Bpmn().call("c", None), "c").xml()],
    "called-unknown": [around(Bpmn().call("c", "gone"), "c").xml()],
    "call-recursion": [
        around(Bpmn("p").call("c", "p"), "c").xml(),
        around(Bpmn("p").call("c", "q"), "c")
        .process("q").start("qs").call("qc", "p").end("qe").chain("qs", "qc", "qe").xml(),
    ],
    "value-never-offered": [
        around(Bpmn().user_task("t", form_ref="approval"), "t", "g").raw('<exclusiveGateway id="g" default="d"/>').end("e3")
        .flow("g", "e3", condition).xml()
        for condition in ('decision = "retrun"', '= unit = "x" and "retrun" = decision', 'decision in ("approve", "reject")')
    ],
    "form-never-shown": [
        around(Bpmn().subprocess("b").start("bs", form_ref="approval").end("be").chain("bs", "be").close(), "b").xml()
    ],
    "lane-role": [
        around(Bpmn().lane("desk", "a", "b", "c").user_task("a").user_task("b", candidate_groups='="clerks@" + unit')
        .user_task("c", candidate_groups="experts"), "a", "b", "c").xml()
    ],
    "group-unknown": [
        around(Bpmn().user_task("t", candidate_groups='="strangers@" + unit'), "t").xml(),
        around(Bpmn().user_task("t", candidate_groups='=["clerks@" + unit, "strangers@" + unit]'), "t").xml(),
        around(Bpmn().user_task("t", candidate_groups='="strangers"'), "t").xml(),
        around(Bpmn().user_task("t", candidate_groups="clerks, strangers@unit"), "t").xml(),
        around(Bpmn(candidate_starter_groups="strangers").task("t"), "t").xml(),
        around(Bpmn(candidate_starter_groups="=requester").task("t"), "t").xml(),
    ],
}  # fmt: skip


SCHEMA: dict[str, list[bytes]] = {
    "schema-misread": [
        simple().raw('<task id="t" isForCompensation="yes"/>').xml(),
        with_boundary("a", after("PT1H")).xml().replace(b'cancelActivity="true"', b'cancelActivity="True"'),
        around(Bpmn().catch("c", timer("timeDate", "2030-01-01T00:00:00").replace(
            "</timerEvent", "<timeDuration>PT1H</timeDuration></timerEvent")), "c").xml(),
        simple().flow("a", "e", "1").xml().replace(b"</sequenceFlow>\n</process>",
            b"<conditionExpression>2</conditionExpression></sequenceFlow>\n</process>"),
        simple().raw('<laneSet id="ls"><userTask id="hidden"/></laneSet>').xml(),
    ],
    "schema-attribute": [simple().raw('<task id="t" asignee="ali"/>').xml()],
    "schema-missing": [
        simple().xml().replace(b' targetNamespace="urn:test"', b""),
        simple().raw('<dataObjectReference id="d"/>').raw('<association id="x" sourceRef="a"/>').xml(),
    ],
    "schema-value": [simple().raw('<exclusiveGateway id="g" gatewayDirection="sideways"/>').xml()],
    "schema-place": [simple().raw('<laneSet id="ls"/>').raw("<documentation>late</documentation>").xml()],
    "schema-other": [simple().raw('<task id="t">text</task>').xml()],
}  # fmt: skip
"""The same for what only the schema finds."""
