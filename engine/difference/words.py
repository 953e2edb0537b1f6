"""What a reader calls the facets and things of diagrams, forms and decisions."""

from __future__ import annotations

import re
from typing import Final

from engine.diagram.words import Words, word

_THINGS: Final = {
    "definitions": Words("file", "فایل"),
    "participant": Words("pool", "استخر"),
    "lane": Words("lane", "خط"),
    "message": Words("message", "پیام"),
    "signal": Words("signal", "سیگنال"),
    "error": Words("error", "خطا"),
    "escalation": Words("escalation", "تشدید"),
    "messageFlow": Words("message flow", "جریان پیام"),
    "textAnnotation": Words("note", "یادداشت"),
    "association": Words("line of a note", "خط یادداشت"),
    "group": Words("group", "گروه"),
    "dataObject": Words("data object", "شیء داده"),
    "dataObjectReference": Words("data object", "شیء داده"),
    "dataStore": Words("data store", "انبار داده"),
    "dataStoreReference": Words("data store", "انبار داده"),
    "decision": Words("decision", "تصمیم"),
    "inputData": Words("input data", "دادهٔ ورودی"),
    "businessKnowledgeModel": Words("knowledge model", "مدل دانش"),
    "decisionService": Words("decision service", "سرویس تصمیم"),
    "itemDefinition": Words("type", "نوع"),
    "input": Words("input column", "ستون ورودی"),
    "output": Words("output column", "ستون خروجی"),
    "rule": Words("rule", "قاعده"),
    "form": Words("form", "فرم"),
}
_FACETS: Final = {
    "@name": Words("name", "نام"),
    "documentation": Words("documentation", "توضیح"),
    "description": Words("description", "شرح"),
    "inside": Words("where it stands", "جای آن"),
    "lane": Words("lane", "خط"),
    "order": Words("order of its conditions", "ترتیب شرط‌ها"),
    "timer": Words("timer", "زمان‌سنج"),
    "conditionExpression": Words("condition", "شرط"),
    "conditionExpression@language": Words("language of the condition", "زبان شرط"),
    "script": Words("script", "اسکریپت"),
    "@scriptFormat": Words("language of the script", "زبان اسکریپت"),
    "@sourceRef": Words("from", "مبدأ"),
    "@targetRef": Words("to", "مقصد"),
    "@attachedToRef": Words("attached to", "روی"),
    "@cancelActivity": Words("interrupts the activity", "کار را قطع می‌کند"),
    "@isInterrupting": Words("interrupts", "قطع می‌کند"),
    "@default": Words("default flow", "جریان پیش‌فرض"),
    "@calledElement": Words("called process", "فرایند فراخوانی‌شده"),
    "@isExecutable": Words("executable", "قابل اجرا"),
    "@processRef": Words("process", "فرایند"),
    "@errorCode": Words("code", "کد"),
    "@escalationCode": Words("code", "کد"),
    "@camunda:formKey": Words("form", "فرم"),
    "@camunda:formRef": Words("form", "فرم"),
    "@camunda:assignee": Words("assignee", "مسئول"),
    "@camunda:candidateGroups": Words("candidate groups", "نقش‌های مجاز"),
    "@camunda:candidateUsers": Words("candidate users", "اشخاص مجاز"),
    "@camunda:candidateStarterGroups": Words("groups that may start it", "نقش‌های مجاز به آغاز"),
    "@camunda:candidateStarterUsers": Words("users who may start it", "اشخاص مجاز به آغاز"),
    "@camunda:isStartableInTasklist": Words("started by people", "آغاز به دست اشخاص"),
    "@camunda:dueDate": Words("due date", "مهلت"),
    "@camunda:followUpDate": Words("follow-up date", "تاریخ پیگیری"),
    "@camunda:priority": Words("priority", "اولویت"),
    "@camunda:initiator": Words("initiator", "آغازگر"),
    "@camunda:versionTag": Words("version tag", "برچسب نسخه"),
    "@camunda:decisionRef": Words("decision", "تصمیم"),
    "@camunda:mapDecisionResult": Words("shape of the result", "شکل نتیجه"),
    "@camunda:resultVariable": Words("result variable", "متغیر نتیجه"),
    "@camunda:topic": Words("topic", "موضوع"),
    "@camunda:type": Words("how it is done", "شیوهٔ انجام"),
    "messageEventDefinition@messageRef": Words("message", "پیام"),
    "@messageRef": Words("message", "پیام"),
    "signalEventDefinition@signalRef": Words("signal", "سیگنال"),
    "errorEventDefinition@errorRef": Words("error", "خطا"),
    "escalationEventDefinition@escalationRef": Words("escalation", "تشدید"),
    "messageEventDefinition": Words("message event", "رویداد پیام"),
    "signalEventDefinition": Words("signal event", "رویداد سیگنال"),
    "errorEventDefinition": Words("error event", "رویداد خطا"),
    "terminateEventDefinition": Words("terminates", "خاتمهٔ کامل"),
    "multiInstanceLoopCharacteristics": Words("done several times", "تکرار"),
    "multiInstanceLoopCharacteristics@isSequential": Words("one after the other", "یکی پس از دیگری"),
    "multiInstanceLoopCharacteristics@camunda:collection": Words("for each of", "به ازای هر یک از"),
    "multiInstanceLoopCharacteristics@camunda:elementVariable": Words("variable of each", "متغیر هر تکرار"),
    "multiInstanceLoopCharacteristics/loopCardinality": Words("how often", "تعداد تکرار"),
    "multiInstanceLoopCharacteristics/completionCondition": Words("enough when", "شرط پایان تکرار"),
    "text": Words("text", "متن"),
    # forms
    "label": Words("label", "برچسب"),
    "type": Words("kind", "نوع"),
    "options": Words("choices", "گزینه‌ها"),
    "values": Words("choices", "گزینه‌ها"),
    "valuesKey": Words("choices from", "منبع گزینه‌ها"),
    "readonly": Words("read only", "فقط‌خواندنی"),
    "defaultValue": Words("first value", "مقدار نخست"),
    "validate.required": Words("required", "الزامی"),
    "validate.minLength": Words("least length", "کمترین طول"),
    "validate.maxLength": Words("greatest length", "بیشترین طول"),
    "validate.min": Words("least value", "کمترین مقدار"),
    "validate.max": Words("greatest value", "بیشترین مقدار"),
    "validate.pattern": Words("pattern", "الگو"),
    "conditional.hide": Words("hidden when", "پنهان وقتی"),
    "within": Words("where it stands", "جای آن"),
    # decisions
    "decisionTable@hitPolicy": Words("hit policy", "سیاست گزینش"),
    "decisionTable@aggregation": Words("aggregation", "تجمیع"),
    "@label": Words("label", "برچسب"),
    "inputExpression/text": Words("expression", "عبارت"),
    "inputExpression@typeRef": Words("type", "نوع"),
    "inputValues/text": Words("allowed values", "مقدارهای مجاز"),
    "outputValues/text": Words("possible values", "مقدارهای ممکن"),
    "defaultOutputEntry/text": Words("default", "پیش‌فرض"),
    "@typeRef": Words("type", "نوع"),
    "literalExpression/text": Words("expression", "عبارت"),
}
_PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_NAMED: Final = (
    (r"camunda:property (.+)@value", "property “{}”", "ویژگی «{}»"),
    (r"camunda:inputParameter (.+)", "input “{}”", "ورودی «{}»"),
    (r"camunda:outputParameter (.+)", "output “{}”", "خروجی «{}»"),
    (r"camunda:in (.+)@(?:source|sourceExpression)", "handed over as “{}”", "تحویل به‌نام «{}»"),
    (r"camunda:out (.+)@(?:source|sourceExpression)", "given back as “{}”", "بازگشت به‌نام «{}»"),
    (r"properties\.(.+)", "property “{}”", "ویژگی «{}»"),
)


def thing_word(kind: str) -> Words:
    """Return what a kind of thing is called."""
    return _THINGS.get(kind) or word(kind)


def called(kind: str, name: str | None, id: str, name_en: str | None = None) -> Words:
    """Return how a thing is named: its kind, its name in quotes, else its id."""
    kind_word, shown = thing_word(kind), _clip(name)
    if not shown:
        return Words(f"{kind_word.en} {id[:80]}", f"{kind_word.fa} {id[:80].translate(_PERSIAN_DIGITS)}")
    return Words(f"{kind_word.en} “{_clip(name_en) or shown}”", f"{kind_word.fa} «{shown}»")


def _clip(name: str | None) -> str:
    return " ".join((name or "").split())[:80]


def facet_word(path: str) -> Words:
    """Return what a facet is called; its path where it has no name here."""
    if path in _FACETS:
        return _FACETS[path]
    for pattern, en, fa in _NAMED:
        if found := re.fullmatch(pattern, path):
            return Words(en.format(found[1]), fa.format(found[1]))
    return Words(path, path)


YES, NO = Words("yes", "بله"), Words("no", "خیر")


def value_words(value: str) -> Words:
    """Return how a value is read: a truth as yes or no, anything else as it is written."""
    return {"true": YES, "false": NO}.get(value, Words(value, value))
