"""What a business rule task makes of a decision's value (`camunda:mapDecisionResult`), and what is wrong in its use.

Beside the *diagram*, between it and the *definition*. The mappings are those of Camunda 7: a decision yields rows, one a rule
that holds, each with its outputs by name. A decision that is no table yields one row: its context, or its value by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.decision.decide import Decided, explain
from engine.decision.decisions import Decisions
from engine.decision.model import Decision, Node, Table
from engine.diagram.fault import Fault, error, warning
from engine.diagram.model import Diagram, Element
from engine.errors import BadInput
from engine.values import Value

SINGLE_ENTRY, SINGLE_RESULT, COLLECT_ENTRIES, RESULT_LIST = MAPPINGS = (
    "singleEntry", "singleResult", "collectEntries", "resultList",
)  # fmt: skip
_LISTS: Final = ("COLLECT", "RULE ORDER", "OUTPUT ORDER")


class NotSingle(BadInput):
    en = (
        "Expected the decision “{decision}” to give {expected} (mapDecisionResult={mapping}), but it gave {found}. Choose "
        "another mapping, or correct the table."
    )
    fa = (
        "انتظار می‌رفت تصمیم «{decision}» حداکثر یک {expected_fa} بدهد (mapDecisionResult={mapping})، ولی {found} داد. نگاشت "
        "دیگری انتخاب کنید یا جدول را درست کنید."
    )


DECISION_UNKNOWN = error(
    "decision-unknown",
    en="Expected the decision “{decision}” of {it} to exist, but there is none of that id: correct the id, or put its "
    "file into the folder “decisions” beside the diagram.",
    fa="انتظار می‌رفت تصمیم «{decision}» برای {it} وجود داشته باشد، ولی تصمیمی با این شناسه نیست؛ شناسه را درست کنید یا "
    "فایلش را در پوشهٔ decisions کنار نمودار بگذارید.",
)
DECISION_TWICE = error(
    "decision-twice",
    en="Expected the decision “{decision}” of {it} in one file, but it stands in {files}: give one another id.",
    fa="انتظار می‌رفت تصمیم «{decision}» برای {it} در یک فایل باشد، ولی در {files} آمده است؛ به یکی شناسهٔ دیگری بدهید.",
)
MAPPING_UNKNOWN = error(
    "decision-mapping",
    en="Expected the result of {it} to be mapped as singleEntry, singleResult, collectEntries or resultList, but found "
    "“{found}”: choose one of them.",
    fa="انتظار می‌رفت نتیجهٔ {it} به شکل singleEntry، singleResult، collectEntries یا resultList نگاشت شود، ولی «{found}» "
    "یافت شد؛ یکی از آن‌ها را انتخاب کنید.",
)
SEVERAL_OUTPUTS = error(
    "decision-outputs",
    en="Expected the decision “{decision}” of {it} to have one output ({found}), but it has {count}: choose singleResult "
    "or resultList.",
    fa="انتظار می‌رفت تصمیم «{decision}» برای {it} یک خروجی داشته باشد ({found})، ولی {count} خروجی دارد؛ singleResult یا "
    "resultList را انتخاب کنید.",
)
RESULT_LOST = warning(
    "decision-result-lost",
    en="Expected {it} to keep its result in a variable, but it names none: write the result variable.",
    fa="انتظار می‌رفت {it} نتیجه‌اش را در متغیری نگه دارد، ولی متغیری نام نمی‌برد؛ متغیر نتیجه را بنویسید.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a business rule task gets: the mapped value, and the decisions that were taken."""

    value: Value
    decided: tuple[Decided, ...]


def decide_for(decisions: Decisions, decision_id: str, mapping: str | None, variables: Mapping[str, Value]) -> Outcome:
    """Decide and map the result (without a mapping: `resultList`); raise as `decide`, and `NotSingle`."""
    found = explain(decisions, decision_id, variables)
    value = mapped(decisions.find(decision_id), found.value, mapping or RESULT_LIST)
    return Outcome(value=value, decided=found.decided)


def mapped(node: Node, value: Value, mapping: str) -> Value:
    """Return a decision's value as the mapping wants it."""
    table = node.logic if isinstance(node, Decision) and isinstance(node.logic, Table) else None
    if table is None and mapping in (SINGLE_ENTRY, COLLECT_ENTRIES):
        return value if mapping == SINGLE_ENTRY else [value]
    rows = _rows(node, table, value)
    if mapping == RESULT_LIST:
        return rows
    if mapping == SINGLE_RESULT:
        return _only(rows, node, mapping, "a single result", "نتیجه")
    entries = [_only(list(row.values()), node, mapping, "a single entry", "مقدار") for row in rows]
    return entries if mapping == COLLECT_ENTRIES else _only(entries, node, mapping, "a single entry", "مقدار")


def _rows(node: Node, table: Table | None, value: Value) -> list[dict[str, Value]]:
    name = node.variable.name
    if table is None:
        return [value if isinstance(value, dict) else {name: value}]
    many = table.policy in _LISTS and table.aggregation is None
    values = (value or []) if many else [] if value is None else [value]
    if len(table.outputs) > 1 and table.aggregation is None:
        return [row for row in values if isinstance(row, dict)]
    return [{table.outputs[0].name or name: one} for one in values]


def _only(found: list[Any], node: Node, mapping: str, expected: str, expected_fa: str) -> Any:
    if len(found) > 1:
        raise NotSingle(
            decision=node.name, mapping=mapping, expected=expected, expected_fa=expected_fa, found=len(found)
        )
    return found[0] if found else None


def rule_tasks(diagram: Diagram) -> list[Element]:
    """Return the business rule tasks of a diagram that ask for a decision."""
    elements = (element for process in diagram.processes.values() for element in process.elements().values())
    return [element for element in elements if element.kind == "businessRuleTask" and element.decision]


def check_use(diagram: Diagram, files: list[Decisions]) -> Iterator[Fault]:
    """Yield the faults of the business rule tasks of a diagram, which may use the decisions in `files`."""
    for element in rule_tasks(diagram):
        having = [decisions for decisions in files if element.decision in decisions.ids]
        asked = element.decision or ""
        if not having:
            yield DECISION_UNKNOWN.at(diagram.file, element, decision=asked)
        elif len(having) > 1:
            found = ", ".join(decisions.file for decisions in having)
            yield DECISION_TWICE.at(diagram.file, element, files=found, decision=asked)
        else:
            yield from _mapping(diagram, element, having[0].find(asked))
        if not element.result_variable:
            yield RESULT_LOST.at(diagram.file, element)


def _mapping(diagram: Diagram, element: Element, node: Node) -> Iterator[Fault]:
    mapping = element.decision_mapping or RESULT_LIST
    logic = node.logic if isinstance(node, Decision) else None
    outputs = len(logic.outputs) if isinstance(logic, Table) and logic.aggregation is None else 1
    if mapping not in MAPPINGS:
        yield MAPPING_UNKNOWN.at(diagram.file, element, found=mapping)
    elif mapping in (SINGLE_ENTRY, COLLECT_ENTRIES) and outputs > 1:
        yield SEVERAL_OUTPUTS.at(diagram.file, element, decision=node.id, found=mapping, count=outputs)
