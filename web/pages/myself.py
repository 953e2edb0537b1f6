"""One's own account: the password, and where one is signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_limiter import Limiter
from flask_login import current_user
from werkzeug.wrappers import Response

from processes import sign_ins
from processes.keeping.people import set_password
from processes.keeping.record import By
from web.account import hasher, knows_password, me
from web.browsers import browser_name
from web.passwords import check_password, password_fields
from web.sheets import Field, Form, blank, posted
from web.wiring import kartabl

blueprint = Blueprint("myself", __name__, url_prefix="/account")


def init_app(app: Flask, limiter: Limiter, attempts: int) -> None:
    """Give `app` the page, with so many attempts a minute: whoever finds an open desk does not guess the password."""
    limiter.limit(f"{attempts}/minute", methods=["POST"])(blueprint)
    app.register_blueprint(blueprint)


@blueprint.get("")
def show() -> str:
    """Show one's account."""
    return _page(blank("password", _fields()))


@blueprint.post("/password")
def change_password() -> Response | tuple[str, int]:
    """Change one's password, which wants the present one; every other sign-in of the account ends."""
    form = posted("password", _fields())
    if not form.faults:
        check_password(form)
    if not form.faults and not knows_password(me().id, form.values["present"]):
        form.faults["present"] = _("This is not your present password. Type it again.")
    if form.faults:
        return _page(form), 422
    with kartabl().store.writing() as unit:
        by = By(person=me().id, at=kartabl().office.now(unit.session))
        set_password(unit.session, by, me().id, hasher.hash(form.values["password"]), but=current_user.secret)
    flash(_("Your password is changed. Wherever else you were signed in, you no longer are."), "good")
    return redirect(url_for("myself.show"), code=303)


@blueprint.post("/sign-ins/end")
def end_others() -> Response:
    """End all sign-ins of one's account but this one."""
    with kartabl().store.writing() as unit:
        sign_ins.end_all(unit.session, me().id, at=datetime.now(UTC), but=current_user.secret)
    flash(_("You are signed in here only."), "good")
    return redirect(url_for("myself.show"), code=303)


def _fields() -> list[Field]:
    return [Field(name="present", label=_("Current password"), kind="password"), *password_fields()]


def _page(form: Form) -> str:
    idle = timedelta(minutes=kartabl().settings.idle)
    with kartabl().store.reading() as unit:
        found = sign_ins.sign_ins(unit.session, me().id, current_user.secret, at=datetime.now(UTC), idle=idle)
    return render_template(
        "pages/myself.html", member=me(), form=form, sign_ins=found, idle=kartabl().settings.idle, browser_name=browser_name
    )  # fmt: skip
