"""That the time of a case stands still while it waits (R11), and until when, in words."""

from __future__ import annotations

from engine.definition import Definition
from engine.form import Words
from engine.instance.open import OpenTask
from engine.instance.state import State
from processes.words import element_name

WHOSE = {
    "case": Words(fa="زمان", en="the clock"),
    "contract": Words(fa="زمان پیمانکار", en="the contractor's clock"),
}
"""The clocks of which it is said, the one that matters most first, and how each is called."""


def standing_still(definition: Definition, state: State, requester: str, *, yours: set[str]) -> Words | None:
    """Return that the clock of a case, or of its contractor, stands still, and until when; None where all go on.

    `yours`: the ids of the open tasks that the reader has.
    """
    by = {clock.name: clock.pauses[-1].by for clock in state.clocks.values() if clock.paused}
    name = next((name for name in WHOSE if name in by), None)
    if name is None:
        return None
    task = next((task for task in state.tasks.values() if task.element == by[name]), None)
    until = _until(definition, by[name], task, requester, yours)
    return Words(fa=f"{WHOSE[name].fa} تا {until.fa} متوقف است", en=f"{WHOSE[name].en} stands still until {until.en}")


def _until(definition: Definition, element: str, task: OpenTask | None, requester: str, yours: set[str]) -> Words:
    if task is not None and task.id in yours:
        return Words(fa="پاسخ شما", en="you answer")
    if task is not None and task.assignee == requester:
        return Words(fa="پاسخ متقاضی", en="the requester answers")
    name = element_name(definition, element)
    return Words(fa=f"انجام «{name.fa}»", en=f"“{name.en}” is done")
