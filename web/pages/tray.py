"""The tray: what waits for the one who is signed in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from processes import reading
from web.account import me
from web.wiring import kartabl

blueprint = Blueprint("tray", __name__)


@blueprint.get("/")
def home() -> Response:
    """Go to the tray."""
    return redirect(url_for("tray.show"))


@blueprint.get("/tray")
def show() -> str:
    """Show the tray."""
    with kartabl().store.reading() as unit:
        return render_template("pages/tray.html", tray=reading.tray(unit, me()))
