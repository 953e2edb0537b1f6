"""Moves one instance's tokens: made for one command, told what happens, gone after it.

Every method does one thing from outside and then lets the tokens run until each waits or is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import Broken, Conflict
from engine.spiff import tokens
from engine.spiff.activities import UserTask, WorkerTask
from engine.spiff.build import Program
from engine.spiff.catching import Catch, Caught, waiting_for
from engine.spiff.clocks import Clocks
from engine.spiff.context import Context
from engine.spiff.node import LIVE
from engine.spiff.scopes import Case, end_at_once, open_scope
from engine.spiff.throwing import broadcast, raise_error
from engine.values import Value


class NotOpen(Conflict):
    en = "Expected {what} {id} to be open, but it is not: it was done, withdrawn or never there. Load the case again."
    fa = "{what_fa} {id} دیگر باز نیست: انجام شده، پس گرفته شده یا هرگز نبوده است. پرونده را دوباره باز کنید."


class NobodyWaits(Conflict):
    en = "Expected the case to be waiting for the message “{name}”, but it is not. Look at where it is now."
    fa = "این پرونده منتظر پیام «{name}» نیست. وضعیت کنونی آن را ببینید."


class LostToken(Broken):
    en = "Expected every live token to be on a node of the diagram, but {name} is not in it. The state was altered."
    fa = "انتظار می‌رفت هر نشانهٔ زنده روی عنصری از نمودار باشد، ولی {name} در آن نیست. حالت پرونده دست‌کاری شده است."


OPEN_THINGS_FA = {"task": "کار", "job": "زمان‌سنج", "work": "درخواست بیرونی"}
MANY = 200
"""Tasks after which finished ones are cut even in the middle of a command: the library looks 1000 deep, no further."""


class Machine:
    """One instance during one command."""

    def __init__(self, program: Program, context: Context, written: list[dict[str, Any]] | None) -> None:
        self.context, self.program = context, program
        if written is None:
            self.case = Case(program.spec, program.subs, context)
        else:
            try:
                self.case = tokens.read(written, program.spec, program.subs, context)
            except KeyError as cause:
                raise LostToken(name=str(cause)) from cause

    @property
    def completed(self) -> bool:
        """Whether nothing lives any more."""
        return bool(self.case.completed)

    def settle(self) -> None:
        """Bring clocks and the timers that depend on them up to where the tokens stand."""
        if self.program.has_clocks:
            Clocks(self.case, self.context, self.program.clock).settle()

    def written(self) -> list[dict[str, Any]]:
        """Return what is live, as JSON."""
        return tokens.write(self.case)

    def start(self) -> None:
        """Start a new instance."""
        open_scope(self.case)
        self._advance()

    def complete(self, task_id: str, values: Mapping[str, Value]) -> None:
        """Complete an open user task with what its form gave."""
        task = self._open(task_id, UserTask, TaskState.READY, "task")
        self._assign(task, values)
        task.run()
        self._advance()

    def assign(self, task_id: str, assignee: str | None) -> None:
        """Give an open user task to somebody, or to nobody."""
        task = self._open(task_id, UserTask, TaskState.READY, "task")
        self.context.tell("assigned", task=task.id, element=task.task_spec.key, assignee=assignee)

    def fire(self, job_id: str) -> None:
        """Fire the timer of a job."""
        task = self._open(job_id, Catch, TaskState.WAITING, "job")
        if task.task_spec.event.kind != "timer" or "due" not in task.internal_data:
            raise not_open("job", job_id)
        task.task_spec.caught(task, Caught(kind="timer"))
        self._advance()

    def deliver(self, name: str, values: dict[str, Value]) -> None:
        """Give a message to what waits for it longest; raise `NobodyWaits` where nothing does."""
        what = Caught(kind="message", name=name, values=values)
        waiting = [task for scope in self.case.scopes() for task in waiting_for(scope, what)]
        if not waiting:
            raise NobodyWaits(name=name)
        longest = min(waiting, key=age)
        longest.task_spec.caught(longest, what)
        self._advance()

    def broadcast(self, name: str, values: dict[str, Value]) -> int:
        """Give a signal to all that wait for it; return how many did."""
        heard = broadcast(self.case, Caught(kind="signal", name=name, values=values))
        self._advance()
        return heard

    def finish_work(self, work_id: str, values: Mapping[str, Value]) -> None:
        """Take a worker's report that its work is done, with what it found out."""
        task = self._open(work_id, WorkerTask, TaskState.STARTED, "work")
        self._assign(task, values)
        task.complete()
        self._advance()

    def fail_work(self, work_id: str, code: str, values: dict[str, Value]) -> None:
        """Take a worker's report of a BPMN error."""
        raise_error(self._open(work_id, WorkerTask, TaskState.STARTED, "work"), code, values, at_itself=True)
        self._advance()

    def withdraw(self) -> None:
        """End the instance at once: all that is open is withdrawn."""
        end_at_once(self.case)

    def _assign(self, task: Task, values: Mapping[str, Value]) -> None:
        for name, value in values.items():
            self.context.assign(task, name, value)

    def _open(self, task_id: str, kind: type, state: int, what: str) -> Task:
        for scope in self.case.scopes():
            task = scope.tasks.get(task_id)
            if task is not None and isinstance(task.task_spec, kind) and task.state == state:
                return task
        raise not_open(what, task_id)

    def _advance(self) -> None:
        """Run what is ready and waits for nobody, scope by scope, until nothing is."""
        while not self.completed:
            ready = [task for scope in self.case.scopes() for task in scope.tasks.values() if is_ready(task)]
            if not ready:
                return
            for task in ready:
                if is_ready(task) and not task.workflow.completed:
                    task.run()
            if sum(len(scope.tasks) for scope in self.case.scopes()) > MANY:
                tokens.forget_finished(self.case)


def not_open(what: str, id: str) -> NotOpen:
    """Return the refusal that names a task, a job or a work in both languages."""
    return NotOpen(what=what, what_fa=OPEN_THINGS_FA[what], id=id)


def age(task: Task) -> tuple[int, ...]:
    """Return what sorts tokens by when they came: the command and the place in it, which their ids are made of."""
    return tuple(int(part) for part in task.id.split("."))


def is_ready(task: Task) -> bool:
    """Return whether the token goes on by itself."""
    return task.state == TaskState.READY and not task.task_spec.manual and task.has_state(LIVE)
