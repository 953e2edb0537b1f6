"""The office's clock, which a demonstration may set forward; elsewhere this page does not exist."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from processes import clock
from processes.amounts import later
from processes.calendars import OFFICE, in_force
from processes.draining import drain
from web.wiring import kartabl

blueprint = Blueprint("clock", __name__, url_prefix="/clock")
STEPS = ("PT1H", "PT9H", "P1D", "P7D")
"""Amounts of the office's working time: at night an hour leads into the next morning."""


@blueprint.before_request
def only_in_demonstrations() -> None:
    """Answer as if there were no such page where the office is a real one."""
    if not kartabl().settings.demo:
        raise NotFound


@blueprint.get("")
def show() -> str:
    """Show the office's time."""
    with kartabl().store.reading() as unit:
        return render_template(
            "pages/clock.html", now=clock.now(unit.session), ahead=clock.ahead(unit.session), steps=STEPS
        )


@blueprint.post("")
def forward() -> Response:
    """Set the clock forward; timers that fall due fire at once."""
    by = request.form.get("by", "")
    if by in STEPS:
        with kartabl().store.writing() as unit:
            now, calendar = clock.now(unit.session), unit.calendar(in_force(unit.session, OFFICE))
            clock.advance(unit.session, later(calendar, now, by) - now)
        moved = drain(kartabl().office).fired
        flash(_("The clock was set forward; cases in which a timer fell due: %(number)s", number=moved), "good")
    return redirect(url_for("clock.show"), code=303)
