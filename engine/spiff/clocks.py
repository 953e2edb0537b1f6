"""What a command did to the clocks, and to the timers that depend on them: worked out once, when all tokens have come to rest.

All that one command brings about happens at one instant. So a clock begins with an activity that is open now and was not
before, it ends with one that no longer is, and it stands still while an activity is open that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from SpiffWorkflow.task import Task

from engine.clock import CASE, Clock, Longer, Target, read_target, written_targets
from engine.diagram.clocks import DrawnClock
from engine.errors import BadInput
from engine.feel import compile_expression
from engine.spiff.catching import Catch
from engine.spiff.context import Context, say
from engine.spiff.deadlines import nearest
from engine.spiff.due import clocked_due
from engine.spiff.node import Node, live
from engine.spiff.scopes import Case
from engine.values import Value


class NotADecision(BadInput):
    en = (
        'Expected that the decision about a clock of {element} gives null or a context such as {{clock: "layer", by: "PT4H"}} or '
        '{{clock: "case", target: "resolution", to: date}}, but it gave {found}. Correct the property clock_decision.'
    )
    fa = (
        'انتظار می‌رفت تصمیم دربارهٔ ساعت در {element} تهی یا چیزی مانند {{clock: "layer", by: "PT4H"}} یا '
        '{{clock: "case", target: "resolution", to: date}} باشد، ولی {found} بود. ویژگی clock_decision را اصلاح کنید.'
    )


class NotTargets(BadInput):
    en = 'Expected that the targets of the clock of {element} are a context such as {{resolution: "PT4H"}}, but found {found}. Correct the property clock_targets.'
    fa = 'انتظار می‌رفت هدف‌های ساعت {element} چیزی مانند {{resolution: "PT4H"}} باشد، ولی {found} یافت شد. ویژگی clock_targets را اصلاح کنید.'


class Clocks:
    """The clocks of one instance during one command. `own`: what the process itself draws."""

    def __init__(self, case: Case, context: Context, own: DrawnClock | None) -> None:
        self.case, self.context, self.own = case, context, own

    def settle(self) -> None:
        """Bring clocks and timers up to where the tokens stand now, and tell what that was."""
        self._decide()
        tokens = [] if self.case.completed else list(self._tokens())
        self._stop({CASE, *(task.id for task in tokens)} if not self.case.completed else set())
        self._start(tokens)
        self._pause(tokens)
        for task in tokens:
            if isinstance(task.task_spec, Catch) and task.task_spec.clocked:
                self._set_again(task)

    def _tokens(self) -> Iterator[Task]:
        return (task for scope in self.case.scopes() for task in live(scope) if isinstance(task.task_spec, Node))

    # -- clocks

    def _stop(self, living: set[str]) -> None:
        for id in [id for id in self.context.clocks if id not in living]:
            del self.context.clocks[id]
            self.context.tell("clock_stopped", clock=id)

    def _start(self, tokens: list[Task]) -> None:
        if self.own is not None and CASE not in self.context.clocks and not self.case.completed:
            self._begin(CASE, self.own, self.case.spec.name, self.context.everywhere())
        for task in tokens:
            drawn = task.task_spec.clock
            if drawn is not None and task.id not in self.context.clocks and "each" not in task.internal_data:
                self._begin(task.id, drawn, task.task_spec.key, self.context.scope(task))

    def _begin(self, id: str, drawn: DrawnClock, element: str, scope: Mapping[str, Value]) -> None:
        targets = self._targets(drawn, element, scope)
        key = compile_expression(drawn.calendar).evaluate(scope)
        clock = Clock(
            id=id, name=drawn.name, element=element, calendar=str(key or ""), since=self.context.now, targets=targets
        )
        self.context.clocks[id] = clock
        self.context.tell(
            "clock_started", clock=id, name=clock.name, element=element, calendar=clock.calendar,
            targets=written_targets(targets),
        )  # fmt: skip

    def _targets(self, drawn: DrawnClock, element: str, scope: Mapping[str, Value]) -> dict[str, Target]:
        if drawn.targets is None:
            return {}
        value = compile_expression(drawn.targets).evaluate(scope)
        if not isinstance(value, dict):
            raise NotTargets(element=element, found=say(value))
        read = {name: self._read(each, name, element) for name, each in value.items()}
        return {name: target for name, target in read.items() if target is not None}

    def _read(self, value: Value, name: str, element: str) -> Target | None:
        return read_target(value, name=name, element=element, now=self.context.now, zone=self.context.zone)

    def _pause(self, tokens: list[Task]) -> None:
        by: dict[str, str] = {}
        for task in tokens:
            for name in task.task_spec.pauses:
                by.setdefault(name, task.task_spec.key)
        for id, clock in list(self.context.clocks.items()):
            if clock.name in by and not clock.paused:
                self.context.clocks[id] = clock.pause(self.context.now, by[clock.name])
                self.context.tell("clock_paused", clock=id, by=by[clock.name])
            elif clock.name not in by and clock.paused:
                self.context.clocks[id] = clock.resume(self.context.now)
                self.context.tell("clock_resumed", clock=id)

    # -- decisions about them

    def _decide(self) -> None:
        for decided in self.context.decided:
            for one in decided.value if isinstance(decided.value, list) else [decided.value]:
                if one is not None:
                    self._decide_one(decided.element, decided.around, one)

    def _decide_one(self, element: str, around: list[str], one: Value) -> None:
        if not isinstance(one, dict) or ("to" in one) == ("by" in one) or not isinstance(one.get("clock"), str):
            raise NotADecision(element=element, found=say(one))
        clock = nearest(self.context.clocks, around, one["clock"], element)
        target = one.get("target")
        if "by" in one:
            by = self._read(one["by"], "by", element)
            if by is None:
                return
            if by.amount is None:
                raise NotADecision(element=element, found=say(one))
            self.context.clocks[clock.id] = clock.lengthen(Longer(by=by.amount, target=target))
            facts = {"by": by.amount} if target is None else {"target": target, "by": by.amount}
        else:
            to = self._read(one["to"], "to", element)
            if to is None:
                return
            if not isinstance(target, str):
                raise NotADecision(element=element, found=say(one))
            self.context.clocks[clock.id] = clock.change(target, to)
            facts = {"target": target, "to": to.to_json()}
        self.context.tell("clock_changed", clock=clock.id, **facts)

    # -- timers that depend on them

    def _set_again(self, task: Task) -> None:
        """Derive a timer's due time anew: set it, move it, hold it while its clock stands still."""
        marks, context, node = task.internal_data, self.context, task.task_spec
        due = clocked_due(context, task, node.event, node.key)
        facts = {"job": task.id, "element": node.key}
        was = datetime.fromisoformat(marks["due"]) if "due" in marks else None
        if due == was:
            return
        if due is None:
            del marks["due"]
            context.tell("job_held", **facts)
            return
        if "spent" in marks:
            # It has fired; it is set again only where its deadline has moved into the future.
            if due <= max(context.now, datetime.fromisoformat(marks["spent"])):
                return
            del marks["spent"]
        marks["due"] = max(due, context.now).isoformat()
        if was is None or marks["due"] != was.isoformat():
            context.tell("job_set" if was is None else "job_moved", **facts, due=marks["due"])
