"""What a running command brings to the tokens: its time, the case's variables, fresh ids, and an ear for what happens.

The library asks its script engine for everything that is not structure; this object sits in that place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from SpiffWorkflow.task import Task

from engine.clock import Calendars, Clock, no_calendars
from engine.decision.result import Outcome
from engine.diagram.model import Element
from engine.errors import BadInput
from engine.feel import compile_expression
from engine.feel.builtins.deadlines import CLOCKS
from engine.spiff.deadlines import deadline
from engine.values import Value


class NotAList(BadInput):
    en = "Expected that “{expression}” of {element} gives a list, but it gave {found}. Correct the variable or the diagram."
    fa = "انتظار می‌رفت عبارت «{expression}» در {element} فهرست بدهد، ولی حاصلش {found} بود. متغیر یا نمودار را اصلاح کنید."


class NotACount(BadInput):
    en = "Expected that “{expression}” of {element} gives a whole number from 0 to 1000, but it gave {found}. Correct the variable or the diagram."
    fa = "انتظار می‌رفت عبارت «{expression}» در {element} عدد صحیحی از ۰ تا ۱۰۰۰ بدهد، ولی حاصلش {found} بود. متغیر یا نمودار را اصلاح کنید."


class EndlessCommand(BadInput):
    en = (
        "Expected the diagram to come to a task, an event or an end within {limit} elements, but at {element} it was "
        "still going on. It has a loop in which nothing waits: put a user task or an event into it."
    )
    fa = (
        "انتظار می‌رفت نمودار پس از گذشتن از {limit} عنصر به کار یا رویداد یا پایان برسد، ولی در {element} هنوز پیش می‌رفت. "
        "حلقه‌ای در آن هست که هیچ جایش نمی‌ایستد؛ یک کار کاربر یا رویداد در آن بگذارید."
    )


class TooDeep(BadInput):
    en = (
        "Expected at most {limit} subprocesses and called processes inside one another, but {element} opens one more. "
        "Give the process that calls itself a way out."
    )
    fa = (
        "انتظار می‌رفت زیرفرایندها و فرایندهای فراخوانده‌شده حداکثر {limit} لایه درون هم باشند، ولی {element} یکی دیگر باز می‌کند. "
        "برای فرایندی که خودش را فرا می‌خواند راه خروجی بگذارید."
    )


AS_TEXT = compile_expression("string(value)")
DEEPEST = 100
"""Scopes inside one another; every level is walked by whatever looks outwards or inwards."""
LIMIT = 10_000
"""Elements one command may pass. A case that needs more in one go is an endless loop."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """What a completed task decided about clocks; `around`: the ids of the tokens around it, from the inside out."""

    element: str
    around: list[str]
    value: Value


@dataclass(kw_only=True)
class Context:
    """One command at work. `tell(kind, **facts)` is called for all that happens, in its order.

    `decide` takes the decision that a business rule task asks for, from the definition's own files. `clocks` are those of the
    instance, by id; `calendars` gives the working calendars by which they count.
    """

    now: datetime
    zone: ZoneInfo
    variables: dict[str, Value]
    tell: Callable[..., None]
    seq: int
    decide: Callable[[Element, Mapping[str, Value]], Outcome]
    clocks: dict[str, Clock] = field(default_factory=dict)
    calendars: Calendars = no_calendars
    decided: list[Decided] = field(default_factory=list)
    ids: int = 0
    passed: int = field(default=0)

    def new_id(self) -> str:
        """Return the id of the next task that this command makes: unique in the instance, the same in each replay."""
        self.ids += 1
        return f"{self.seq}.{self.ids}"

    def scope(self, task: Task) -> dict[str, Value]:
        """Return the variables `task` sees: the case's, and over them those that activities around it have to themselves."""
        return {**self.variables, **local_variables(task), "$now": self.now, CLOCKS: partial(deadline, self, task)}

    def everywhere(self) -> dict[str, Value]:
        """Return the variables that the whole case sees."""
        return {**self.variables, "$now": self.now}

    def assign(self, task: Task | None, name: str, value: Value) -> None:
        """Set a variable where it lives: at the innermost activity around `task` that has it to itself, else in the case."""
        while task is not None:
            own = task.internal_data.get("local", {})
            if name in own:
                own[name] = value
                return
            task = around(task)
        self.variables[name] = value

    def evaluate(self, task: Task, expression: str) -> Value:
        """Return what the FEEL text gives for `task`."""
        return compile_expression(expression).evaluate(self.scope(task))

    def passed_on(self, task: Task, written: str) -> Value:
        """Return what a mapping passes: the value of its FEEL, its plain text, or null where it is empty."""
        return self.evaluate(task, written) if written.startswith("=") else written or None

    def is_true(self, task: Task, condition: str) -> bool:
        """Return whether a condition holds; null and everything that is not a boolean count as no."""
        return self.evaluate(task, condition) is True

    def text(self, task: Task, written: str | None) -> str | None:
        """Return an attribute that is literal text, or FEEL when it begins with `=`: its value as FEEL writes it."""
        if written is None or not written.lstrip().startswith("="):
            return written
        text: str | None = AS_TEXT.evaluate({"value": self.evaluate(task, written)})
        return text

    def count_pass(self, element: str) -> None:
        """Count one more element passed; raise `EndlessCommand` past the limit."""
        self.passed += 1
        if self.passed > LIMIT:
            raise EndlessCommand(limit=LIMIT, element=element)


def local_variables(task: Task) -> dict[str, Value]:
    """Return what the activities around `task` have to themselves (element variables, counters, inputs), inner over outer."""
    own: dict[str, Any] = task.internal_data.get("local", {})
    outer = around(task)
    return {**local_variables(outer), **own} if outer is not None else dict(own)


def around(task: Task) -> Task | None:
    """Return the subprocess or call that `task` is in; None for those of the case's own scope."""
    holder = task.workflow.parent_task_id
    found: Task | None = None if holder is None else task.workflow.top_workflow.get_task_from_id(holder)
    return found


def context_of(task: Task) -> Context:
    """Return the context of the command that is moving `task`."""
    context: Context = task.workflow.script_engine
    return context


def kept(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts without those that are None: what is absent is not written."""
    return {key: value for key, value in facts.items() if value is not None}


def say(value: Value) -> str:
    """Return what a value is, short enough for a sentence, in words that both languages use: FEEL's."""
    if isinstance(value, list):
        return f"list({len(value)})"
    if isinstance(value, dict):
        return "context"
    return "null" if value is None else f"“{str(value)[:60]}”"
