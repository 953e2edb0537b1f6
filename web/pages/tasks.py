"""A task: its form beside what is known of its case; taking it, putting it back, completing it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.engine import TaskTaken
from engine.form import present
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes import casefile
from processes.forms import Sheet
from processes.giving import giving
from processes.office import Answer
from processes.reading import TaskKey
from processes.tables import DbCase
from web.account import actor, me
from web.doors import found_case, found_to_act
from web.pages.filled import Filled, Received, brings_files, filled, received
from web.pages.onward import address_of, after, back_to_tray, came_from, tasks_in_view
from web.pages.taken import taken_page
from web.wiring import kartabl, reading_unit

blueprint = Blueprint("tasks", __name__, url_prefix="/cases/<tracking>/tasks/<task>")


@blueprint.get("")
def show(tracking: str, task: str) -> str | Response:
    """Show a task."""
    with reading_unit() as unit:
        case = found_case(unit, tracking, task)
        sheet = kartabl().office.task_sheet(InstanceId(case.instance), task, unit)
        page = _page(unit, case, task, sheet, None)
    if page is None:
        flash(_("This task is no longer open. Here is how its case stands."), "warn")
        return redirect(url_for("cases.show", tracking=tracking), code=303)
    return page


@blueprint.post("")
def complete(tracking: str, task: str) -> str | Response | tuple[str, int]:
    """Complete a task; what is wrong comes back at its field, with all that was typed."""
    sending = _Sending(tracking=tracking, task=task, taken=_taken_in(tracking, task) if brings_files() else None)
    before = tasks_in_view() if came_from() else []
    try:
        if kartabl().office.answer(actor(), task, sending.read, g.request_id) is None:
            with reading_unit() as unit:
                page = _page(unit, found_case(unit, tracking, task), task, sending.sheet, sending.sent)
            if page is not None:
                return page, sending.sent.status
            kartabl().office.complete(actor(), sending.instance, task, {}, g.request_id)  # somebody was first
    except TaskTaken as taken:
        return taken_page(taken, sending.instance, tracking, sending.sent.readable), 409
    return _after(tracking, after(before, (sending.instance, task)))


@dataclass(kw_only=True)
class _Sending:
    """A form that was sent to complete a task, read in the transaction of the command."""

    tracking: str
    task: str
    taken: Received | None
    """What came with files, which were taken in before."""
    instance: InstanceId = field(init=False)
    sheet: Sheet | None = field(init=False)
    sent: Filled = field(init=False)

    def read(self, unit: Unit, at: datetime) -> Answer | None:
        """Return what is answered; None where something is wrong with it."""
        self.instance = InstanceId(found_to_act(unit, self.tracking, self.task, at).instance)
        self.sheet = kartabl().office.task_sheet(self.instance, self.task, unit)
        self.sent = filled(self.sheet, taken=self.taken)
        if self.sheet is not None and self.sent.values is None:
            return None
        return Answer(instance=self.instance, sheet=self.sheet, values=self.sent.values or {})


def _taken_in(tracking: str, task: str) -> Received:
    """Take in the files that came with a form."""
    with kartabl().store.reading() as unit:
        instance = InstanceId(found_case(unit, tracking, task).instance)
        sheet = kartabl().office.task_sheet(instance, task, unit)
    return received(sheet)


@blueprint.post("/claim")
def claim(tracking: str, task: str) -> Response:
    """Take a task; for whom, where it might be several absent ones, the form says."""
    right = replace(actor(), on_behalf_of=request.form.get("instead_of") or None)
    kartabl().office.claim(right, _instance(tracking, task), task, g.request_id)
    return redirect(url_for("tasks.show", tracking=tracking, task=task, **came_from()), code=303)


@blueprint.get("/next")
def pass_over(tracking: str, task: str) -> Response:
    """Go to the task that comes after one in the tray, without doing that one."""
    onward = after(tasks_in_view(), (_instance(tracking, task), task))
    if not onward:
        flash(_("Nothing else waits in this view."), "message")
    return redirect(address_of(onward[0]) if onward else back_to_tray(), code=303)


@blueprint.post("/release")
def release(tracking: str, task: str) -> Response:
    """Put a task back."""
    kartabl().office.release(actor(), _instance(tracking, task), task, g.request_id)
    flash(_("The task is back in the tray of its role."), "good")
    return redirect(back_to_tray(), code=303)


def _after(tracking: str, onward: list[TaskKey]) -> Response:
    """Lead on where a task was done: to the next in the view of the tray that it was found in, else to where its case stands now."""
    if not came_from():
        return redirect(url_for("cases.brief", tracking=tracking, done="yes"), code=303)
    case = url_for("cases.show", tracking=tracking)
    flash({"text": _("Done. The case has moved on."), "url": case, "link": tracking}, "good")
    waiting = tasks_in_view()
    following = next((key for key in [*onward, *waiting] if key in waiting), None)
    if following is None:
        flash(_("Nothing else waits in this view."), "message")
    return redirect(address_of(following) if following else back_to_tray(), code=303)


def _instance(tracking: str, task: str) -> InstanceId:
    with kartabl().store.reading() as unit:
        return InstanceId(found_case(unit, tracking, task).instance)


def _page(unit: Unit, case: DbCase, task: str, sheet: Sheet | None, sent: Filled | None) -> str | None:
    """Return a task's page; None where it was completed since its form was read."""
    if sheet is None:
        return None
    file = casefile.case_file(unit, me(), case, now=kartabl().office.now(unit.session), latest=0)
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
