"""From an error to an answer. The one place where a leaf of the error tree gets its HTTP status."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence

from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from engine.errors import BadInput, Conflict, Forbidden, KartablError, NotFound, Unavailable
from processes.files.references import is_reference
from web import again
from web.account import ask_to_sign_in
from web.addresses import split
from web.doors import is_open
from web.i18n import current_language, direction, local_path

log = logging.getLogger("kartabl")

NEVER_SHOWN = ("csrf_token", "password", "next", "lang")
MOST_TYPED = 200_000
"""Letters above which what was typed is not sent back."""
AGAIN = 10
"""Seconds after which it is worth to try again where the database did not answer."""

STATUS: Sequence[tuple[type[KartablError], int]] = (
    (BadInput, 422),
    (NotFound, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (Unavailable, 503),
)
"""The status of an error is that of the first class here that it belongs to; anything else is 500."""


def status_of(fault: KartablError) -> int:
    """Return the HTTP status of an error."""
    return next((status for kind, status in STATUS if isinstance(fault, kind)), 500)


def init_app(app: Flask) -> None:
    """Answer every error with a page in the reader's language: no traceback reaches a browser."""
    app.register_error_handler(KartablError, _known)
    app.register_error_handler(CSRFError, _stale_page)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def _known(fault: KartablError) -> Response:
    status = status_of(fault)
    if status == 500:
        return _unknown(fault)
    if status == 503:
        return _away(fault)
    log.info("%s refused: %s", g.request_id, fault)
    return _page(status, fault.message(current_language()))


def _away(fault: KartablError) -> Response:
    """Say that the database does not answer, in a frame that does not ask it who is here."""
    log.error("%s failed: %s", g.get("request_id", "-"), fault)
    g.without_database = True
    answer = _page(
        503,
        _(
            "The database does not answer just now. Wait a moment and try again. If you were sending something, look first "
            "whether it has arrived: it is kept whole, or not at all."
        ),
        reference=True,
    )
    answer.headers["Retry-After"] = str(AGAIN)
    return answer


def _stale_page(fault: CSRFError) -> Response:
    if again.posted_here() and not is_open():
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        if kept := again.to_be_kept():
            return make_response(again.page(kept), 400)
    return _page(400, _("This page was open for too long, or was not ours. Load it again and send it once more."))


def _http(fault: HTTPException) -> Response:
    if fault.response is not None or fault.code is None or fault.code < 400:
        return make_response(fault.get_response())
    if fault.code == MethodNotAllowed.code and request.method == "GET" and (page := _above()):
        return make_response(redirect(page))
    return _page(fault.code, _sentence(fault.code))


def _above() -> str | None:
    """Return the page above an address that only takes what is sent to it: whoever types it again wants that page."""
    routes, path = current_app.create_url_adapter(request), request.path
    while routes is not None and (path := path.rpartition("/")[0]):
        if routes.test(path, method="GET"):
            return path
    return None


def _unknown(fault: Exception) -> Response:
    log.error("%s failed: %s", g.get("request_id", "-"), "".join(traceback.format_exception(fault)))
    return _page(
        InternalServerError.code,
        _("Something went wrong on our side, and nothing was changed. Go back and try again."),
        reference=True,
    )


def _page(status: int, message: str, *, reference: bool = False) -> Response:
    told = g.get("request_id") if reference else None
    try:
        page = render_template(
            "error.html",
            status=status,
            title=_title(status),
            message=message,
            reference=told,
            typed=_typed(),
            back=_back(),
        )
    except Exception as fault:  # the frame asks the database who is here, and that may be what broke
        log.error("%s failed again: %s", g.get("request_id", "-"), "".join(traceback.format_exception(fault)))
        page = _bare(_title(status), message, told)
    return make_response(page, status)


def _back() -> str | None:
    """Return the page of ours that led here, if it is another one."""
    came = split(request.referrer or "")
    path = came._replace(scheme="", netloc="").geturl()
    return local_path(path) if came.netloc == request.host and path.partition("?")[0] != request.path else None


def _typed() -> list[str]:
    """Return what a person wrote in the form that was refused, so that nothing typed is lost; never a password."""
    if request.method != "POST":
        return []
    try:
        fields = [(key, value) for key, values in request.form.lists() for value in values]
    except HTTPException:  # too large even to be read
        return []
    told = [value for key, value in fields if value.strip() and key not in NEVER_SHOWN and not key.startswith("_")]
    shown = [value for value in told if not is_reference(value)]
    return shown if sum(map(len, shown)) <= MOST_TYPED else []


def _bare(title: str, message: str, reference: str | None) -> str:
    """Return a page that needs neither database nor frame."""
    language = current_language()
    page = Markup('<!doctype html><html lang="{}" dir="{}"><meta charset="utf-8"><title>{}</title><h1>{}</h1><p>{}</p>')
    page = page.format(language, direction(language), title, title, message)
    if reference is None:
        return page
    return page + Markup("<p>{} <code>{}</code></p>").format(
        _("If it happens again, tell the administrator this reference:"), reference
    )


def _title(status: int) -> str:
    titles = {
        400: _("This was not understood"),
        401: _("Please sign in"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Not in this way"),
        409: _("Somebody was there first"),
        413: _("Too large"),
        422: _("This cannot be done so"),
        429: _("Too many attempts"),
        500: _("A fault of ours"),
        503: _("Just now it does not work"),
    }
    return titles.get(status, _("This did not work"))


def _sentence(status: int) -> str:
    sentences = {
        403: _("This is not for you to do. The catalogue of services says who asks for what."),
        404: _("There is no such page, or it is not for you to see. Check the address, or go to the home page."),
        405: _("This page cannot be used in that way. Go back and use its buttons."),
        413: _(
            "What you sent is larger than may be sent. Go back, choose smaller files or fewer of them, and send it again."
        ),
        422: _("What was sent cannot be used so. Go back, correct it and send it again."),
        429: _("There were too many attempts from your address. Wait a minute and try again."),
    }
    return sentences.get(status, _("What was sent could not be understood. Go back and try again."))
