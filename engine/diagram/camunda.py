"""What becomes of each attribute and element of the namespace `camunda:` (platform 7): honoured, drawn, refused or without effect.

First word of the sentence; `check_camunda` speaks by this table, docs/attributes.md shows it to owners.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from engine.diagram import rules_camunda as rules
from engine.diagram import rules_refused as refused
from engine.diagram.fault import Rule
from engine.diagram.read_element import FLOW_NODES, SUBPROCESSES, TASKS
from engine.diagram.words import Words

Outcome = Literal["honoured", "drawn", "refused", "no effect"]
Kind = Literal["attribute", "element"]

ACTIVITIES: Final = TASKS | SUBPROCESSES | {"callActivity"}
_MESSAGE: Final = "messageEventDefinition"
_WORK: Final = frozenset({"serviceTask", "sendTask", "businessRuleTask", _MESSAGE})
_ASYNC: Final = FLOW_NODES | {"multiInstanceLoopCharacteristics", "signalEventDefinition"}
_LISTENING: Final = FLOW_NODES | {"process", "sequenceFlow"}
_HOLDING: Final = frozenset({"camunda:inputParameter", "camunda:outputParameter", "camunda:list", "camunda:entry"})
_ASKING: Final = frozenset({"userTask", "startEvent"})

_ONE_OFFICE: Final = Words("there is one organisation and no tenants", "سازمان یکی است و tenant ندارد")
_IN_TURN: Final = Words(
    "what is due is done in the order in which it fell due, and repeated where the server failed",
    "آنچه سررسید شده به ترتیب سررسید انجام و در صورت خطای سرور تکرار می‌شود",
)
_PINNED: Final = Words(
    "a case keeps the version that was deployed when it started",
    "هر پرونده بر همان نسخه‌ای می‌ماند که هنگام آغازش مستقر بود",
)
_HISTORY: Final = Words("history is evidence and is never deleted", "سابقه سند است و هرگز حذف نمی‌شود")
_GROUPS_START: Final = Words(
    "who may start is said by candidateStarterGroups and candidateStarterUsers",
    "اینکه چه کسی می‌تواند آغاز کند را candidateStarterGroups و candidateStarterUsers می‌گویند",
)
_MODELER: Final = Words("it speaks to the modeler only", "فقط برای ابزار مدل‌سازی معنا دارد")
_WORKER_SETS: Final = Words(
    "the worker sets variables itself (tell which with a property “sets”)",
    "کارگزار خودش متغیرها را تعیین می‌کند (نامشان را در ویژگی «sets» بنویسید)",
)
_KEY: Final = Words("a case is known by its tracking number", "پرونده با شمارهٔ رهگیری شناخته می‌شود")
_SHARED: Final = Words(
    "what is called or hears a signal sees the case's variables anyway",
    "آنچه فراخوانده می‌شود یا سیگنال را می‌شنود، متغیرهای پرونده را به هر حال می‌بیند",
)
_PLAIN: Final = Words("", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """What one name means where it stands on one of `on`; `harmless` values change nothing and are not spoken of."""

    kind: Kind
    name: str
    on: frozenset[str]
    outcome: Outcome
    rule: Rule | None = None
    why: Words = _PLAIN
    harmless: frozenset[str] = frozenset()


def _honoured(names: str, *on: str | frozenset[str], kind: Kind = "attribute") -> list[Meaning]:
    return [Meaning(kind=kind, name=name, on=_tags(on), outcome="honoured") for name in names.split()]


def _drawn(names: str, *on: str, kind: Kind = "attribute") -> list[Meaning]:
    return [Meaning(kind=kind, name=name, on=_tags(on), outcome="drawn") for name in names.split()]


def _refused(
    names: str,
    rule: Rule,
    *on: str | frozenset[str],
    kind: Kind = "attribute",
    harmless: str = "",
    why: Words = _PLAIN,
) -> list[Meaning]:
    return [
        Meaning(
            kind=kind, name=name, on=_tags(on), outcome="refused", rule=rule, why=why,
            harmless=frozenset(harmless.split()),
        )
        for name in names.split()
    ]  # fmt: skip


def _idle(
    names: str,
    why: Words,
    *on: str | frozenset[str],
    kind: Kind = "attribute",
    harmless: str = "",
    rule: Rule = rules.NO_EFFECT_HERE,
) -> list[Meaning]:
    return [
        Meaning(
            kind=kind, name=name, on=_tags(on), outcome="no effect", rule=rule, why=why,
            harmless=frozenset(harmless.split()),
        )
        for name in names.split()
    ]  # fmt: skip


def _tags(on: tuple[str | frozenset[str] | set[str], ...]) -> frozenset[str]:
    return frozenset().union(*({item} if isinstance(item, str) else item for item in on))


MEANINGS: Final[tuple[Meaning, ...]] = (
    # Who does it, until when, with which form.
    *_honoured("assignee candidateUsers candidateGroups dueDate followUpDate priority", "userTask"),
    *_honoured("formKey formRef", _ASKING),
    *_idle("formRefBinding", _PINNED, _ASKING, harmless="deployment"),
    *_refused("formRefVersion", rules.VERSION, _ASKING),
    *_refused("formHandlerClass", refused.RUNS_CODE, _ASKING),
    *_refused("formData formProperty", refused.FORM_DATA, _ASKING, kind="element"),
    *_honoured("initiator", "startEvent"),
    *_honoured("candidateStarterGroups candidateStarterUsers versionTag isStartableInTasklist", "process"),
    *_idle("potentialStarter", _GROUPS_START, "process", "startEvent", kind="element"),
    # What a program does.
    *_honoured("topic", _WORK),
    *_refused("type", refused.RUNS_CODE, _WORK, harmless="external"),
    *_refused("class delegateExpression expression", refused.RUNS_CODE, _WORK),
    *_honoured("resultVariable", "scriptTask", "businessRuleTask"),
    *_idle("resultVariable", _WORKER_SETS, "serviceTask", "sendTask", _MESSAGE),
    *_refused("resource", refused.RUNS_CODE, "scriptTask", "conditionExpression", "condition", "camunda:script"),
    *_refused("connector field", refused.RUNS_CODE, _WORK, kind="element"),
    *_refused("errorEventDefinition", refused.RUNS_CODE, "serviceTask", kind="element"),
    *_refused("executionListener", refused.LISTENER, frozenset(_LISTENING), kind="element"),
    *_refused("taskListener", refused.LISTENER, "userTask", kind="element"),
    # Decisions.
    *_honoured("decisionRef mapDecisionResult", "businessRuleTask"),
    *_idle("decisionRefBinding", _PINNED, "businessRuleTask", harmless="deployment"),
    *_refused("decisionRefVersion", rules.VERSION, "businessRuleTask"),
    *_idle("decisionRefTenantId", _ONE_OFFICE, "businessRuleTask"),
    # Calls.
    *_refused("calledElementBinding", refused.CALL_BINDING, "callActivity", harmless="deployment"),
    *_refused("calledElementVersion calledElementVersionTag", rules.VERSION, "callActivity"),
    *_idle("calledElementTenantId", _ONE_OFFICE, "callActivity"),
    *_refused("caseRef caseBinding caseVersion caseTenantId", refused.CASE_CALL, "callActivity"),
    *_refused("variableMappingClass variableMappingDelegateExpression", refused.RUNS_CODE, "callActivity"),
    *_honoured("in out", "callActivity", kind="element"),
    *_honoured("source sourceExpression target variables", "camunda:in", "camunda:out"),
    *_refused("businessKey", refused.MAPPING, "camunda:in", "camunda:out", why=_KEY),
    *_refused("local", refused.MAPPING, "camunda:in", "camunda:out", harmless="false", why=_SHARED),
    *_refused("in", refused.MAPPING, "signalEventDefinition", kind="element", why=_SHARED),
    # Variables, properties.
    *_honoured("inputOutput", frozenset(ACTIVITIES), kind="element"),
    *_honoured("inputParameter outputParameter", "camunda:inputOutput", kind="element"),
    *_honoured("name", "camunda:inputParameter", "camunda:outputParameter", "camunda:property"),
    *_honoured("list map script", _HOLDING, kind="element"),
    *_honoured("value", "camunda:list", kind="element"),
    *_honoured("entry", "camunda:map", kind="element"),
    *_honoured("key", "camunda:entry"),
    *_idle("id name", _MODELER, "camunda:value"),
    *_refused("scriptFormat", refused.NOT_FEEL, "camunda:script", harmless="feel FEEL"),
    *_honoured("properties", frozenset(FLOW_NODES | {"process"}), kind="element"),
    *_drawn("properties", "lane", "participant", "sequenceFlow", kind="element"),
    *_honoured("property", "camunda:properties", kind="element"),
    *_honoured("id value", "camunda:property"),
    # Repetition, errors, escalations, conditions.
    *_honoured("collection elementVariable", "multiInstanceLoopCharacteristics"),
    *_honoured("errorCodeVariable errorMessageVariable", "errorEventDefinition"),
    *_honoured("errorMessage", "error"),
    *_honoured("escalationCodeVariable", "escalationEventDefinition"),
    *_refused("variableName variableEvents", refused.CONDITIONAL_EVENT, "conditionalEventDefinition"),
    # The server's business.
    *_idle(
        "asyncBefore asyncAfter async", _IN_TURN, frozenset(_ASYNC), harmless="false 0", rule=refused.ASYNC
    ),
    *_idle("exclusive", _IN_TURN, frozenset(_ASYNC), harmless="true"),
    *_idle("jobPriority", _IN_TURN, frozenset(FLOW_NODES | {"process"})),
    *_idle("taskPriority", _IN_TURN, _WORK, "process"),
    *_idle("failedJobRetryTimeCycle", _IN_TURN, frozenset(_ASYNC), kind="element"),
    *_idle("historyTimeToLive", _HISTORY, "process"),
    *_idle("diagramRelationId", _MODELER, "definitions"),
    *_idle(
        "modelerTemplate modelerTemplateVersion modelerTemplateIcon", _MODELER,
        frozenset(FLOW_NODES | {"process", "collaboration", "sequenceFlow"}),
    ),
)  # fmt: skip
"""All meanings; a name may have several, on different things."""
