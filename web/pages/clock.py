"""The office's clock, which a demonstration may set forward; elsewhere this page does not exist."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from processes import clock
from web.wiring import kartabl

blueprint = Blueprint("clock", __name__, url_prefix="/clock")
STEPS = {"1h": timedelta(hours=1), "9h": timedelta(hours=9), "1d": timedelta(days=1), "7d": timedelta(days=7)}


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
    by = STEPS.get(request.form.get("by", ""))
    if by is not None:
        with kartabl().store.writing() as unit:
            clock.advance(unit.session, by)
        moved = kartabl().office.fire_due()
        flash(_("The clock was set forward; cases in which a timer fell due: %(number)s", number=moved), "good")
    return redirect(url_for("clock.show"), code=303)
