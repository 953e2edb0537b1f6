"""Giving a task to somebody else: a page of its own, and where the form on a task's page is sent to."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.instance.state import InstanceId
from processes import reading
from processes.giving import Giving, giving
from processes.permissions import Action, refuse
from processes.tables import DbCase
from web.account import actor, me
from web.doors import found_case
from web.i18n import current_language
from web.wiring import kartabl

blueprint = Blueprint("giving", __name__, url_prefix="/cases/<tracking>/tasks/<task>/give")
ROLE = "role"
"""What is chosen where a task goes back to its role."""
LONGEST = 2000


@blueprint.get("")
def show(tracking: str, task: str) -> str | Response:
    """Show to whom a task may be given."""
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        offer = giving(unit, me(), case, task)
    if offer is None:
        flash(_("You cannot give this task to anybody now."), "warn")
        return redirect(url_for("tasks.show", tracking=tracking, task=task), code=303)
    return _page(case, task, offer, {})


@blueprint.post("/delegate")
def delegate(tracking: str, task: str) -> str | Response | tuple[str, int]:
    """Hand one's task to a colleague."""
    return _give(Action.DELEGATE, tracking, task)


@blueprint.post("/assign")
def assign(tracking: str, task: str) -> str | Response | tuple[str, int]:
    """Give a task as a superior of its role."""
    return _give(Action.ASSIGN, tracking, task)


@blueprint.post("/reassign")
def reassign(tracking: str, task: str) -> str | Response | tuple[str, int]:
    """Give away a task whose holder has left."""
    return _give(Action.REASSIGN, tracking, task)


def _give(way: Action, tracking: str, task: str) -> str | Response | tuple[str, int]:
    """Give a task; without a receiver, or without a reason where one is needed, say so at the field."""
    to, note = request.form.get("to", ""), request.form.get("note", "").strip()[:LONGEST]
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        offer = giving(unit, me(), case, task, [way])
    if offer is None:
        refuse(me(), way)
    names = {one.id: one.name(current_language()) for one in offer.receivers}
    faults = _faults(offer, to, note, {*names, *([ROLE] if offer.can_put_back else [])})
    if faults:
        return _page(case, task, offer, faults), 422
    kartabl().office.give(
        actor(), InstanceId(case.instance), task, None if to == ROLE else to, note, g.request_id
    )  # fmt: skip
    told = (
        _("The task is back in the tray of its role.")
        if to == ROLE
        else _("The task is now with %(name)s.", name=names[to])
    )
    flash(told, "good")
    return redirect(url_for("tray.show"), code=303)


def _faults(offer: Giving, to: str, note: str, known: set[str]) -> dict[str, str]:
    faults = {} if to in known else {"to": _("Choose to whom the task is given.")}
    return faults | ({"note": _("Please write why; it stays on record.")} if offer.needs_note and not note else {})


def _page(case: DbCase, task: str, offer: Giving, faults: dict[str, str]) -> str:
    with kartabl().store.reading() as unit:
        line = reading.case_line(unit, me(), case)
    waiting = next(each for each in line.waiting_for if each.task == task)
    return render_template("pages/giving.html", line=waiting, offer=offer, faults=faults, typed=request.form)
