"""From one task to the next: the view of the tray in which somebody works, carried from page to page as `from`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast
from urllib.parse import parse_qsl

from flask import request, url_for

from engine.store.port import Unit
from processes import reading
from processes.reading import AskedTray, TaskKey
from processes.reading.tray import EVERY, PAGE, WAITING
from processes.search.find import found_instances
from processes.waiting.find import ORDERS, Narrowed, Order
from web.account import me
from web.listing import SORT
from web.wiring import kartabl

FROM = "from"
KEPT = ("view", "service", "step", "unit", "late", "q", SORT)
"""What of a tray's address says which tasks are in it, and in which order."""
FAR = 200
"""How far the next task is looked for in the view."""


def asked_tray(unit: Unit, given: Mapping[str, str]) -> AskedTray:
    """Return which lines of a tray an address asks for."""
    query = given.get("q", "").strip()
    order = given.get(SORT, "")
    order = order if order.removeprefix("-") in ORDERS else "since"
    return AskedTray(
        view=given.get("view") or WAITING,
        narrowed=Narrowed(
            service=given.get("service") or None,
            steps=given.get("step", "").split() or None,
            unit=given.get("unit") or None,
            late_at=kartabl().office.now(unit.session) if given.get("late") else None,
            instances=found_instances(unit.session, me(), query) if query else None,
        ),
        order=cast("Order", order.removeprefix("-")),
        descending=order.startswith("-"),
        size=PAGE,
    )


def came_from() -> dict[str, str]:
    """Return what is handed on in the address of a task: the tray in which it was found, if it was."""
    return {FROM: request.args[FROM]} if request.args.get(FROM) else {}


def back_to_tray() -> str:
    """Return the address of the tray that somebody came from."""
    return url_for("tray.show", **{name: value for name, value in _tray().items() if value})


def tasks_in_view() -> list[TaskKey]:
    """Return the tasks of the view in its order."""
    with kartabl().store.reading() as unit:
        asked = asked_tray(unit, _tray())
        view = WAITING if asked.view == EVERY else asked.view  # there one looks at what is others'
        return list(reading.tray_keys(unit, me(), replace(asked, view=view, size=FAR)))


def after(keys: Sequence[TaskKey], here: TaskKey) -> list[TaskKey]:
    """Return tasks of a view in the order in which they come after one, those before it last; of one that is not there, all."""
    at = keys.index(here) if here in keys else -1
    return [*keys[at + 1 :], *keys[: max(at, 0)]]


def address_of(key: TaskKey) -> str:
    """Return the address of a task in the view."""
    instance, task = key
    with kartabl().store.reading() as unit:
        tracking = reading.tracking_of(unit, instance)
    return url_for("tasks.show", tracking=tracking, task=task, **came_from())


def _tray() -> dict[str, str]:
    return {name: value for name, value in parse_qsl(request.args.get(FROM, "")) if name in KEPT}
