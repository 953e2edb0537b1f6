"""Notices: what the one who is signed in was told."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from processes import notices, reading
from web.account import me
from web.wiring import kartabl

blueprint = Blueprint("notices", __name__, url_prefix="/notices")


@blueprint.get("")
def show() -> str:
    """Show the notices, the latest first."""
    with kartabl().store.reading() as unit:
        return render_template("pages/notices.html", notices=reading.notice_lines(unit, me()))


@blueprint.post("/read")
def read() -> Response:
    """Take all notices as read."""
    with kartabl().store.writing() as unit:
        notices.mark_read(unit.session, me())
    return redirect(url_for("notices.show"), code=303)
