"""Scopes: a process, a subprocess, a called process; how each starts, is triggered from within, and ends."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.specs import WorkflowSpec
from SpiffWorkflow.specs.StartTask import StartTask
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.catching import Catch, Caught, rearm
from engine.spiff.context import DEEPEST, Context, TooDeep, context_of
from engine.spiff.node import LIVE, Node, live


class ScopeStart(BpmnTaskSpec, StartTask):
    """The root of a scope's tasks: it starts the start event and arms the event subprocesses."""

    def __init__(self, scope: WorkflowSpec) -> None:
        super().__init__(scope, "Start")
        self.first = ""
        self.triggers: list[str] = []

    def test(self) -> None:
        """Accept: the diagram was checked when it was read."""

    def _predict_hook(self, my_task: Task) -> None:
        """Make no guesses about the future."""

    def _on_complete_hook(self, my_task: Task) -> None:
        for name in [*self.triggers, self.first]:
            my_task._add_child(self._wf_spec.task_specs[name], TaskState.FUTURE)


class ScopeEnd(BpmnTaskSpec):
    """Where all tokens of a scope come to rest. The library takes a scope for ended when its task `End` completes."""

    stands_at = ""
    remembers_flow = False

    def test(self) -> None:
        """Accept: the diagram was checked when it was read."""

    def _predict_hook(self, my_task: Task) -> None:
        """Make no guesses about the future."""

    def _update_hook(self, my_task: Task) -> bool:
        my_task._set_state(TaskState.WAITING)
        alive = [task for task in my_task.workflow.tasks.values() if holds_open(task)]
        for other in live(my_task.workflow):
            if other.task_spec is self and other is not my_task:
                other._set_state(TaskState.CANCELLED)
        return not alive

    def _on_complete_hook(self, my_task: Task) -> None:
        for task in live(my_task.workflow):
            task.cancel()  # what is left are triggers of event subprocesses that never came


def holds_open(task: Task) -> bool:
    """Return whether a scope must go on because of `task`: not for its own ends, nor for what only might come."""
    if isinstance(task.task_spec, ScopeEnd | ScopeStart):
        return False
    if isinstance(task.task_spec, Trigger) and task.state == TaskState.WAITING:
        return False
    return bool(task.has_state(LIVE | TaskState.FUTURE))


class ScopeSpec(BpmnProcessSpec):
    """The specs of one scope's nodes. `key` prefixes those of called processes."""

    def __init__(self, name: str) -> None:
        WorkflowSpec.__init__(self, name=name)
        self.start = ScopeStart(self)
        self.end = ScopeEnd(self, "End")
        self.data_objects: dict[str, Any] = {}
        self.data_stores: dict[str, Any] = {}
        self.correlation_keys: dict[str, Any] = {}
        self.bpmn_start_events: list[Any] = []
        self.io_specification = None


class IdTable(dict[str, Task]):
    """The tasks of a scope by id; a new task gets the command's next id the moment the library files it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def __setitem__(self, key: object, task: Task) -> None:
        if not isinstance(key, str):
            task.id = self.context.new_id()
        super().__setitem__(task.id, task)


class Case(BpmnWorkflow):
    """A running instance as the library sees it; `script_engine` is the command's context."""

    def __init__(self, spec: ScopeSpec, subs: dict[str, ScopeSpec], context: Context) -> None:
        super().__init__(spec, subs, script_engine=context, deserializing=True)
        self.tasks = IdTable(context)
        self.task_tree = root_of(self)

    def create_subprocess(self, my_task: Task, spec_name: str) -> BpmnSubWorkflow:
        """Open the scope that `my_task` stands for, with nothing in it but its root."""
        scope = BpmnSubWorkflow(self.subprocess_specs[spec_name], my_task.id, self, deserializing=True)
        if scope.depth > DEEPEST:
            raise TooDeep(limit=DEEPEST, element=my_task.task_spec.key)
        scope.tasks = IdTable(self.script_engine)
        scope.task_tree = root_of(scope)
        scope.completed_event.connect(my_task.task_spec.scope_ended, my_task)
        self.subprocesses[my_task.id] = scope
        return scope

    def scopes(self) -> list[Any]:
        """Return the open scopes, the instance's own first."""
        return [self, *(scope for scope in self.subprocesses.values() if not scope.completed)]


def root_of(workflow: Any) -> Task:
    """Return the root task of a scope; it needs no id that anybody could see."""
    around = workflow.parent_task_id
    return Task(
        workflow, workflow.spec.start, state=TaskState.FUTURE, id="root" if around is None else f"{around}/root"
    )


def open_scope(workflow: Any) -> None:
    """Start a scope: its start event gets a token, its event subprocesses are armed."""
    workflow.task_tree._ready()
    workflow.task_tree.run()


class SubProcess(Node):
    """An embedded, called or event subprocess: a scope of its own inside the instance."""

    def __init__(self, *args: Any, inside: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inside = inside

    def _update_hook(self, my_task: Task) -> bool:
        if my_task.state == TaskState.FUTURE:
            self.arrive(my_task)
            my_task._set_state(TaskState.STARTED)
            open_scope(my_task.workflow.top_workflow.create_subprocess(my_task, self.inside))
        return False

    def scope_ended(self, scope: BpmnSubWorkflow, my_task: Task) -> None:
        """Go on after the inner scope; not where the subprocess itself was cancelled."""
        if my_task.state == TaskState.STARTED:
            my_task._ready()

    def _on_cancel(self, my_task: Task) -> None:
        scope = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if scope is not None and not scope.completed:
            end_at_once(scope)
        super()._on_cancel(my_task)


class Trigger(Catch):
    """The start event of an event subprocess, waiting in the scope around it."""

    armed_silently = True
    is_armed_apart = True

    def __init__(self, *args: Any, interrupting: bool, starts: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interrupting = interrupting
        self.starts = starts

    def arrive(self, my_task: Task) -> None:
        """Leave it to the start event inside to be entered."""

    def caught(self, my_task: Task, what: Caught) -> None:
        super().caught(my_task, what)
        if self.interrupting:
            for task in live(my_task.workflow):
                if task is not my_task and task.has_state(LIVE):
                    task.cancel()  # a cancelled activity takes its boundary events along, so look again each time
        else:
            rearm(self, my_task)

    def _on_complete_hook(self, my_task: Task) -> None:
        my_task._add_child(my_task.workflow.spec.task_specs[self.starts], TaskState.FUTURE)

    def _on_cancel(self, my_task: Task) -> None:
        if "came" not in my_task.internal_data:
            super()._on_cancel(my_task)


class TerminateEnd(Node):
    """Ends its scope at once: all that is still going on there is withdrawn."""

    def _on_complete_hook(self, my_task: Task) -> None:
        context_of(my_task).tell("left", element=self.key, token=my_task.id)
        end_at_once(my_task.workflow)


def end_at_once(workflow: Any) -> None:
    """Withdraw all that lives in a scope and in those inside it, and take the scope for ended."""
    for task in live(workflow):
        if task.has_state(LIVE):
            task.cancel()
    workflow.completed = True
