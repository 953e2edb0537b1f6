"""Following a request without signing in. What was typed goes neither into an address nor into a log."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template, request
from flask_limiter import Limiter

from processes.following import follow
from web.wiring import kartabl

blueprint = Blueprint("track", __name__, url_prefix="/track")


def init_app(app: Flask, limiter: Limiter, attempts: int) -> None:
    """Give `app` the page, with so many attempts a minute from one address: a mobile number is soon guessed."""
    limiter.limit(f"{attempts}/minute", methods=["POST"])(blueprint)
    app.register_blueprint(blueprint)


@blueprint.get("")
def form() -> str:
    """Show the form."""
    return render_template("pages/track.html", tracking="", mobile="", found=None, asked=False)


@blueprint.post("")
def look() -> tuple[str, int]:
    """Say how a request stands; whatever does not fit gets one and the same answer."""
    tracking, mobile = request.form.get("tracking", "").strip(), request.form.get("mobile", "").strip()
    with kartabl().store.reading() as unit:
        found = follow(unit, tracking[:40], mobile[:40], now=kartabl().office.now(unit.session))
    page = render_template("pages/track.html", tracking=tracking, mobile=mobile, found=found, asked=True)
    return page, 200 if found else 404
