"""Signing in and out; who is signed in."""

from __future__ import annotations

from typing import cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Blueprint, Flask, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_limiter import Limiter
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from engine.completion.command import Actor
from engine.errors import KartablError
from processes.organisation import Member
from processes.tables import DbPerson
from web.i18n import local_path
from web.wiring import kartabl

blueprint = Blueprint("account", __name__)
hasher = PasswordHasher()
NOBODY = hasher.hash("nobody has this password")
"""Verified where there is no such account, so that the answer takes as long."""


class SignedIn(UserMixin):  # type: ignore[misc]  # the library has no types
    """The one who is signed in, as Flask-Login wants it."""

    def __init__(self, who: Member) -> None:
        self.member = who

    def get_id(self) -> str:
        """Return the account's id."""
        return self.member.id


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
    manager.session_protection = "strong"
    manager.user_loader(_load)
    limiter.limit(f"{attempts}/minute", methods=["POST"])(blueprint)
    app.register_blueprint(blueprint)
    return manager


def _load(person_id: str) -> SignedIn | None:
    try:
        return SignedIn(kartabl().office.member(person_id))
    except KartablError:
        return None


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    """Show the sign-in page."""
    if current_user.is_authenticated:
        return redirect(url_for("tray.show"), code=303)
    return _page(next_=request.args.get("next", ""), username="", fault=None)


@blueprint.post("/sign-in")
def try_sign_in() -> str | Response | tuple[str, int]:
    """Sign in; the session begins anew, and ends when it is idle for long."""
    username, target = request.form.get("username", "").strip(), request.form.get("next", "")
    who = _verified(username, request.form.get("password", ""))
    if who is None:
        fault = _("This user name and password do not go together. Check both and try again.")
        return _page(next_=target, username=username, fault=fault), 401
    session.clear()
    session.permanent = True
    login_user(SignedIn(who))
    return redirect(local_path(target or url_for("tray.show")), code=303)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Sign out."""
    logout_user()
    session.clear()
    return redirect(url_for("account.sign_in"), code=303)


def _verified(username: str, password: str) -> Member | None:
    with kartabl().store.reading() as unit:
        row = unit.session.get(DbPerson, username)
        try:
            hasher.verify((row.password if row else None) or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return None
    return kartabl().office.member(username) if row and row.password else None


def _page(*, next_: str, username: str, fault: str | None) -> str:
    return render_template(
        "sign_in.html",
        action=url_for("account.try_sign_in"),
        next=next_,
        username=username,
        fault=fault,
        track_url=url_for("track.form"),
    )
