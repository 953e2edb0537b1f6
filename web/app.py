"""The Flask application."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from datetime import timedelta
from functools import partial
from typing import Any, cast

from flask import Flask, Response, request, url_for
from flask.templating import Environment
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.form import Words
from engine.form.digits import to_persian
from web import account, addresses, doors, faults, i18n, logs, metrics, packing, uploads, wiring
from web.arriving import FORM, Arriving
from web.assets import SessionsOfPages, hashed_name, read_manifest, send_built
from web.frame import shell
from web.pages import blueprints, myself, track
from web.persian import unbroken
from web.settings import Settings, secret_key

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class Templates(Environment):
    """What pages are made with: a template is given no globals of its own, so that those of all need not be looked through two maps.

    Each import of a macro compares the globals, ten times a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template."""
        return super().make_globals(d) if d else self.globals


class Pages(Flask):
    """The application."""

    jinja_environment = Templates
    session_interface = SessionsOfPages()


def create_app(settings: Settings) -> Flask:
    """Return the application, its database brought up to date."""
    app = Pages("web")
    app.request_class = Arriving
    app.config.update(
        SECRET_KEY=secret_key(settings),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.proxy,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.idle),
        MAX_CONTENT_LENGTH=FORM,
        MAX_FORM_MEMORY_SIZE=FORM,
        WTF_CSRF_TIME_LIMIT=None,  # a clerk may have a form open all day; the token ends with the session
        RATELIMIT_HEADERS_ENABLED=True,
    )
    logs.init_app(app, settings)
    addresses.init_app(app)
    if settings.proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]  # as Flask says to
    app.jinja_env.undefined = StrictUndefined
    app.before_request(partial(_let_files_in, settings.file_limit))
    CSRFProtect(app)
    limiter = Limiter(
        get_remote_address, app=app, storage_uri=settings.limits_url,
        in_memory_fallback_enabled=settings.limits_url != "memory://",  # nobody is kept out where the server of limits is away
    )  # fmt: skip
    i18n.init_app(app, settings)
    metrics.init_app(app, wiring.init_app(app, settings))
    doors.init_app(app, account.init_app(app, limiter, settings.sign_ins))
    track.init_app(app, limiter, settings.trackings)
    myself.init_app(app, limiter, settings.sign_ins)
    uploads.init_app(app, limiter, settings.uploads)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    faults.init_app(app)
    _templates(app)
    limit = str(settings.file_limit)
    app.jinja_env.globals["file_limit"] = {"fa": to_persian(limit), "en": limit}
    app.after_request(_strict)
    packing.init_app(app)
    return app


def _templates(app: Flask) -> None:
    manifest = read_manifest()
    app.view_functions["static"] = send_built
    app.jinja_env.globals["asset"] = lambda name: url_for("static", filename=f"dist/{hashed_name(manifest, name)}")
    app.jinja_env.filters["say"] = _say
    app.jinja_env.filters["worded"] = _worded

    @app.context_processor
    def frame() -> dict[str, Any]:
        return {"shell": shell(), "language": i18n.current_language()}


def _say(words: Words) -> str:
    return unbroken(words.fa if i18n.current_language() == "fa" else words.en)


def _worded(choices: Iterable[tuple[str, Words]]) -> list[tuple[str, str]]:
    """Return what can be chosen, in the words of the page."""
    return [(value, _say(words)) for value, words in choices]


def _let_files_in(megabytes: int) -> None:
    """Let a larger request in where it may bring files: from somebody who is signed in."""
    if request.mimetype == "multipart/form-data" and current_user.is_authenticated:
        cast(Arriving, request).let_files_in(megabytes)


def _strict(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint == "static" and answer.status_code < 400:
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"  # names are hashed
    else:
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer
