"""A task: its form beside what is known of its case; taking it, putting it back, completing it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.engine import TaskTaken
from engine.form import present
from engine.instance.state import InstanceId
from processes import casefile
from processes.forms import Sheet
from processes.giving import giving
from processes.reading import TaskKey
from web.account import actor, me
from web.doors import found_case
from web.pages.filled import Filled, filled
from web.pages.onward import address_of, back_to_tray, came_from, tasks_after
from web.pages.taken import taken_page
from web.wiring import kartabl

blueprint = Blueprint("tasks", __name__, url_prefix="/cases/<tracking>/tasks/<task>")


@blueprint.get("")
def show(tracking: str, task: str) -> str | Response:
    """Show a task."""
    with kartabl().store.reading() as unit:
        instance = InstanceId(found_case(unit, tracking, task).instance)
        sheet = kartabl().office.task_sheet(instance, task, unit)
    page = None if sheet is None else _page(tracking, task, sheet, None)
    if page is None:
        flash(_("This task is no longer open. Here is how its case stands."), "warn")
        return redirect(url_for("cases.show", tracking=tracking), code=303)
    return page


@blueprint.post("")
def complete(tracking: str, task: str) -> str | Response | tuple[str, int]:
    """Complete a task; what is wrong comes back at its field, with all that was typed."""
    with kartabl().store.reading() as unit:
        instance = InstanceId(found_case(unit, tracking, task).instance)
        sheet = kartabl().office.task_sheet(instance, task, unit)
    sent = filled(sheet)
    if sheet is not None and sent.values is None:
        page = _page(tracking, task, sheet, sent)
        if page is not None:
            return page, sent.status
    onward = tasks_after(instance, task) if came_from() else []
    try:
        kartabl().office.complete(actor(), instance, task, sent.values or {}, g.request_id, sheet)
    except TaskTaken as taken:
        return taken_page(taken, instance, tracking, sent.readable), 409
    return _after(instance, tracking, onward)


@blueprint.post("/claim")
def claim(tracking: str, task: str) -> Response:
    """Take a task; for whom, where it might be several absent ones, the form says."""
    right = replace(actor(), on_behalf_of=request.form.get("instead_of") or None)
    kartabl().office.claim(right, _instance(tracking, task), task, g.request_id)
    return redirect(url_for("tasks.show", tracking=tracking, task=task, **came_from()), code=303)


@blueprint.get("/next")
def pass_over(tracking: str, task: str) -> Response:
    """Go to the task that comes after one in the tray, without doing that one."""
    onward = tasks_after(_instance(tracking, task), task)
    if not onward:
        flash(_("Nothing else waits in this view."), "message")
    return redirect(address_of(onward[0]) if onward else back_to_tray(), code=303)


@blueprint.post("/release")
def release(tracking: str, task: str) -> Response:
    """Put a task back."""
    kartabl().office.release(actor(), _instance(tracking, task), task, g.request_id)
    flash(_("The task is back in the tray of its role."), "good")
    return redirect(back_to_tray(), code=303)


def _after(instance: InstanceId, tracking: str, onward: list[TaskKey]) -> Response:
    """Lead on where a task was done: to the next in the view of the tray that it was found in, else to its case."""
    case = url_for("cases.show", tracking=tracking)
    if not came_from():
        flash(_("Done. The case has moved on."), "good")
        return redirect(case, code=303)
    flash({"text": _("Done. The case has moved on."), "url": case, "link": tracking}, "good")
    waiting = tasks_after(instance, "")
    following = next((key for key in [*onward, *waiting] if key in waiting), None)
    if following is None:
        flash(_("Nothing else waits in this view."), "message")
    return redirect(address_of(following) if following else back_to_tray(), code=303)


def _instance(tracking: str, task: str) -> InstanceId:
    with kartabl().store.reading() as unit:
        return InstanceId(found_case(unit, tracking, task).instance)


def _page(tracking: str, task: str, sheet: Sheet, sent: Filled | None) -> str | None:
    """Return a task's page; None where it was completed since its form was read."""
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking, task)
        file = casefile.case_file(unit, me(), case, now=kartabl().office.now(unit.session))
        offer = giving(unit, me(), case, task)
    line = next((line for line in file.line.waiting_for if line.task == task), None)
    if line is None:
        return None
    views = sent.views(sheet) if sent else present(sheet.form, variables=sheet.variables, options=sheet.options)
    return render_template(
        "pages/task.html",
        file=file,
        line=line,
        step=next(step for step in file.where.steps if step.task == task),
        views=views,
        faults=sent.faults if sent else (),
        giving=offer,
        came=came_from(),
    )
