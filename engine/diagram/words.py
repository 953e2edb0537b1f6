"""What BPMN's things are called in a sentence, in English and in Persian.

First word of the sentence, for the faults that `check` finds.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from engine.errors import Language


class Words(NamedTuple):
    """One thing said in both languages."""

    en: str
    fa: str

    def said(self, language: Language) -> str:
        """Return the words of `language`."""
        return self.fa if language == "fa" else self.en


_KINDS: Final = {
    "process": Words("process", "فرایند"),
    "flow": Words("sequence flow", "جریان"),
    "startEvent": Words("start event", "رویداد آغاز"),
    "endEvent": Words("end event", "رویداد پایان"),
    "intermediateCatchEvent": Words("intermediate catch event", "رویداد میانی دریافت"),
    "intermediateThrowEvent": Words("intermediate throw event", "رویداد میانی ارسال"),
    "boundaryEvent": Words("boundary event", "رویداد مرزی"),
    "exclusiveGateway": Words("exclusive gateway", "درگاه انحصاری"),
    "inclusiveGateway": Words("inclusive gateway", "درگاه شمولی"),
    "parallelGateway": Words("parallel gateway", "درگاه موازی"),
    "eventBasedGateway": Words("event-based gateway", "درگاه رویدادمحور"),
    "complexGateway": Words("complex gateway", "درگاه پیچیده"),
    "task": Words("task", "کار"),
    "manualTask": Words("manual task", "کار دستی"),
    "userTask": Words("user task", "کار کاربری"),
    "serviceTask": Words("service task", "کار سرویسی"),
    "sendTask": Words("send task", "کار ارسال"),
    "receiveTask": Words("receive task", "کار دریافت"),
    "scriptTask": Words("script task", "کار اسکریپتی"),
    "businessRuleTask": Words("business rule task", "کار قاعدهٔ کسب‌وکار"),
    "subProcess": Words("subprocess", "زیرفرایند"),
    "transaction": Words("transaction", "تراکنش"),
    "adHocSubProcess": Words("ad-hoc subprocess", "زیرفرایند موردی"),
    "callActivity": Words("call activity", "فراخوانی فرایند"),
    "none": Words("no trigger", "بدون محرک"),
    "timer": Words("a timer", "زمان‌سنج"),
    "message": Words("a message", "پیام"),
    "signal": Words("a signal", "سیگنال"),
    "error": Words("an error", "خطا"),
    "escalation": Words("an escalation", "تشدید"),
    "terminate": Words("a termination", "خاتمهٔ کامل"),
    "link": Words("a link", "پیوند"),
    "conditional": Words("a condition", "شرط"),
    "compensate": Words("compensation", "جبران"),
    "cancel": Words("a cancellation", "لغو"),
}


def word(kind: str) -> Words:
    """Return what `kind` (a tag, or the kind of an event) is called; itself where it has no name here."""
    return _KINDS.get(kind, Words(kind, kind))


def either(kinds: tuple[str, ...]) -> Words:
    """Return "a, b or c" of several kinds."""
    *most, last = (word(kind) for kind in kinds)
    if not most:
        return last
    return Words(
        f"{', '.join(item.en for item in most)} or {last.en}",
        f"{'، '.join(item.fa for item in most)} یا {last.fa}",
    )


def label(kind: str, name: str | None, id: str | None) -> Words:
    """Return how a thing is named in a sentence: its kind, its name in quotes, its id."""
    called = word(kind)
    shown = " ".join((name or "").split())[:80]
    tail = f" ({id[:80]})" if id else ""
    if not shown:
        return Words(f"{called.en}{tail}", f"{called.fa}{tail}")
    return Words(f"{called.en} “{shown}”{tail}", f"{called.fa} «{shown}»{tail}")
