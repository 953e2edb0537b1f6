"""What is live, written down and read again; what is finished, forgotten.

The written form is a list of scopes, the instance's own first, each with its live tasks in the order they came:
`{"in": id of the task the scope belongs to, "at": spec name of the scope, "live": [[id, node, state, marks], …]}`.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.context import Context
from engine.spiff.node import LIVE
from engine.spiff.scopes import Case, ScopeSpec
from engine.values import decode, encode

STATES = {TaskState.WAITING: "waiting", TaskState.READY: "ready", TaskState.STARTED: "started"}
WRITTEN = {name: state for state, name in STATES.items()}
VALUES = ("items", "local")
"""Marks that hold values of the case; the other marks are ids, counts and due times."""


def forget_finished(case: Case) -> None:
    """Cut every finished task out of the tree; what is live hangs on the root of its scope, in the same order."""
    for holder in list(case.subprocesses):
        scope = case.subprocesses[holder]
        task = _find(case, holder)
        if scope.completed or task is None or not task.has_state(LIVE):
            del case.subprocesses[holder]
    for scope in [case, *case.subprocesses.values()]:
        _flatten(scope)


def _find(case: Case, task_id: str) -> Task | None:
    for scope in [case, *case.subprocesses.values()]:
        if task_id in scope.tasks:
            return scope.tasks[task_id]
    return None


def _flatten(scope: Any) -> None:
    root = scope.task_tree
    for task_id, task in list(scope.tasks.items()):
        if task is not root and not task.has_state(LIVE):
            del scope.tasks[task_id]
    root._children = [task_id for task_id, task in scope.tasks.items() if task is not root]
    for task_id in root._children:
        scope.tasks[task_id]._parent = root.id
    scope.last_task = None


def write(case: Case) -> list[dict[str, Any]]:
    """Return the live tasks of all scopes as JSON; empty when the instance has ended."""
    if case.completed:
        return []
    forget_finished(case)
    return [_write_scope(scope) for scope in [case, *case.subprocesses.values()]]


def _write_scope(scope: Any) -> dict[str, Any]:
    live = [_write_task(task) for task in scope.tasks.values() if task is not scope.task_tree]
    return {"in": scope.parent_task_id, "at": scope.spec.name, "live": live}


def _write_task(task: Task) -> list[Any]:
    marks = {key: encode(value) if key in VALUES else value for key, value in task.internal_data.items()}
    return [task.id, task.task_spec.name, STATES[task.state], marks]


def waiting_nodes(written: list[dict[str, Any]], spec: ScopeSpec, subs: dict[str, ScopeSpec]) -> list[Any]:
    """Return the nodes at which live tasks of a written instance wait."""
    return [node for _, node, state in live_nodes(written, spec, subs) if WRITTEN[state] == TaskState.WAITING]


def live_nodes(
    written: list[dict[str, Any]], spec: ScopeSpec, subs: dict[str, ScopeSpec]
) -> list[tuple[str, Any, str]]:
    """Return the live tasks of a written instance: each by its id, the node that it is on, and its state."""
    return [
        (id, (spec if scope["in"] is None else subs[scope["at"]]).task_specs[name], state)
        for scope in written
        for id, name, state, _ in scope["live"]
    ]


def read(written: list[dict[str, Any]], spec: ScopeSpec, subs: dict[str, ScopeSpec], context: Context) -> Case:
    """Return the instance as `write` left it, for the command of `context`."""
    case = Case(spec, subs, context)
    if not written:
        case.completed = True
        return case
    for scope in written:
        inside = (
            case if scope["in"] is None else case.create_subprocess(case.get_task_from_id(scope["in"]), scope["at"])
        )
        inside.task_tree._state = TaskState.COMPLETED
        for task_id, name, state, marks in scope["live"]:
            task = Task(inside, inside.spec.task_specs[name], inside.task_tree, state=WRITTEN[state], id=task_id)
            task.internal_data = {key: decode(value) if key in VALUES else value for key, value in marks.items()}
    return case
