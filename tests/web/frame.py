"""A small application that has the frame of the pages and nothing else, for the tests of templates and of languages."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, request, url_for
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from web import i18n, settings
from web.assets import hashed_name
from web.shell import NavItem, Shell

plain_names = (
    "app.js",
    "app.ltr.css",
    "app.rtl.css",
    "board.css",
    "chart.js",
    "date.js",
    "design.css",
    "diagram.css",
    "diagram.js",
    "stepping.js",
    "icon.svg",
    "vazirmatn.woff2",
)
policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"


def frame_app(manifest: Mapping[str, str] | None = None) -> Flask:
    """Return an application with the languages, the filters, the globals that `base.html` wants, our policy."""
    app = Flask("web")
    app.config.update(SECRET_KEY="for tests only", TESTING=True)
    app.jinja_env.undefined = StrictUndefined
    CSRFProtect(app)
    i18n.init_app(app, settings.read({}))
    names = manifest if manifest is not None else {name: name for name in plain_names}
    app.jinja_env.globals["asset"] = lambda name: url_for("static", filename=f"dist/{hashed_name(names, name)}")

    @app.after_request
    def strict(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = policy
        return answer

    return app


def shell(*, person: str | None = "مریم رضایی", account: tuple[NavItem, ...] = ()) -> Shell:
    """Return the frame of the page that is being made, with one place to go where three things wait."""
    return Shell(
        language=i18n.current_language(),
        here=request.full_path,
        home_url="/",
        sign_in_url="/sign-in",
        sign_out_url="/sign-out",
        language_url=url_for("language.switch"),
        nav=(NavItem(label="کارتابل من", url="/tray", current=True, count=3),),
        person=person,
        account=account,
    )
