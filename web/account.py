"""Signing in and out; who is signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Blueprint, Flask, g, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_limiter import Limiter
from flask_login import LoginManager, UserMixin, current_user, login_url, login_user, logout_user
from werkzeug.wrappers import Response

from engine.completion.command import Actor
from processes import sign_ins
from processes.organisation import Member
from processes.tables import DbPerson
from web import again
from web.addresses import split
from web.again import Kept
from web.i18n import local_path
from web.wiring import kartabl

blueprint = Blueprint("account", __name__)
hasher = PasswordHasher()
NOBODY = hasher.hash("nobody has this password")
"""Verified where there is no such account, so that the answer takes as long."""


class SignedIn(UserMixin):  # type: ignore[misc]  # the library has no types
    """The one who is signed in, as Flask-Login wants it; `secret` is that of the sign-in."""

    def __init__(self, who: Member, secret: str) -> None:
        self.member, self.secret = who, secret

    def get_id(self) -> str:
        """Return what the session keeps: not who it is, but which sign-in."""
        return self.secret


def me() -> Member:
    """Return who is signed in; only on pages that demand it."""
    return cast("Member", current_user.member)


def actor() -> Actor:
    """Return who is signed in, as an actor of commands."""
    return Actor(id=me().id, authn="password")


def init_app(app: Flask, limiter: Limiter, attempts: int) -> LoginManager:
    """Give `app` the sign-in, with so many attempts a minute from one address; return who manages it."""
    manager = LoginManager(app)
    manager.login_view = "account.sign_in"
    manager.login_message = None
    manager.unauthorized_handler(ask_to_sign_in)
    manager.session_protection = "strong"
    manager.user_loader(_load)
    limiter.limit(f"{attempts}/minute", methods=["POST"])(blueprint)
    app.register_blueprint(blueprint)
    return manager


def _load(secret: str) -> SignedIn | None:
    """Return who has signed in with a secret; None where that sign-in is over, or the person has gone."""
    if g.get("without_database"):  # the page that says that it is away; the sign-in stays
        return None
    store, office, now = kartabl().store, kartabl().office, datetime.now(UTC)
    idle = timedelta(minutes=kartabl().settings.idle)
    with store.reading() as unit:
        at, on = office.now(unit.session), office.day(unit.session)
        found = sign_ins.look(unit.session, secret, at=now, idle=idle, office=at, on=on)
    if found is None or found.who.gone:
        return None
    if found.stale:
        with store.writing() as unit:
            sign_ins.seen(unit.session, secret, at=now)
    return SignedIn(found.who, secret)


def ask_to_sign_in() -> Response:
    """Answer somebody who is not signed in: lead to the sign-in and back; what was posted is kept, to be sent afterwards."""
    kept = again.to_be_kept()
    if kept is not None:
        return make_response(_page(next_="", username="", fault=None, kept=kept), 401)
    if (
        "HX-Request" in request.headers
    ):  # a part of a page would be answered with a sign-in: the whole page must go there
        here = split(request.headers.get("HX-Current-URL", ""))
        url = url_for("account.sign_in", next=here._replace(scheme="", netloc="").geturl() or None)
        return make_response("", 401, {"HX-Redirect": url})
    return redirect(login_url("account.sign_in", request.url if request.method == "GET" else None))


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    """Show the sign-in page."""
    if current_user.is_authenticated:
        return redirect(url_for("tray.home"), code=303)
    return _page(next_=request.args.get("next", ""), username="", fault=None)


@blueprint.post("/sign-in")
def try_sign_in() -> str | Response | tuple[str, int]:
    """Sign in; the session begins anew, and ends when it is idle for long."""
    username, target = request.form.get("username", "").strip(), request.form.get("next", "")
    who, kept = _verified(username, request.form.get("password", "")), again.kept_in(request.form.get(again.FIELD, ""))
    if who is None:
        fault = _("This user name and password do not go together. Check both and try again.")
        return _page(next_=target, username=username, fault=fault, kept=kept), 401
    _begin(who)
    if kept is not None:
        return again.page(kept)
    return redirect(local_path(target or url_for("tray.home")), code=303)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Sign out: the sign-in is over, also for whoever has a copy of its cookie."""
    if current_user.is_authenticated:
        with kartabl().store.writing() as unit:
            sign_ins.end(unit.session, current_user.secret, at=datetime.now(UTC))
    logout_user()
    session.clear()
    return redirect(url_for("account.sign_in"), code=303)


def _begin(who: Member) -> None:
    """Begin a session anew: nothing of the one before is kept, neither its token nor its sign-in."""
    with kartabl().store.writing() as unit:
        if current_user.is_authenticated:
            sign_ins.end(unit.session, current_user.secret, at=datetime.now(UTC))
        secret = sign_ins.begin(unit.session, who.id, at=datetime.now(UTC), browser=request.user_agent.string)
    session.clear()
    session.permanent = True
    login_user(SignedIn(who, secret))


def _verified(username: str, password: str) -> Member | None:
    who = kartabl().office.member(username) if knows_password(username, password) else None
    return None if who is None or who.gone else who


def knows_password(person: str, password: str) -> bool:
    """Return whether a password is a person's; where there is no such account, the answer takes as long."""
    with kartabl().store.reading() as unit:
        row = unit.session.get(DbPerson, person)
        try:
            hasher.verify((row.password if row else None) or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return row is not None and row.password is not None


def _page(*, next_: str, username: str, fault: str | None, kept: Kept | None = None) -> str:
    return render_template(
        "sign_in.html",
        action=url_for("account.try_sign_in"),
        next=next_,
        username=username,
        fault=fault,
        track_url=url_for("track.form"),
        kept=kept,
    )
