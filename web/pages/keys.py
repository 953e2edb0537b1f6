"""The keyboard: which keys there are, switching those of one character off and on."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.i18n import local_path
from web.keyboard import COOKIE, OFF, key_lines

blueprint = Blueprint("keys", __name__, url_prefix="/keys")
A_YEAR = timedelta(days=365)


@blueprint.get("")
def show() -> str:
    """Show the keys."""
    return render_template("pages/keys.html", key_lines=key_lines)


@blueprint.post("")
def switch() -> Response:
    """Keep whether the keys are wanted, and go back to where that was said."""
    answer = redirect(local_path(request.form.get("next") or url_for("keys.show")), code=303)
    if request.form.get("keys") == OFF:
        answer.set_cookie(COOKIE, OFF, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    else:
        answer.delete_cookie(COOKIE)
    return answer
